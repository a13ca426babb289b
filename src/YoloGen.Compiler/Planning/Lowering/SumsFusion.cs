using YoloGen.Compiler.Graph;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>
/// What dynamically quantized networks do with integer sums, Cast, Mul by the scales, Add of the bias, activation, becomes the epilogue of the
/// convolution: the same roundings, without a round trip through memory.
/// </summary>
internal static class SumsFusion
{
    public static List<Step> Run(List<Step> steps)
    {
        var readers = new Dictionary<Value, List<Step>>(ReferenceEqualityComparer.Instance);
        foreach (Step step in steps)
        {
            foreach (Value v in step.Reads.Distinct())
            {
                (readers.TryGetValue(v, out List<Step>? list) ? list : readers[v] = []).Add(step);
            }
        }

        var replaced = new Dictionary<Step, LayerStep?>(ReferenceEqualityComparer.Instance);
        foreach (LayerStep sums in steps.OfType<LayerStep>().Where(s => s.Layer is SumConvLayer { To: SumEpilogue.Sums }))
        {
            if (Fuse(sums, readers, replaced) is { } chain)
            {
                chain.Taken.ForEach(t => replaced[t] = null);
                replaced[chain.Taken[^1]] = chain.Fused;
            }
        }

        return [.. steps.Select(s => replaced.TryGetValue(s, out LayerStep? by) ? by : s).OfType<Step>()];
    }

    private static (LayerStep Fused, List<Step> Taken)? Fuse(LayerStep sums, Dictionary<Value, List<Step>> readers, Dictionary<Step, LayerStep?> replaced)
    {
        Shape shape = sums.Outputs[0].Shape;
        List<Step> taken = [sums];
        if (Next(sums.Outputs[0], readers) is not { Layer: CastLayer } cast || cast.Outputs[0].Type != ElementType.Float32
            || Next(cast.Outputs[0], readers) is not { Layer: BinaryLayer { Function: BinaryKind.Mul } } product
            || Other(product, cast.Outputs[0], shape, mayBeScalar: true) is not { } scale)
        {
            return null;
        }

        taken.AddRange([cast, product]);
        Value output = product.Outputs[0];
        Operand summand = Operand.Absent;

        // Where two convolutions are added, the first takes the Add.
        if (Next(output, readers) is { Layer: BinaryLayer { Function: BinaryKind.Add } } sum && !replaced.ContainsKey(sum) && Other(sum, output, shape, mayBeScalar: false) is { } other)
        {
            (summand, output) = (other, sum.Outputs[0]);
            taken.Add(sum);
        }

        var layer = (SumConvLayer)sums.Layer;
        var operands = new OperandList(sums.Inputs);
        layer = layer with { Name = product.Name, To = SumEpilogue.Float, Scale = operands.Add(scale), Summand = operands.Add(summand) };
        if (Next(output, readers) is { Layer: UnaryLayer unary } activation && !activation.Outputs[0].IsPort)
        {
            layer = layer with { Function = unary.Function, Alpha = unary.Alpha, Beta = unary.Beta };
            output = activation.Outputs[0];
            taken.Add(activation);
        }

        return (new LayerStep(layer, operands.All, [output]) { OutputNeed = LayoutNeed.Pixels }, taken);
    }

    /// <summary>The only reader of a value, if it keeps the value's shape.</summary>
    private static LayerStep? Next(Value value, Dictionary<Value, List<Step>> readers)
        => !value.IsPort && readers.TryGetValue(value, out List<Step>? list) && list is [LayerStep only] && only.Outputs.Count == 1
            && only.Outputs[0].Shape == value.Shape && !only.Outputs[0].IsPort ? only : null;

    /// <summary>The other operand of a binary operator, if it is one value for each channel (or one for all) and not on the way itself.</summary>
    private static Operand? Other(LayerStep binary, Value value, Shape shape, bool mayBeScalar)
    {
        Operand other = ReferenceEquals(binary.Inputs[0].Value, value) ? binary.Inputs[1] : binary.Inputs[0];
        if (ReferenceEquals(other.Value, value) || other.Shape is not { } dims)
        {
            return null;
        }

        int channels = shape[1], fromEnd = dims.Rank - 3;
        bool perChannel = dims.Count == channels && dims.Rank >= 3 && dims[fromEnd] == channels;
        return perChannel || (mayBeScalar && dims.Count == 1) ? other with { Need = other.Value is null ? LayoutNeed.Any : LayoutNeed.RowMajor } : null;
    }
}
