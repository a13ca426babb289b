using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Probing;

/// <summary>Which tensors are results of learned layers: convolutions and products with constant weights, with what belongs to them (bias, scales, normalization).</summary>
internal sealed class LearnedLayers(IReadOnlyDictionary<Tensor, Node> producers)
{
    private readonly Dictionary<Tensor, bool> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether a tensor is the result of a learned layer.</summary>
    public bool IsResult(Tensor tensor)
    {
        if (_known.TryGetValue(tensor, out bool known))
        {
            return known;
        }

        // A chain of Casts and scales is short; longer ones are none.
        Tensor at = tensor;
        bool result = false;
        for (int steps = 0; steps < 8 && producers.TryGetValue(at, out Node? node); steps++)
        {
            if (IsLayer(node))
            {
                result = true;
                break;
            }

            if (Carried(node) is not { } before)
            {
                break;
            }

            at = before;
        }

        _known[tensor] = result;
        return result;
    }

    /// <summary>Convolution or product that takes the mean of a distribution (0, 1, 2, ... as weights of one output): part of the decoding, nothing learned.</summary>
    public bool IsExpectation(Node node)
        => node.Op is Conv or MatMul && node.Inputs.Count >= 2 && node.Inputs[1] is { } weights && Constant(weights) is { Type: ElementType.Float32 } values && IsRamp(node, values);

    /// <summary>A tensor of one value, as its type writes it down; network inputs too.</summary>
    public TensorData Level(Tensor tensor, float level)
    {
        TensorData data = TensorData.Zeros(tensor.Type, tensor.Shape);
        QuantParams? quantization = producers.TryGetValue(tensor, out Node? node) ? node.Op switch
        {
            QConv q => q.Y,
            QConvTranspose q => q.Y,
            QMatMul q => q.Y,
            _ => null,
        } : null;
        switch (data.Values)
        {
            case float[] floats:
                Array.Fill(floats, level);
                break;
            case int[] ints:
                Array.Fill(ints, (int)level);
                break;
            default:
                if (quantization is { } q)
                {
                    float zero = q.ZeroPoints[0], stored = zero + (level / q.Scales[0]);
                    if (tensor.Type == ElementType.UInt8)
                    {
                        Array.Fill(data.Bytes, (byte)Math.Clamp(stored, 0, 255));
                    }
                    else if (tensor.Type == ElementType.Int8)
                    {
                        Array.Fill(data.SBytes, (sbyte)Math.Clamp(stored, -128, 127));
                    }
                }

                break;
        }

        return data;
    }

    private bool IsLayer(Node node) => node.Op switch
    {
        Conv or MatMul => node.Inputs.Count >= 2 && node.Inputs[1] is { } weights && IsConstant(weights, 4) && !IsExpectation(node),
        Gemm or ConvTranspose or ConvInteger or MatMulInteger or QConv or QConvTranspose or QConvFloat or QMatMul => true,
        _ => false,
    };

    /// <summary>The tensor of which a node passes on the learned values, scaled and shifted channel by channel; null if it does something else.</summary>
    private static Tensor? Carried(Node node)
    {
        return node.Op switch
        {
            Cast => node.Input(0),
            BatchNormalization => node.Input(0),
            Binary { Kind: BinaryKind.Add } when node.Inputs.Count == 2 => Beside(node, IsBias),
            Binary { Kind: BinaryKind.Mul } when node.Inputs.Count == 2 => Beside(node, t => t.Shape.Count == 1),
            _ => null,
        };

        static bool IsBias(Tensor t) => t.IsConstant && t.Type == ElementType.Float32 && t.Shape.Dims.Count(d => d > 1) <= 1;
    }

    private static Tensor? Beside(Node node, Func<Tensor, bool> other)
        => other(node.Input(1)) && !node.Input(0).IsConstant ? node.Input(0) : other(node.Input(0)) && !node.Input(1).IsConstant ? node.Input(1) : null;

    private bool IsConstant(Tensor tensor, int depth)
        => tensor.IsConstant || (depth > 0 && producers.TryGetValue(tensor, out Node? node) && node.Inputs.Count > 0 && node.Inputs.All(i => i is null || IsConstant(i, depth - 1)));

    private TensorData? Constant(Tensor tensor)
        => tensor.Constant ?? (producers.TryGetValue(tensor, out Node? node) && node.Op is DequantizeLinear && node.Inputs.All(i => i is null or { IsConstant: true }) && tensor.Shape.Count <= 1024
            ? Interpreter.Interpreter.Evaluate(node, [.. node.Inputs.Select(i => i?.Constant)])[0]
            : null);

    /// <summary>Weights of one output that rise evenly from 0.</summary>
    private static bool IsRamp(Node node, TensorData weights)
    {
        int outputs = node.Op is Conv ? weights.Shape.Dims[0] : weights.Shape.Dims[^1];
        float[] values = weights.Length is >= 2 and <= 1024 ? weights.Floats : [];
        return outputs == 1 && values.Length >= 2 && values[0] == 0 && values[^1] > 0
            && values.Select((v, i) => Math.Abs(v - (values[^1] * i / (values.Length - 1)))).All(d => d <= 0.02f * values[^1]);
    }
}
