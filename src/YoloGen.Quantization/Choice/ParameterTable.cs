using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Quantization.Choice;

/// <summary>Scale and zero point of every quantized tensor.</summary>
internal sealed class ParameterTable
{
    /// <summary>A range below this is taken for a constant 0: scales must not come near the smallest floats, products of scales neither.</summary>
    private const float Negligible = 1e-15f;

    private readonly Dictionary<Tensor, QuantParams> _params = new(ReferenceEqualityComparer.Instance);

    private ParameterTable(ElementType type) => Type = type;

    /// <summary>Type of the activations.</summary>
    public ElementType Type { get; }

    public QuantParams this[Tensor tensor] => _params[tensor];

    public static ParameterTable Of(QuantizedTensors tensors, RangeTable ranges, ElementType type)
    {
        var groups = new ParameterGroups(tensors, ranges);
        var table = new ParameterTable(type);
        foreach (Tensor tensor in tensors.All)
        {
            if (!table._params.ContainsKey(tensor))
            {
                float limit = groups.Of(tensor).Select(t => tensors.Absorbed.Of(t) is { Kind: UnaryKind.Clip } clip ? clip.Beta : float.PositiveInfinity).Min();
                QuantParams p = FromRange(groups.RangeOf(tensor), type, limit);
                foreach (Tensor member in groups.Of(tensor))
                {
                    table._params[member] = p;
                }
            }
        }

        return table;
    }

    /// <summary>Asymmetric parameters for a range that holds zero: scale = (max - min) / 255, the zero point next to what makes min the smallest byte.</summary>
    /// <param name="range">Values.</param>
    /// <param name="type">UInt8 or Int8.</param>
    /// <param name="limit">Upper limit of an absorbed Clip: the largest byte must not mean more than it, else the Clip would stay.</param>
    public static QuantParams FromRange(ValueRange range, ElementType type, float limit = float.PositiveInfinity)
    {
        int lowest = type == ElementType.Int8 ? -128 : 0;
        double min = Math.Min(range.Min, 0), max = Math.Max(range.Max, 0);
        if (max - min < Negligible)
        {
            return new QuantParams(type, 1f, lowest);
        }

        float scale = (float)((max - min) / 255);
        if (min == 0 && max <= limit)
        {
            while (scale * 255 > limit)
            {
                scale = float.BitDecrement(scale);
            }
        }

        int zero = (int)Math.Round(lowest - (min / scale), MidpointRounding.ToEven);
        return new QuantParams(type, scale, Math.Clamp(zero, lowest, lowest + 255));
    }
}
