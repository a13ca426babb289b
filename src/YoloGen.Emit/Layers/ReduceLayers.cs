using System.Collections.Generic;
using System.Linq;
using Scriban.Runtime;

namespace YoloGen.Emit;

/// <summary>
/// A reduction of the axes where the output has size 1 and the input has not; equal ranks. One accumulator for each output takes the
/// elements in row-major order of the reduced axes. Input: x. Attribute: op.
/// </summary>
internal sealed class ReduceLayer() : LayerKind("reduce", 1, 1)
{
    private static readonly string[] FloatOps = ["Mean", "Sum", "Max", "Min", "Prod", "L2", "MaxNumber"];

    protected override string? CheckMore(LayerFacts f)
    {
        PlanTensor x = f.In(0), y = f.Out();
        bool fits = x.Type == y.Type && x.Shape.Count == y.Shape.Count && y.Shape.Select((d, i) => d == 1 || d == x.Shape[i]).All(ok => ok)
            && FloatOps.Contains(f.Attributes.Word("op")) && x.Shape.All(d => d > 0)
            && (x.Type == PlanType.F32 || f.Attributes.Word("op") is not ("L2" or "MaxNumber")) && (x.Type != PlanType.Bool || f.Attributes.Word("op") is "Max" or "Min");
        return fits ? null : "has operands that do not fit together";
    }

    public override string Body(LayerScope s)
    {
        PlanTensor x = s.In(0), y = s.Out();
        int[] reduced = Enumerable.Range(0, x.Shape.Count).Where(a => y.Shape[a] == 1 && x.Shape[a] != 1).ToArray();
        long count = reduced.Aggregate(1L, (n, a) => n * x.Shape[a]);

        // Reduced axes in logical order, neighbours merged.
        var loops = new List<(int Count, long Stride)>();
        foreach (int axis in reduced)
        {
            if (loops.Count > 0 && loops[loops.Count - 1].Stride == x.Strides[axis] * x.Shape[axis])
            {
                loops[loops.Count - 1] = (loops[loops.Count - 1].Count * x.Shape[axis], x.Strides[axis]);
            }
            else
            {
                loops.Add((x.Shape[axis], x.Strides[axis]));
            }
        }

        LoopNest kept = LoopNest.Build(y.Shape, y.Strides, x.Strides);
        bool isFloat = x.Type == PlanType.F32;
        bool lanes = isFloat && kept.InnerStride(0) == 1 && kept.InnerStride(1) == 1 && kept.Inner > 1;
        string op = "ReduceOps." + s.Attributes.Word("op");
        string total = LayerScope.Text(count);
        string code = kept.Render((width, offsets) =>
        {
            string target = "y" + offsets[0], source = "x" + offsets[1];
            if (lanes)
            {
                return $"for (int k = 0; k < {width}; k++)\n    ({target})[k] = {op}.From(({source})[k]);\n"
                    + Loops(loops, source, inner => $"K.ReduceStep<{op}>({inner.Pointer}, {LayerScope.Text(inner.Stride * 4)}, {LayerScope.Text(inner.Count)}, {target}, {width});")
                    + $"\nK.ReduceFinish<{op}>({target}, {total}, {target}, {width});";
            }

            string element = $"k{LoopNest.Times(kept.InnerStride(0))}{offsets[0]}", from = $"x + k{LoopNest.Times(kept.InnerStride(1))}{offsets[1]}";
            if (isFloat)
            {
                (int Count, long Stride) only = loops.Count == 1 ? loops[0] : (0, 0);
                return loops.Count == 1
                    ? $"Reduction.Rows<{op}>(x{offsets[1]}, {LayerScope.Text(kept.InnerStride(1))}, {LayerScope.Text(only.Stride)}, {LayerScope.Text(only.Count)}, y{offsets[0]}, {LayerScope.Text(kept.InnerStride(0))}, {width});"
                    : $"for (int k = 0; k < {width}; k++)\n{{\n    float value = {op}.From(*({from}));\n"
                        + Indent(Loops(loops, from, inner => $"value = Reduction.Step<{op}>(value, {inner.Pointer}, {LayerScope.Text(inner.Stride)}, {LayerScope.Text(inner.Count)});"))
                        + $"\n    y[{element}] = {op}.Finish(new Lanes1(value), {total}).Value;\n}}";
            }

            return $"for (int k = 0; k < {width}; k++)\n{{\n    {Integer(x.Type)} value = {Start(s, x.Type)};\n"
                + Indent(Loops(loops, from, inner => $"for (int j = 0; j < {LayerScope.Text(inner.Count)}; j++)\n    value = {Step(s, x.Type, Scalars.Load(x.Type, $"({inner.Pointer})[j{LoopNest.Times(inner.Stride)}]"))};"))
                + $"\n    y[{element}] = {Scalars.Store(y.Type, s.Attributes.Word("op") == "Mean" ? $"value / {total}" : "value")};\n}}";
        });
        return s.Render("elementwise", new ScriptObject
        {
            ["pointers"] = $"        {x.Type.Storage()}* x = {s.InPointer(0)};\n        {y.Type.Storage()}* y = {s.OutPointer()};\n",
            ["prologue"] = "",
            ["loops"] = code,
            ["halo"] = s.FillHalo(),
        });
    }

