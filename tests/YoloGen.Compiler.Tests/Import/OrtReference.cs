using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using YoloGen.Compiler.Graph;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.Import;

/// <summary>Runs a copy of a model in ONNX Runtime without optimizations.</summary>
internal static class OrtReference
{
    public static InferenceSession Open(OnnxModel model)
        => Verification.Reference.OrtReference.OpenUnoptimized(OnnxReader.Parse(OnnxWriter.ToBytes(model)), OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);

    public static IReadOnlyDictionary<string, TensorData> Run(OnnxModel model, IReadOnlyDictionary<string, TensorData> inputs)
    {
        using InferenceSession session = Open(model);
        using var results = session.Run([.. inputs.Select(i => ToOrt(i.Key, i.Value))]);
        return results.ToDictionary(r => r.Name, FromOrt, StringComparer.Ordinal);
    }

    private static NamedOnnxValue ToOrt(string name, TensorData data) => data.Values switch
    {
        float[] v => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(v, [.. data.Shape.Dims])),
        int[] v when data.Type == ElementType.Int32 => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<int>(v, [.. data.Shape.Dims])),
        long[] v => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<long>(v, [.. data.Shape.Dims])),
        bool[] v => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<bool>(v, [.. data.Shape.Dims])),
        _ when data.Type == ElementType.Int8 => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<sbyte>(data.SBytes, [.. data.Shape.Dims])),
        _ => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<byte>(data.Bytes, [.. data.Shape.Dims])),
    };

    private static TensorData FromOrt(DisposableNamedOnnxValue value) => value.ElementType switch
    {
        TensorElementType.Float => new TensorData(ShapeOf(value.AsTensor<float>()), value.AsTensor<float>().ToArray()),
        TensorElementType.UInt8 => new TensorData(ShapeOf(value.AsTensor<byte>()), value.AsTensor<byte>().ToArray()),
        TensorElementType.Int8 => new TensorData(ShapeOf(value.AsTensor<sbyte>()), value.AsTensor<sbyte>().ToArray()),
        TensorElementType.Int32 => new TensorData(ShapeOf(value.AsTensor<int>()), value.AsTensor<int>().ToArray()),
        TensorElementType.Int64 => new TensorData(ShapeOf(value.AsTensor<long>()), value.AsTensor<long>().ToArray()),
        TensorElementType.Bool => new TensorData(ShapeOf(value.AsTensor<bool>()), value.AsTensor<bool>().ToArray()),
        _ => throw new NotSupportedException(value.ElementType.ToString()),
    };

    private static Shape ShapeOf<T>(Tensor<T> tensor) => Shape.Of([.. tensor.Dimensions]);
}
