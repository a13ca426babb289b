using YoloGen.Compiler.Planning;
using YoloGen.Compiler.Tests.Planning;
using YoloGen.Emit;
using static YoloGen.Compiler.Tests.PlanMutations.Types;

namespace YoloGen.Compiler.Tests.PlanMutations;

/// <summary>Valid plans to begin with: by hand, so that every kind of layer is there in a small one, and those of random networks.</summary>
internal static class SmallPlans
{
    private const string Same3 = "kernel=3,3 stride=1,1 dilation=1,1 pad=1,1 group=1";
    private const string Point = "kernel=1,1 stride=1,1 dilation=1,1 pad=0,0 group=1";
    private const string Bytes = " zero=3 min=0 max=255";

    /// <summary>A plan for each kind of layer and each way it is computed.</summary>
    public static List<PlanAndWeights> ByHand() => [.. Convolutions(), .. Elementwise(), .. Loops(), .. Quantized(), .. Movement(), .. Reductions(), .. Products()];

    public static List<PlanAndWeights> All()
    {
        List<PlanAndWeights> plans = ByHand();
        for (int seed = 1; seed <= 8; seed++)
        {
            plans.Add(Of(Planner.Plan(RandomGraph.Make(seed, 5).Build(), EmittedCheck.Options)));
            plans.Add(Of(Planner.Plan(RandomQuantizedGraph.Make(seed, 4).Build(), EmittedCheck.Options)));
        }

        return plans;
    }

    private static PlanAndWeights Of(PlannedNetwork planned) => new(planned.Plan, planned.Weights);

    private static PlanSketch New() => new(1);

