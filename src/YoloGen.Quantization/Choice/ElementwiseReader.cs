using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Interpreter;
using YoloGen.Quantization.Calibration;

namespace YoloGen.Quantization.Choice;

/// <summary>An elementwise function, however many operators it takes, that is all that reads a tensor: what happens to the tensor's bytes shows behind it alone.</summary>
/// <param name="Root">The tensor.</param>
/// <param name="Nodes">The operators, in order.</param>
/// <param name="Result">What the last of them writes.</param>
internal sealed record ElementwiseReader(Tensor Root, IReadOnlyList<Node> Nodes, Tensor Result)
{
    /// <summary>The function in the middle of each bin.</summary>
    public double[] Over(Histogram histogram)
    {
        int[] dims = [.. Enumerable.Repeat(1, Math.Max(1, Root.Shape.Rank))];
        dims[^1] = Histogram.Bins;
        Shape shape = Shape.Of(dims);
        var values = new Dictionary<Tensor, TensorData>(ReferenceEqualityComparer.Instance)
        {
            [Root] = new(shape, Enumerable.Range(0, Histogram.Bins).Select(i => (float)histogram.Center(i)).ToArray()),
        };
        foreach (Node node in Nodes)
        {
            var resized = node with { Outputs = [new Tensor(node.Output.Name, node.Output.Type, shape)] };
            values[node.Output] = Interpreter.Evaluate(resized, [.. node.Inputs.Select(i => i is null ? null : i.Constant ?? values[i])])[0];
        }

        return [.. values[Result].Floats.Select(v => (double)v)];
    }
}
