using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using System.Runtime.InteropServices;
using YoloGen.Onnx;

namespace YoloGen.Kernels.Tests.Ort;

/// <summary>Builds a model of one node, all of whose parameters but the first (and marked ones) are constants, and runs it in ONNX Runtime.</summary>
internal sealed class OneNode(string operation, string domain)
{
    private readonly OnnxModelBuilder _model = new OnnxModelBuilder(13).Opset("com.microsoft", 1);
    private readonly List<string> _names = [];
    private readonly List<(string Name, object Value)> _attributes = [];
    private readonly List<NamedOnnxValue> _inputs = [];

    public OneNode Constant<T>(T[] values, params long[] shape)
        where T : unmanaged
    {
        _model.Initializer(new OnnxTensor { Name = Name(), Type = Type<T>(), Dims = shape, Data = MemoryMarshal.AsBytes<T>(values).ToArray() });
        return this;
    }

    public OneNode Scalar<T>(T value)
        where T : unmanaged => Constant([value]);

    public OneNode Input<T>(T[] values, params int[] shape)
        where T : unmanaged
    {
        string name = Name();
        _model.Input(name, Type<T>(), Array.ConvertAll(shape, d => (long)d));
        _inputs.Add(NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(values, shape)));
        return this;
    }

    public OneNode Attribute(string name, params long[] values)
    {
        _attributes.Add((name, values));
        return this;
    }

    public OneNode Attribute(string name, long value)
    {
        _attributes.Add((name, value));
        return this;
    }

    public T[] Run<T>()
        where T : unmanaged
    {
        _model.Node(domain.Length > 0 ? $"{domain}:{operation}" : operation, [.. _names], ["y"], [.. _attributes]).Output("y", Type<T>());
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(OnnxWriter.ToBytes(_model.Build()), options);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run(_inputs);
        return [.. results[0].AsTensor<T>()];
    }

    private string Name()
    {
        _names.Add($"i{_names.Count}");
        return _names[^1];
    }

    private static OnnxDataType Type<T>() => default(T) switch
    {
        float => OnnxDataType.Float,
        byte => OnnxDataType.UInt8,
        sbyte => OnnxDataType.Int8,
        int => OnnxDataType.Int32,
        _ => throw new NotSupportedException(),
    };
}