    private static IEnumerable<PlanAndWeights> Convolutions()
    {
        PlanSketch s = New();
        PlanOperand x = s.P(F32, 1, 5, 4, 6, border: 1), y = s.P(F32, 1, 9, 4, 6);
        yield return s.Layer("halo", [], x).Layer("conv", [x, s.W(F32, 9, 3, 3, 5), s.W(F32, 9)], y, Same3).Then("unary", [y], y, "op=LeakyRelu alpha=0.1").Then("binary", [y, y], y, "op=Add").Build();

        s = New();
        x = s.P(F32, 1, 8, 10, 9);
        y = s.P(F32, 1, 19, 10, 9);
        PlanOperand z = s.P(F32, 1, 19, 10, 9, border: 1);
        yield return s.Layer("conv", [x, s.W(F32, 19, 1, 1, 8), PlanOperand.None], y, Point + " block=2").Then("unary", [y], z, "op=Silu").Build();

        s = New();
        x = s.P(F32, 2, 6, 5, 5);
        y = s.P(F32, 2, 4, 2, 2);
        yield return s.Layer("conv", [x, s.W(F32, 4, 2, 3, 3), PlanOperand.None], y, "kernel=2,3 stride=2,2 dilation=2,1 pad=0,0 group=2").Build();

        s = New();
        x = s.P(F32, 1, 11, 5, 7, border: 1);
        y = s.P(F32, 1, 11, 5, 7);
        yield return s.Layer("depthwise", [x, s.W(F32, 11, 3, 3, 1), s.W(F32, 11)], y, "kernel=3,3 stride=1,1 dilation=1,1 pad=1,1 group=11").Then("unary", [y], y, "op=Relu").Build();

        s = New();
        x = s.P(U8, 1, 7, 4, 6, border: 1, fill: 9);
        y = s.P(U8, 1, 19, 4, 6);
        z = s.P(U8, 1, 19, 4, 6, border: 2, fill: 4);
        yield return s.Layer("qconv", [x, s.W(S8, 19, 3, 3, 7), s.W(I32, 19), s.W(F32, 19)], y, Same3 + Bytes + " split=Panels block=4")
            .Then("lookup", [y, s.W(U8, 256)], y).Then("slopes", [y], y, "zero=200 shift=1 rise=30000 fall=-3000 output_zero=17").Then("qadd", [y, y], z, "ratio_a=0.5 ratio_b=0.25 fixed=1 shift=0").Then("qmul", [y, z], y, "zero_a=1 zero_b=2 ratio=0.1 offset=3 shift=0").Build();

        s = New();
        x = s.P(U8, 1, 16, 9, 9);
        y = s.P(U8, 1, 17, 9, 9);
        yield return s.Layer("qconv", [x, s.W(S8, 17, 1, 1, 16), s.W(I32, 17), s.W(F32, 17)], y, Point + Bytes + " chunk=64 span=0 split=Panels").Then("lookup", [y, s.W(U8, 256)], y).Build();

        s = New();
        x = s.P(S8, 1, 13, 5, 7, border: 1, fill: 128);
        y = s.P(S8, 1, 13, 5, 7);
        yield return s.Layer("qdepthwise", [x, s.W(S8, 13, 3, 3, 1), s.W(I32, 13), s.W(F32, 13)], y, "kernel=3,3 stride=1,1 dilation=1,1 pad=1,1 group=13" + Bytes).Then("lookup", [y, s.W(U8, 256)], y).Build();

        // In tiles, of stride 1 and 2, on the kernels that the direct ones are not.
        foreach ((int stride, string tiles, string avx2) in new[] { (1, "winograd4.1x1", "winograd4.6x16"), (2, "winograd2.1x1", "winograd2.6x16") })
        {
            s = New();
            x = s.P(U8, 1, 5, 11, 13, border: 1, fill: 9);
            y = s.P(U8, 1, 18, stride == 1 ? 11 : 6, stride == 1 ? 13 : 7);
            yield return s.Layer("qconv", [x, s.W(S8, 18, 3, 3, 5), s.W(I32, 18), s.W(F32, 18)], y, $"kernel=3,3 stride={stride},{stride} dilation=1,1 pad=1,1 group=1{Bytes} bounded=1 tile_split=Rows strip=2 block=3")
                .Then("lookup", [y, s.W(U8, 256)], y).Kernel("portable", tiles).Kernel("avx2", avx2, "direct.4x16").Build();
        }

        // The windows of a row side by side.
        s = New();
        x = s.P(U8, 1, 3, 8, 10, border: 1, fill: 9);
        y = s.P(U8, 1, 17, 4, 5);
        yield return s.Layer("qconv", [x, s.W(S8, 17, 3, 3, 3), s.W(I32, 17), s.W(F32, 17)], y, "kernel=3,3 stride=2,2 dilation=1,1 pad=1,1 group=1" + Bytes + " gather=1")
            .Then("lookup", [y, s.W(U8, 256)], y).Kernel("portable", "direct.1x8").Kernel("avx2", "direct.4x16").Build();

        foreach ((string to, ElementType type) in new[] { ("Sums", I32), ("Requantize", U8), ("Float", F32), ("Quantize", U8) })
        {
            s = New();
            x = s.P(U8, 1, 6, 4, 5, border: 1, fill: 7);
            y = s.P(type, 1, 10, 4, 5);
            PlanOperand zero = s.T(U8), scale = s.T(F32), summand = s.T(F32, 1, 10, 1, 1);
            PlanOperand[] inputs =
            [
                x, s.W(S8, 10, 3, 3, 6), s.W(I32, 10), to == "Sums" ? PlanOperand.None : to == "Float" ? scale : s.W(F32, 10), zero, s.W(I32, 10), s.W(I32, 10),
                .. to == "Float" ? new[] { summand } : [],
            ];
            yield return s.Layer("sumconv", inputs, y, $"{Same3} to={to} zero=3" + (to == "Quantize" ? " output_scale=0.5" : "") + (to is "Float" or "Quantize" ? " op=Silu" : "")).Build();
        }
    }