    private static string Integer(PlanType type) => type switch { PlanType.I64 => "long", PlanType.I32 => "int", PlanType.Bool => "bool", PlanType.S8 => "sbyte", _ => "byte" };

    private static string Start(LayerScope s, PlanType type) => (s.Attributes.Word("op"), type) switch
    {
        ("Max", PlanType.Bool) => "false",
        ("Min", PlanType.Bool) => "true",
        ("Max", _) => Integer(type) + ".MinValue",
        ("Min", _) => Integer(type) + ".MaxValue",
        ("Prod", _) => "1",
        _ => "0",
    };

    private static string Step(LayerScope s, PlanType type, string element) => (s.Attributes.Word("op"), type) switch
    {
        ("Max", PlanType.Bool) => $"value | {element}",
        ("Min", PlanType.Bool) => $"value & {element}",
        ("Max", _) => $"Math.Max(value, {element})",
        ("Min", _) => $"Math.Min(value, {element})",
        ("Prod", _) => $"unchecked(({Integer(type)})(value * {element}))",
        _ => $"unchecked(({Integer(type)})(value + {element}))",
    };

    /// <summary>Loops over all reduced axes but the last, around a statement for the last.</summary>
    private static string Loops(List<(int Count, long Stride)> loops, string pointer, System.Func<(string Pointer, int Count, long Stride), string> statement)
    {
        if (loops.Count == 0)
        {
            return statement((pointer, 1, 0));
        }

        string open = "", at = pointer;
        for (int i = 0; i < loops.Count - 1; i++)
        {
            open += $"for (int r{i} = 0; r{i} < {LayerScope.Text(loops[i].Count)}; r{i}++)\n";
            at += $" + r{i}{LoopNest.Times(loops[i].Stride)}";
        }

        return open + statement((at, loops[loops.Count - 1].Count, loops[loops.Count - 1].Stride));
    }

    private static string Indent(string code) => "    " + code.Replace("\n", "\n    ");
}

/// <summary>exp(x - max) / sum along an axis, the sum in the order of the axis. Input: x. Attribute: axis.</summary>
internal sealed class SoftmaxLayer() : LayerKind("softmax", 1, 1)
{
    protected override string? CheckMore(LayerFacts f)
    {
        PlanTensor x = f.In(0), y = f.Out();
        int axis = f.Attributes.Int("axis", -1);
        return x.Type == PlanType.F32 && y.Type == PlanType.F32 && x.Shape.SequenceEqual(y.Shape) && axis >= 0 && axis < x.Shape.Count && x.Shape.All(d => d > 0)
            ? null : "has operands that do not fit together";
    }

    public override string Body(LayerScope s)
    {
        PlanTensor x = s.In(0), y = s.Out();
        int axis = s.Attributes.Int("axis");
        int[] others = x.Shape.Select((d, i) => i == axis ? 1 : d).ToArray();
        LoopNest nest = LoopNest.Build(others, y.Strides, x.Strides);
        string length = LayerScope.Text(x.Shape[axis]);
        long xStep = x.Strides[axis], yStep = y.Strides[axis];
        string code = nest.Render((count, offsets) => nest.InnerStride(0) == 1 && nest.InnerStride(1) == 1 && nest.Inner > 1
            ? $"K.SoftmaxColumns(x{offsets[1]}, {LayerScope.Text(xStep * 4)}, y{offsets[0]}, {LayerScope.Text(yStep * 4)}, {length}, {count});"
            : $"for (int k = 0; k < {count}; k++)\n"
                + $"    Reduction.Softmax<K>(x + k{LoopNest.Times(nest.InnerStride(1))}{offsets[1]}, {LayerScope.Text(xStep)}, y + k{LoopNest.Times(nest.InnerStride(0))}{offsets[0]}, {LayerScope.Text(yStep)}, {length});");
        return s.Render("elementwise", new ScriptObject
        {
            ["pointers"] = $"        float* x = {s.InPointer(0)};\n        float* y = {s.OutPointer()};\n",
            ["prologue"] = "",
            ["loops"] = code,
            ["halo"] = s.FillHalo(),
        });
    }
}

