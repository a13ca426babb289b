using Microsoft.ML.OnnxRuntime;
using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Operators;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Passes;
using YoloGen.Onnx;
using YoloGen.Verification.Checks;
using YoloGen.Verification.Reference;

namespace YoloGen.Compiler.Tests.Passes;

/// <summary>A model after our passes and after ONNX Runtime's optimizations, on the same inputs.</summary>
internal sealed class OrtComparison
{
    private OrtComparison(NetworkGraph graph, OnnxModel optimized, IReadOnlyList<TensorVerdict> verdicts, IReadOnlyList<TensorVerdict> plain)
    {
        Graph = graph;
        Optimized = optimized;
        Verdicts = verdicts;
        Plain = plain;
    }

    public NetworkGraph Graph { get; }

    public OnnxModel Optimized { get; }

    public IReadOnlyList<TensorVerdict> Verdicts { get; }

    /// <summary>The same against ONNX Runtime without optimizations, whose bytes sums have.</summary>
    public IReadOnlyList<TensorVerdict> Plain { get; }

    public static OrtComparison Run(QdqModel model)
    {
        OnnxModel onnx = model.Build();
        byte[] bytes = OnnxWriter.ToBytes(onnx);
        OnnxModel optimized = OrtReference.Optimize(options => new InferenceSession(bytes, options));
        NetworkGraph graph = PassList.Run(Importer.Import(onnx));
        IReadOnlyDictionary<string, TensorData> reference = OrtReference.RunAll(optimized, model.Inputs);
        IReadOnlyDictionary<string, TensorData> plain = OrtReference.RunAll(OnnxReader.Parse(bytes), model.Inputs);
        return new OrtComparison(
            graph, optimized, [.. new OperatorCheck(graph, model.Inputs, reference, 1e-4).Run()], [.. new OperatorCheck(graph, model.Inputs, plain, 1e-4).Run()]);
    }

    /// <summary>
    /// What ONNX Runtime computes in integers agrees bit for bit given its inputs (tables of Sigmoid and Softmax: at most 1 away), the rest within
    /// the tolerance of floats; and every integer result of ONNX Runtime has its counterpart.
    /// </summary>
    public void AssertAgrees()
    {
        var byName = Verdicts.ToDictionary(v => v.Tensor, StringComparer.Ordinal);
        var plain = Plain.ToDictionary(v => v.Tensor, StringComparer.Ordinal);
        foreach (OnnxNode node in Optimized.Graph.Nodes)
        {
            // MatMulNBits (float activations, dequantized weights) quantizes its activations on the way: it is no reference for floats.
            if (node.OpType == "MatMulNBits" || !byName.TryGetValue(node.Outputs[0], out TensorVerdict? verdict))
            {
                continue;
            }

            // The two graphs of ONNX Runtime round sums differently; ours has the bytes of the file's own operators, which in turn
            // cannot be compared behind two Q/DQ pairs in a row.
            if (node.OpType == "QLinearAdd" && (verdict.Worst <= 1 || plain.GetValueOrDefault(node.Outputs[0])?.Worst == 0))
            {
                continue;
            }

            int tables = Graph.Nodes.Where(n => n.Op is Lookup or QSoftmax && verdict.Operators.Contains(n.Op.Name, StringComparison.Ordinal)).Sum(OperatorCatalog.RoundedTables);
            bool exact = node.OpType.StartsWith("QLinear", StringComparison.Ordinal) || (node.OpType == "QGemm" && verdict.Type != ElementType.Float32);
            Assert.True(verdict.Passed, $"{node.OpType} {verdict}");
            Assert.True(!exact || verdict.Worst <= tables, $"{node.OpType} is exact in integers: {verdict}");
        }

        foreach (Tensor output in Graph.Outputs)
        {
            Assert.True(byName.ContainsKey(output.Name) || output.IsConstant || Graph.Inputs.Contains(output), $"output {output.Name} was not compared");
        }
    }

    /// <summary>Our operators by name.</summary>
    public int Count<T>()
        where T : Operator => Graph.Nodes.Count(n => n.Op is T);

    /// <summary>ONNX Runtime's operators by name.</summary>
    public int Theirs(string op) => Optimized.Graph.Nodes.Count(n => n.OpType == op);

    public override string ToString()
        => string.Join(' ', Graph.Nodes.Select(n => n.Op.Name)) + " | " + string.Join(' ', Optimized.Graph.Nodes.Select(n => n.OpType));
}