    private static IEnumerable<PlanAndWeights> Elementwise()
    {
        PlanSketch s = New();
        PlanOperand a = s.T(F32, 2, 3, 4, 5), b = s.T(F32, 4, 1), y = s.T(F32, 2, 3, 4, 5), c = s.T(Bool, 3, 1, 5), i = s.T(I64, 2, 3, 4, 5);
        yield return s.Input(a).Layer("unary", [a], y, "op=Tanh").Layer("binary", [y, b], y, "op=Mul").Layer("where", [c, a, y], y).Layer("affine", [a, b, s.W(F32, 1, 3, 1, 1)], y)
            .Layer("cast", [y], i).Layer("unary", [i], i, "op=Neg").Layer("binary", [i, i], i, "op=Max").Output(y).Build();

        s = New();
        a = s.P(F32, 1, 6, 3, 4);
        y = s.P(F32, 1, 6, 3, 4, border: 1);
        yield return s.Layer("prelu", [a, s.W(F32, 1, 6, 1, 1)], y).Layer("copy", [y], s.T(F32, 1, 6, 3, 4)).Layer("copy", [a], y).Build();
    }

    private static IEnumerable<PlanAndWeights> Loops()
    {
        PlanSketch s = New();
        PlanOperand x = s.T(F32, 3, 5, 4), y = s.T(F32, 3, 5, 4), places = s.T(I64, 3, 2, 4), list = s.T(I64, 7), updates = s.T(F32, 7, 5, 4), z = s.T(F32, 3, 5, 4);
        yield return s.Input(x).Layer("cumulate", [x], y, "axis=1 exclusive=1 reverse=1").Layer("topk", [y], places, "axis=1 smallest=1").Output(places)
            .Layer("scatter", [y, list, updates], z, "axis=0 reduction=1").Output(z).Build();
    }

    private static IEnumerable<PlanAndWeights> Quantized()
    {
        PlanSketch s = New();
        PlanOperand x = s.T(F32, 1, 3, 6, 18), y = s.P(U8, 1, 3, 6, 18, border: 1, fill: 8), z = s.T(F32, 1, 3, 6, 18), scale = s.T(F32), zero = s.T(U8);
        yield return s.Input(x).Layer("quantize", [x], y, "scale=0.1 zero=8").Layer("dequantize", [y], z, "scale=0.1 zero=8").Output(z).Build();

        s = New();
        x = s.T(F32, 1, 5, 4, 4);
        scale = s.T(F32);
        zero = s.T(U8);
        y = s.P(U8, 1, 5, 4, 4, border: 1, fill: PlanHalo.AtRunTime);
        z = s.T(F32, 1, 5, 4, 4);
        yield return s.Layer("dynrange", [x], [scale, zero]).Layer("quantize_by", [x, scale, zero], y).Layer("dequantize_by", [y, s.W(F32, 1, 5, 1, 1), s.W(I32, 1, 5, 1, 1)], z).Build();

        s = New();
        x = s.T(S8, 3, 70);
        y = s.T(S8, 3, 70);
        z = s.T(S8, 3, 1);
        yield return s.Layer("qadd", [x, z], y, "ratio_a=0.5 ratio_b=0.25 fixed=1 shift=128").Layer("qmul", [z, x], y, "zero_a=1 zero_b=2 ratio=0.1 offset=3 shift=128").Layer("lookup", [x, s.W(U8, 256)], y).Build();
    }

