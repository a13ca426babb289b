using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace YoloGen.Kernels.Tests.Ort;

/// <summary>Builds a model of one node, all of whose parameters but the first (and marked ones) are constants, and runs it in ONNX Runtime.</summary>
internal sealed class OneNode(string operation, string domain)
{
    private readonly ProtoWriter _node = new ProtoWriter().Text(4, operation).Text(7, domain), _graph = new ProtoWriter().Text(2, "g");
    private readonly List<NamedOnnxValue> _inputs = [];
    private int _count;

    public OneNode Constant<T>(T[] values, params long[] shape)
        where T : unmanaged
    {
        string name = Name();
        var tensor = new ProtoWriter();
        foreach (long d in shape)
            tensor.Int(1, d);
        _graph.Message(5, tensor.Int(2, Type<T>()).Text(8, name).Bytes(9, MemoryMarshal.AsBytes<T>(values)));
        return this;
    }

    public OneNode Scalar<T>(T value)
        where T : unmanaged => Constant([value]);

    public OneNode Input<T>(T[] values, params int[] shape)
        where T : unmanaged
    {
        string name = Name();
        var dims = new ProtoWriter();
        foreach (int d in shape)
            dims.Message(1, new ProtoWriter().Int(1, d));
        _graph.Message(11, new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, new ProtoWriter().Int(1, Type<T>()).Message(2, dims))));
        _inputs.Add(NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(values, shape)));
        return this;
    }

    public OneNode Attribute(string name, params long[] values)
    {
        var attribute = new ProtoWriter().Text(1, name).Int(20, 7);
        foreach (long value in values)
            attribute.Int(8, value);
        _node.Message(5, attribute);
        return this;
    }

    public OneNode Attribute(string name, long value)
    {
        _node.Message(5, new ProtoWriter().Text(1, name).Int(20, 2).Int(3, value));
        return this;
    }

    public T[] Run<T>()
        where T : unmanaged
    {
        _graph.Message(1, _node.Text(2, "y"));
        _graph.Message(12, new ProtoWriter().Text(1, "y").Message(2, new ProtoWriter().Message(1, new ProtoWriter().Int(1, Type<T>()))));
        byte[] model = new ProtoWriter().Int(1, 8).Message(7, _graph)
            .Message(8, new ProtoWriter().Text(1, "").Int(2, 13)).Message(8, new ProtoWriter().Text(1, "com.microsoft").Int(2, 1)).ToArray();
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(model, options);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run(_inputs);
        return [.. results[0].AsTensor<T>()];
    }

    private string Name()
    {
        string name = $"i{_count++}";
        _node.Text(1, name);
        return name;
    }

    private static int Type<T>() => default(T) switch { float => 1, byte => 2, sbyte => 3, int => 6, _ => throw new NotSupportedException() };
}
