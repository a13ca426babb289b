using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>What a resize makes of each axis.</summary>
/// <param name="Dims">Output sizes.</param>
/// <param name="Scales">Scale of each axis: the file's, or output divided by input where it gives sizes.</param>
internal sealed record ResizeShape(long[] Dims, float[] Scales)
{
    /// <summary>Reads scales or sizes of opset 11 and later; opset 18 may give them for some axes only.</summary>
    public static ResizeShape Read(NodeImport n, Tensor x)
    {
        bool sizesGiven = n.Optional(3) is { Shape.Count: > 0 };
        bool scalesGiven = n.Optional(2) is { Shape.Count: > 0 };
        if (sizesGiven == scalesGiven)
        {
            throw n.BadShape(sizesGiven ? "both scales and sizes are given" : "neither scales nor sizes are given");
        }

        IReadOnlyList<long>? given = n.Attributes.Ints("axes");
        int[]? axes = given is { Count: > 0 } ? [.. given.Select(a => n.Axis(a, x.Shape.Rank))] : null;
        string policy = n.Attributes.Text("keep_aspect_ratio_policy", "stretch");
        return scalesGiven
            ? FromScales(n, x, n.ConstantFloats(2, "scales"), axes)
            : FromSizes(n, x, n.ConstantInts(3, "sizes"), axes, policy);
    }

    public static ResizeShape FromScales(NodeImport n, Tensor x, IReadOnlyList<float> scales, int[]? axes)
    {
        axes = CheckAxes(n, x, scales.Count, axes);
        var shape = new ResizeShape([.. x.Shape.Dims.Select(d => (long)d)], [.. x.Shape.Dims.Select(_ => 1f)]);
        for (int i = 0; i < axes.Length; i++)
        {
            if (!float.IsFinite(scales[i]) || scales[i] <= 0)
            {
                throw n.BadShape($"a scale of {scales[i]}");
            }

            // Single precision and truncation, as ONNX Runtime computes it.
            shape.Scales[axes[i]] = scales[i];
            shape.Dims[axes[i]] = (long)MathF.Min(scales[i] * x.Shape[axes[i]], int.MaxValue);
        }

        return shape;
    }

    private static ResizeShape FromSizes(NodeImport n, Tensor x, IReadOnlyList<long> sizes, int[]? axes, string policy)
    {
        axes = CheckAxes(n, x, sizes.Count, axes);
        var shape = new ResizeShape([.. x.Shape.Dims.Select(d => (long)d)], [.. x.Shape.Dims.Select(_ => 1f)]);
        if (sizes.Any(s => s is < 1 or > int.MaxValue) || x.Shape.Count == 0)
        {
            throw n.BadShape($"sizes [{string.Join(',', sizes)}] of the result");
        }

        float[] scales = [.. sizes.Select((s, i) => (float)s / x.Shape[axes[i]])];
        float? common = policy switch
        {
            "stretch" => null,
            "not_larger" => scales.Min(),
            "not_smaller" => scales.Max(),
            _ => throw n.Attributes.Bad($"keep_aspect_ratio_policy is '{policy}'"),
        };
        for (int i = 0; i < axes.Length; i++)
        {
            shape.Scales[axes[i]] = common ?? scales[i];
            shape.Dims[axes[i]] = common is { } c ? (long)MathF.Floor((c * x.Shape[axes[i]]) + 0.5f) : sizes[i];
        }

        return shape;
    }

    private static int[] CheckAxes(NodeImport n, Tensor x, int count, int[]? axes)
    {
        axes ??= [.. Enumerable.Range(0, x.Shape.Rank)];
        return axes.Length == count && axes.Distinct().Count() == count ? axes : throw n.BadShape($"{count} scales or sizes for {axes.Length} axes");
    }
}