/// <summary>Softmax of bytes in integers. Inputs: x, table f32 [256]. Attributes: axis, factor (float), zero (storage domain).</summary>
internal sealed class QSoftmaxLayer() : LayerKind("qsoftmax", 2, 2)
{
    protected override string? CheckMore(LayerFacts f)
    {
        PlanTensor x = f.In(0), y = f.Out();
        int axis = f.Attributes.Int("axis", -1);
        return x.Type.IsByte() && y.Type.IsByte() && x.Shape.SequenceEqual(y.Shape) && axis >= 0 && axis < x.Shape.Count && x.Shape.All(d => d > 0)
            && f.Has(1) && f.IsWeight(1, PlanType.F32, 256) && f.Attributes.Floats("factor").Length == 1
            ? null : "has operands that do not fit together";
    }

    public override string Body(LayerScope s)
    {
        PlanTensor x = s.In(0), y = s.Out();
        int axis = s.Attributes.Int("axis");
        LoopNest nest = LoopNest.Build(x.Shape.Select((d, i) => i == axis ? 1 : d).ToArray(), y.Strides, x.Strides);
        string code = nest.Render((count, offsets) => $"for (int k = 0; k < {count}; k++)\n"
            + $"    QuantizedSoftmax.Row(x + k{LoopNest.Times(nest.InnerStride(1))}{offsets[1]}, {LayerScope.Text(x.Strides[axis])}, y + k{LoopNest.Times(nest.InnerStride(0))}{offsets[0]}, "
            + $"{LayerScope.Text(y.Strides[axis])}, {LayerScope.Text(x.Shape[axis])}, table, {FloatText.Literal(s.Attributes.Float("factor"))}, {LayerScope.Text(s.Attributes.Int("zero"))});");
        return s.Render("elementwise", new ScriptObject
        {
            ["pointers"] = $"        byte* x = {s.InPointer(0)};\n        byte* y = {s.OutPointer()};\n        float* table = (float*)({s.InPointer(1)});\n",
            ["prologue"] = "",
            ["loops"] = code,
            ["halo"] = s.FillHalo(),
        });
    }
}

/// <summary>Index of the largest or smallest value along an axis, where the output has size 1. Input: x. Attributes: axis, last, smallest.</summary>
internal sealed class ArgMaxLayer() : LayerKind("argmax", 1, 1)
{
    protected override string? CheckMore(LayerFacts f)
    {
        PlanTensor x = f.In(0), y = f.Out();
        int axis = f.Attributes.Int("axis", -1);
        return y.Type == PlanType.I64 && x.Type != PlanType.Bool && x.Shape.Count == y.Shape.Count && axis >= 0 && axis < x.Shape.Count && x.Shape.All(d => d > 0)
            && y.Shape.Select((d, i) => i == axis ? d == 1 : d == x.Shape[i]).All(ok => ok)
            ? null : "has operands that do not fit together";
    }

    public override string Body(LayerScope s)
    {
        PlanTensor x = s.In(0), y = s.Out();
        int axis = s.Attributes.Int("axis");
        LoopNest nest = LoopNest.Build(y.Shape, y.Strides, x.Strides);
        string better = (s.Attributes.Int("smallest") == 1 ? "<" : ">") + (s.Attributes.Int("last") == 1 ? "=" : "");
        string Element(string offset, string index) => Scalars.Load(x.Type, $"x[k{LoopNest.Times(nest.InnerStride(1))}{offset} + {index}{LoopNest.Times(x.Strides[axis])}]");
        string code = nest.Render((count, offsets) =>
            $"for (int k = 0; k < {count}; k++)\n{{\n    int best = 0;\n    for (int i = 1; i < {LayerScope.Text(x.Shape[axis])}; i++)\n    {{\n"
            + $"        if ({Element(offsets[1], "i")} {better} {Element(offsets[1], "best")})\n            best = i;\n    }}\n\n"
            + $"    y[k{LoopNest.Times(nest.InnerStride(0))}{offsets[0]}] = best;\n}}");
        return s.Render("elementwise", new ScriptObject
        {
            ["pointers"] = $"        {x.Type.Storage()}* x = {s.InPointer(0)};\n        long* y = {s.OutPointer()};\n",
            ["prologue"] = "",
            ["loops"] = code,
            ["halo"] = "",
        });
    }
}