    private static IEnumerable<PlanAndWeights> Movement()
    {
        PlanSketch s = New();
        PlanOperand x = s.T(F32, 2, 3, 4, 5), y = s.T(F32, 2, 3, 7, 5), at = s.T(I64, 6), z = s.T(F32, 2, 6, 4, 5);
        yield return s.Layer("pick", [x, s.Indices(-1, 0, 3, 2, 1, 1, -1)], y, "axis=2 fill=1.5").Layer("gather", [x, at], z, "axis=1").Build();

        s = New();
        x = s.P(U8, 1, 5, 3, 4);
        y = s.P(U8, 1, 5, 6, 8, border: 1);
        yield return s.Layer("nearest", [x, s.Indices(0, 0, 1, 1, 2, 2), s.Indices(0, 0, 1, 1, 2, 2, 3, 3)], y).Build();

        s = New();
        x = s.P(F32, 2, 9, 3, 4);
        y = s.P(F32, 2, 9, 4, 3);
        yield return s.Layer("linear", [x, s.Indices(0, 0, 1, 2), s.Indices(0, 1, 2, 2), s.W(F32, 4), s.Indices(0, 1, 3), s.Indices(1, 2, 3), s.W(F32, 3)], y).Build();

        s = New();
        x = s.P(F32, 2, 5, 3, 2);
        y = s.P(F32, 2, 5, 2, 3);
        yield return s.Layer("cubic", [x, s.Indices(0, 0, 1, 2, 0, 1, 2, 2), s.W(F32, 8), s.Indices(0, 0, 1, 1, 0, 1, 1, 0, 1, 0, 0, 1), s.W(F32, 12)], y).Build();

        s = New();
        x = s.T(S8, 1, 4, 5);
        y = s.T(S8, 1, 4, 5);
        yield return s.Input(x).Layer("copy", [x], y, "flip=1").Output(y).Build();
    }

    private static IEnumerable<PlanAndWeights> Reductions()
    {
        PlanSketch s = New();
        const string Window = "kernel=3,2 stride=2,1 dilation=1,2 pad=1,1,1,1";
        PlanOperand x = s.P(F32, 1, 9, 6, 7), y = s.P(F32, 1, 9, 3, 7);
        yield return s.Layer("maxpool", [x], y, Window).Layer("avgpool", [x], y, Window + " include=1").Build();

        s = New();
        x = s.P(U8, 2, 37, 6, 7);
        y = s.P(U8, 2, 37, 3, 7);
        PlanOperand g = s.P(U8, 2, 37, 1, 1);
        yield return s.Layer("maxpool", [x], y, Window).Layer("qavgpool", [x], y, Window + " include=0 input_scale=0.1 input_zero=3 output_scale=0.2 output_zero=4 shift=0")
            .Layer("qglobalpool", [x], g, "input_zero=3 scale=0.01 zero=4").Build();

        s = New();
        x = s.T(F32, 3, 4, 17);
        y = s.T(F32, 3, 1, 17);
        PlanOperand z = s.T(F32, 3, 4, 17), i = s.T(I64, 3, 4, 1), u = s.T(U8, 3, 4, 17), v = s.T(U8, 3, 4, 17), n = s.T(I32, 2, 5), m = s.T(I32, 2, 1);
        yield return s.Layer("reduce", [x], y, "op=Mean").Layer("reduce", [x], s.T(F32, 3, 4, 1), "op=L2").Layer("reduce", [n], m, "op=Sum").Layer("softmax", [x], z, "axis=2")
            .Layer("softmax", [x], z, "axis=1").Layer("argmax", [x], i, "axis=2 last=1").Layer("qsoftmax", [u, s.W(F32, 256)], v, "axis=1 factor=255 zero=0").Build();
    }

    private static IEnumerable<PlanAndWeights> Products()
    {
        PlanSketch s = New();
        PlanOperand a = s.T(F32, 2, 1, 5, 7), b = s.T(F32, 3, 7, 9), y = s.T(F32, 2, 3, 5, 9);
        yield return s.Layer("matmul", [a, b], y).Layer("matmul", [a, s.W(F32, 7, 9)], s.T(F32, 2, 1, 5, 9)).Build();

        s = New();
        a = s.T(U8, 2, 67, 19);
        b = s.T(U8, 19, 21);
        y = s.T(U8, 2, 67, 21);
        yield return s.Layer("qmatmul", [a, b, s.W(I32, 21), s.W(F32, 21), PlanOperand.None, s.W(U8, 21)], y, "zero_a=3 zero_b=4 zero=5")
            .Layer("qmatmul", [a, b, PlanOperand.None, PlanOperand.None, s.T(U8), s.T(U8, 21)], s.T(I32, 2, 67, 21), "zero_a=3 zero_b=4 zero=0").Build();
    }
}
