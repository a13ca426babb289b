using System.Runtime.InteropServices;
using YoloGen.Compiler.Graph;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import;

/// <summary>Which IR type stands for an ONNX type. All floating-point types become single precision.</summary>
internal static class ElementTypeMap
{
    /// <summary>Bytes from which on the values are read from the model again each time, so that a large model is not in memory twice.</summary>
    private const int Forgotten = 1 << 20;

    public static ElementType? Of(OnnxDataType type) => type switch
    {
        OnnxDataType.Float or OnnxDataType.Float16 or OnnxDataType.BFloat16 or OnnxDataType.Double => ElementType.Float32,
        OnnxDataType.UInt8 => ElementType.UInt8,
        OnnxDataType.Int8 => ElementType.Int8,
        OnnxDataType.Int32 => ElementType.Int32,
        OnnxDataType.Int64 => ElementType.Int64,
        OnnxDataType.Bool => ElementType.Bool,
        _ => null,
    };

    /// <summary>The values of a constant in the IR; null if its type has no counterpart.</summary>
    public static TensorData? Values(OnnxTensor tensor)
    {
        if (Of(tensor.Type) is not { } type)
        {
            return null;
        }

        // The reader's limit on elements keeps every dimension in range.
        var shape = new Shape([.. tensor.Dims.Select(d => (int)d)]);
        return type switch
        {
            ElementType.Float32 when tensor.Data.Length >= Forgotten => TensorData.Forgettable(shape, tensor.CopyFloats),
            ElementType.Float32 => new TensorData(shape, tensor.ToFloats()),
            ElementType.UInt8 => new TensorData(shape, tensor.Data.ToArray()),
            ElementType.Int8 => new TensorData(shape, MemoryMarshal.Cast<byte, sbyte>(tensor.Data.Span).ToArray()),
            ElementType.Int32 => new TensorData(shape, Array.ConvertAll(tensor.ToLongs(), v => (int)v)),
            ElementType.Int64 => new TensorData(shape, tensor.ToLongs()),
            _ => new TensorData(shape, Array.ConvertAll(tensor.Data.ToArray(), b => b != 0)),
        };
    }
}
