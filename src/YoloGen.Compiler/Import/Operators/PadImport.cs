using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Pad: attributes up to opset 10, constant inputs later, for some axes only from opset 18 on.</summary>
internal static class PadImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.In(0);
        int rank = x.Shape.Rank;
        IReadOnlyList<long> pads = n.Opset < 11
            ? n.Attributes.Ints("pads") ?? throw n.Attributes.Bad("attribute 'pads' is missing")
            : n.ConstantInts(1, "pads");
        float value = n.Opset < 11 ? n.Attributes.Float("value", 0) : n.Has(2) ? Value(n.ConstantOf(2, "the fill value"), n) : 0;
        int[] axes = n.Has(3) ? [.. n.ConstantInts(3, "axes").Select(a => n.Axis(a, rank))] : [.. Enumerable.Range(0, rank)];
        if (pads.Count != axes.Length * 2 || axes.Distinct().Count() != axes.Length)
        {
            throw n.BadShape($"{pads.Count} pads for {axes.Length} axes");
        }

        PadMode mode = Mode(n);
        int[] before = new int[rank], after = new int[rank];
        long[] dims = [.. x.Shape.Dims.Select(d => (long)d)];
        for (int i = 0; i < axes.Length; i++)
        {
            long b = pads[i], a = pads[axes.Length + i];
            CheckPad(n, mode, x.Shape[axes[i]], b, a);
            (before[axes[i]], after[axes[i]]) = ((int)b, (int)a);
            dims[axes[i]] += b + a;
        }

        Shape shape = n.Shape(dims);

        // Padding by nothing stays until a pass removes it: two Q/DQ pairs around it are not neighbours.
        n.Result(new Pad([.. before], [.. after], mode, value), [x], x.Type, shape);
    }

    private static void CheckPad(NodeImport n, PadMode mode, int size, long before, long after)
    {
        long most = mode switch
        {
            PadMode.Reflect => size - 1,
            PadMode.Wrap => size,
            PadMode.Edge when size == 0 => 0,
            _ => Onnx.OnnxLimits.MaxTensorElements,
        };
        if (before > most || after > most || before < -size || after < -size || before + after < -size)
        {
            throw n.BadShape($"padding {before} before and {after} after an axis of {size} in mode {mode}");
        }
    }

    private static PadMode Mode(NodeImport n) => n.Attributes.Text("mode", "constant") switch
    {
        "constant" => PadMode.Constant,
        "reflect" => PadMode.Reflect,
        "edge" => PadMode.Edge,
        "wrap" => PadMode.Wrap,
        string other => throw n.Attributes.Bad($"mode is '{other}'"),
    };

    private static float Value(TensorData data, NodeImport n)
        => data.Shape.Count == 0 ? 0
            : data.Shape.Count > 1 || data.Type != n.In(0).Type ? throw n.BadShape("the fill value must be a scalar of the input's type")
            : data.Type == ElementType.Float32 ? data.Floats[0] : data.IntegerAt(0);
}
