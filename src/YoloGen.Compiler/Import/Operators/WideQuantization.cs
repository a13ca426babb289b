using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>
/// QuantizeLinear and DequantizeLinear of 16 bits: whole numbers in floats, which hold them exactly, so that what lies between two of them is computed in floats.
/// Only these two operators may read such numbers (<see cref="ImportState.IsWide"/>): another would compute with them as floats, not as 16 bits.
/// </summary>
internal static class WideQuantization
{
    /// <summary>The ends of a type of 16 bits; null for another.</summary>
    public static (float Low, float High)? RangeOf(OnnxDataType type) => type switch
    {
        OnnxDataType.Int16 => (short.MinValue, short.MaxValue),
        OnnxDataType.UInt16 => (ushort.MinValue, ushort.MaxValue),
        _ => null,
    };

    /// <summary>round(x / scale) + zero, limited to the type.</summary>
    public static void Quantize(NodeImport n, Tensor x, int axis, OnnxDataType type)
    {
        (float low, float high) = RangeOf(type)!.Value;
        CheckScale(n);
        Tensor whole = n.Of(UnaryKind.Round, n.Over(n.As(x, ElementType.Float32), Along(n, n.Float(1), x.Shape, axis)));
        Tensor shifted = n.Has(2) ? n.Plus(whole, Along(n, n.In(2), x.Shape, axis)) : whole;
        n.Alias(n.State.Widen(n.Of(UnaryKind.Clip, shifted, low, high), type));
    }

    /// <summary>(x - zero) * scale.</summary>
    public static void Dequantize(NodeImport n, Tensor x, int axis)
    {
        if (n.Has(2) && n.State.IsWide(n.In(2)) != n.State.IsWide(x))
        {
            throw n.BadType(2, "the type of the quantized tensor");
        }

        CheckScale(n);
        Tensor shifted = n.Has(2) ? n.Minus(x, Along(n, n.In(2), x.Shape, axis)) : x;
        n.Finish(n.Times(shifted, Along(n, n.Float(1), x.Shape, axis)));
    }

    private static void CheckScale(NodeImport n)
    {
        if (n.In(1).IsConstant)
        {
            _ = Quantization.Scales(n, 1);
        }
    }

    /// <summary>One value, or one for each index of an axis, under a shape that broadcasts.</summary>
    private static Tensor Along(NodeImport n, Tensor values, Shape shape, int axis)
    {
        if (values.Shape.Count == 1)
        {
            return n.Reshape(values, Shape.Scalar);
        }

        return values.Shape.Rank == 1 && values.Shape[0] == shape[axis]
            ? n.Reshape(values, n.Shape([.. shape.Dims.Select((d, i) => i == axis ? (long)d : 1)]))
            : throw n.Unsupported("quantization of blocks is not supported; quantize for each tensor or channel");
    }
}
