using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using YoloGen.Compiler.Graph;

namespace YoloGen.Verification.Reference;

/// <summary>Converts between tensors of the IR and of ONNX Runtime.</summary>
internal static class OrtValues
{
    /// <summary>A feed for one input; a float16 or double input gets the float values converted.</summary>
    public static NamedOnnxValue Feed(string name, TensorData data, TensorElementType wanted)
    {
        int[] dims = [.. data.Shape.Dims];
        return (data.Type, wanted) switch
        {
            (ElementType.Float32, TensorElementType.Float16) => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<Float16>(data.Floats.Select(v => (Float16)v).ToArray(), dims)),
            (ElementType.Float32, TensorElementType.Double) => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<double>(data.Floats.Select(v => (double)v).ToArray(), dims)),
            (ElementType.Float32, _) => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(data.Floats, dims)),
            (ElementType.UInt8, _) => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<byte>(data.Bytes, dims)),
            (ElementType.Int8, _) => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<sbyte>(data.SBytes, dims)),
            (ElementType.Int32, _) => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<int>(data.Ints, dims)),
            (ElementType.Int64, _) => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<long>(data.Longs, dims)),
            _ => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<bool>(data.Bools, dims)),
        };
    }

    /// <summary>A result as a tensor of the IR; null for types that the IR does not have.</summary>
    public static TensorData? Read(DisposableNamedOnnxValue value) => value.Value switch
    {
        Tensor<float> t => new TensorData(ShapeOf(t), t.ToArray()),
        Tensor<Float16> t => new TensorData(ShapeOf(t), [.. t.ToArray().Select(v => (float)v)]),
        Tensor<double> t => new TensorData(ShapeOf(t), [.. t.ToArray().Select(v => (float)v)]),
        Tensor<byte> t => new TensorData(ShapeOf(t), t.ToArray()),
        Tensor<sbyte> t => new TensorData(ShapeOf(t), t.ToArray()),
        Tensor<int> t => new TensorData(ShapeOf(t), t.ToArray()),
        Tensor<long> t => new TensorData(ShapeOf(t), t.ToArray()),
        Tensor<bool> t => new TensorData(ShapeOf(t), t.ToArray()),
        _ => null,
    };

    private static Shape ShapeOf<T>(Tensor<T> tensor) => Shape.Of(tensor.Dimensions);
}
