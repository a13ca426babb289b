using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Interpreter;

namespace YoloGen.Quantization.Calibration;

/// <summary>Calibrates with the interpreter: slow, but it has every operator.</summary>
internal sealed class InterpreterObserver(NetworkGraph graph, IReadOnlyList<Tensor> observed) : ITensorObserver
{
    private readonly Dictionary<Tensor, int> _indices = new(
        observed.Select((t, i) => KeyValuePair.Create(t, i + 1)), ReferenceEqualityComparer.Instance);

    public int Count => observed.Count + 1;

    public string Name(int index) => index == 0 ? graph.Inputs[0].Name : observed[index - 1].Name;

    public void Observe(float[] input, TensorVisitor visit)
    {
        visit(0, input);
        Tensor x = graph.Inputs[0];
        Interpreter.Run(graph, new Dictionary<string, TensorData> { [x.Name] = new(x.Shape, input) }, (tensor, data) =>
        {
            if (_indices.TryGetValue(tensor, out int index))
            {
                visit(index, data.Floats);
            }
        });
    }

    public void Dispose()
    {
    }
}
