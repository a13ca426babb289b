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
        foreach (LayerStep sums in steps.OfType<LayerStep>().Where(s => s.Kind == "sumconv" && s.Attributes.Word("to") == "sums"))
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
        if (Next(sums.Outputs[0], readers) is not { Kind: "cast" } cast || cast.Outputs[0].Type != ElementType.Float32
            || Next(cast.Outputs[0], readers) is not { Kind: "binary" } product || product.Attributes.Word("op") != "Mul"
            || Other(product, cast.Outputs[0], shape, mayBeScalar: true) is not { } scale)
        {
            return null;
        }

        taken.AddRange([cast, product]);
        Value output = product.Outputs[0];
        Operand bias = Operand.Absent;

        // Where two convolutions are added, the first takes the Add.
        if (Next(output, readers) is { Kind: "binary" } sum && !replaced.ContainsKey(sum) && sum.Attributes.Word("op") == "Add" && Other(sum, output, shape, mayBeScalar: false) is { } summand)
        {
            (bias, output) = (summand, sum.Outputs[0]);
            taken.Add(sum);
        }

        PlanAttributes attributes = Copy(sums.Attributes, "float");
        if (Next(output, readers) is { Kind: "unary" } unary && !unary.Outputs[0].IsPort)
        {
            foreach ((string name, string[] words) in unary.Attributes.Entries)
            {
                attributes.Add(name, words);
            }

            output = unary.Outputs[0];
            taken.Add(unary);
        }

        List<Operand> inputs = [.. sums.Inputs];
        inputs[3] = scale;
        inputs.Add(bias);
        return (new LayerStep("sumconv", product.Name, inputs, [output], attributes) { OutputNeed = LayoutNeed.Pixels }, taken);
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

    private static PlanAttributes Copy(PlanAttributes from, string to)
    {
        var copy = new PlanAttributes();
        foreach ((string name, string[] words) in from.Entries.Where(e => e.Key != "to"))
        {
            copy.Add(name, words);
        }

        return copy.Add("to", to);
    }
}
