using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Import;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.NodeTests;

/// <summary>One folder of the ONNX node tests: a model, and the values of its inputs and outputs in the order of the graph.</summary>
internal sealed class NodeTestFolder(string path)
{
    public string Name { get; } = Path.GetFileName(path);

    public OnnxModel ReadModel() => OnnxReader.Read(Path.Combine(path, "model.onnx"));

    /// <summary>Values of the inputs.</summary>
    /// <exception cref="YoloGen.Diagnostics.YoloGenException">One is not a tensor.</exception>
    public IReadOnlyList<OnnxTensor> Inputs() => Read("input");

    /// <summary>Expected values of the outputs.</summary>
    /// <exception cref="YoloGen.Diagnostics.YoloGenException">One is not a tensor.</exception>
    public IReadOnlyList<OnnxTensor> Outputs() => Read("output");

    public static TensorData ValueOf(OnnxTensor tensor)
        => ElementTypeMap.Values(tensor) ?? throw new InvalidOperationException($"{tensor.Type} has no counterpart in the graph");

    private List<OnnxTensor> Read(string kind)
    {
        var tensors = new List<OnnxTensor>();
        for (int i = 0; ; i++)
        {
            string file = Path.Combine(path, "test_data_set_0", $"{kind}_{i}.pb");
            if (!File.Exists(file))
            {
                return tensors;
            }

            tensors.Add(OnnxReader.ReadTensor(file));
        }
    }
}
