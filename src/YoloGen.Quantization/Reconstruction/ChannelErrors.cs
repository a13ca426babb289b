using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Interpreter;
using YoloGen.Compiler.Operators;
using YoloGen.Quantization.Choice;

namespace YoloGen.Quantization.Reconstruction;

/// <summary>
/// By how much bytes move the mean of each channel of a tensor: what was clipped, and what the rounding of a channel of few steps left. Errors move, join
/// and add up as values do; a convolution takes those of its input away by its bias, so they end there.
/// </summary>
/// <param name="tensors">The tensors that are in bytes; those left in floats have no error.</param>
/// <param name="measured">For each tensor that was measured: the mean error of each channel, behind the function that alone reads it.</param>
internal sealed class ChannelErrors(QuantizedTensors tensors, IReadOnlyDictionary<Tensor, float[]> measured)
{
    private readonly Dictionary<Tensor, TensorData?> _errors = new(ReferenceEqualityComparer.Instance);

    /// <summary>The mean error of each channel of [N, C, ...]; null where it is 0 or not known.</summary>
    public float[]? Of(Tensor tensor)
    {
        if (tensor.Shape.Rank < 2 || ErrorsOf(tensor) is not { } errors)
        {
            return null;
        }

        int channels = tensor.Shape[1], inner = (int)tensor.Shape.RowMajorStrides()[1];
        float[] values = errors.Floats;
        var means = new float[channels];
        for (int c = 0; c < channels; c++)
        {
            double sum = 0;
            foreach (float v in values.AsSpan(c * inner, inner))
            {
                sum += v;
            }

            means[c] = (float)(sum / inner);
        }

        return means;
    }

    private TensorData? ErrorsOf(Tensor tensor)
    {
        if (!_errors.TryGetValue(tensor, out TensorData? errors))
        {
            errors = OfFunction(tensor) ?? Sum(Own(tensor), Moved(tensor));
            _errors.Add(tensor, errors);
        }

        return errors;
    }

    /// <summary>What the tensor's own bytes do.</summary>
    private TensorData? Own(Tensor tensor)
        => tensors.Contains(tensor) && tensors.Functions.ReaderOf(tensor) is null && measured.TryGetValue(tensor, out float[]? found) ? Spread(tensor.Shape, found) : null;

    /// <summary>What the bytes that a function reads, and those of its result, make of the result.</summary>
    private TensorData? OfFunction(Tensor tensor)
        => tensors.Functions.RootOf(tensor) is { } root && tensors.Contains(root) && ReferenceEquals(tensors.Functions.ReaderOf(root)?.Result, tensor)
            && measured.TryGetValue(root, out float[]? found) ? Spread(tensor.Shape, found) : null;

    /// <summary>What comes from the tensors that this one is moved, joined or added up from.</summary>
    private TensorData? Moved(Tensor tensor)
    {
        if (!tensors.Producers.TryGetValue(tensor, out Node? node) || node.Outputs.Count != 1 || !IsLinear(node))
        {
            return null;
        }

        TensorData?[] inputs = [.. node.Inputs.Select(i => i is null || i.IsConstant ? null : ErrorsOf(i))];
        return inputs.All(i => i is null)
            ? null
            : Interpreter.Evaluate(node, [.. node.Inputs.Select((t, i) => t is null ? null : t.Constant ?? inputs[i] ?? new TensorData(t.Shape, new float[t.Shape.Count]))])[0];
    }

    private static bool IsLinear(Node node) => node.Op switch
    {
        Concat or AveragePool => true,
        Binary { Kind: BinaryKind.Add } => !node.Input(0).IsConstant && !node.Input(1).IsConstant,
        _ => OperatorCatalog.TraitsOf(node.Op).KeepsRange(node.Op) && node.Output.Type == ElementType.Float32,
    };

    private static TensorData? Sum(TensorData? a, TensorData? b)
        => a is null ? b : b is null ? a : new TensorData(a.Shape, a.Floats.Zip(b.Floats, (x, y) => x + y).ToArray());

    private static TensorData Spread(Shape shape, float[] channels)
    {
        var values = new float[shape.Count];
        int inner = (int)shape.RowMajorStrides()[1];
        for (int i = 0; i < values.Length; i += inner)
        {
            Array.Fill(values, channels[i / inner % channels.Length], i, inner);
        }

        return new TensorData(shape, values);
    }
}
