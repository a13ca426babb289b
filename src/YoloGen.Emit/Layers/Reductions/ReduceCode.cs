using System;
using System.Collections.Generic;
using System.Linq;
using Scriban.Runtime;
using static YoloGen.Emit.LayerScope;

namespace YoloGen.Emit;

internal sealed class ReduceCode() : LayerCode<ReduceLayer>("an axis or several put together to one value")
{
    protected override string Body(LayerScope s, ReduceLayer layer)
    {
        PlanTensor x = s.View(layer.X), y = s.View(layer.Y);
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
        bool isFloat = x.Type == ElementType.Float32;
        bool lanes = isFloat && kept.InnerStride(0) == 1 && kept.InnerStride(1) == 1 && kept.Inner > 1;
        string op = "ReduceOps." + layer.Function;
        string total = Text(count);
        bool maxOfBytes = layer.Function == ReduceKind.Max && x.Type == y.Type && x.Type.IsQuantized();
        string code = kept.Render((width, offsets) =>
        {
            string target = "y" + offsets[0], source = "x" + offsets[1];
            if (lanes)
            {
                return $"for (int k = 0; k < {width}; k++)\n    ({target})[k] = {op}.From(({source})[k]);\n"
                    + Loops(loops, source, inner => $"K.ReduceStep<{op}>({inner.Pointer}, {Text(inner.Stride * 4)}, {Text(inner.Count)}, {target}, {width});")
                    + $"\nK.ReduceFinish<{op}>({target}, {total}, {target}, {width});";
            }

            string element = $"k{LoopNest.Times(kept.InnerStride(0))}{offsets[0]}", from = $"x + k{LoopNest.Times(kept.InnerStride(1))}{offsets[1]}";
            if (isFloat)
            {
                (int Count, long Stride) only = loops.Count == 1 ? loops[0] : (0, 0);
                return loops.Count == 1
                    ? $"Reduction.Rows<{op}>(x{offsets[1]}, {Text(kept.InnerStride(1))}, {Text(only.Stride)}, {Text(only.Count)}, y{offsets[0]}, {Text(kept.InnerStride(0))}, {width});"
                    : $"for (int k = 0; k < {width}; k++)\n{{\n    float value = {op}.From(*({from}));\n"
                        + Indent(Loops(loops, from, inner => $"value = Reduction.Step<{op}>(value, {inner.Pointer}, {Text(inner.Stride)}, {Text(inner.Count)});"))
                        + $"\n    y[{element}] = {op}.Finish(new Lanes1(value), {total}).Value;\n}}";
            }

            if (maxOfBytes && (loops.Count is 1 or 2) && kept.InnerStride(0) == 1 && kept.InnerStride(1) == 1)
            {
                // The map is one window of a pool.
                (int Count, long Stride) rows = loops.Count == 2 ? loops[0] : (1, 0), columns = loops[loops.Count - 1];
                return $"K.MaxPoolRow(x{offsets[1]}, y{offsets[0]}, 1, {width}, new PoolParams {{ Rows = {Text(rows.Count)}, RowStride = {Text(rows.Stride)}, "
                    + $"Columns = {Text(columns.Count)}, Dilation = 1, InputWidth = {Text(columns.Count)}, PixelStride = {Text(columns.Stride)} }});";
            }

            if (maxOfBytes && loops.Count == 1 && loops[0].Stride == 1)
            {
                return $"ByteReduction.MaxRows(x{offsets[1]}, {Text(kept.InnerStride(1))}, {total}, y{offsets[0]}, {Text(kept.InnerStride(0))}, {width});";
            }

            return $"for (int k = 0; k < {width}; k++)\n{{\n    {Integer(x.Type)} value = {Start(layer.Function, x.Type)};\n"
                + Indent(Loops(loops, from, inner => $"for (int j = 0; j < {Text(inner.Count)}; j++)\n    value = {Step(layer.Function, x.Type, Scalars.Load(x.Type, $"({inner.Pointer})[j{LoopNest.Times(inner.Stride)}]"))};"))
                + $"\n    y[{element}] = {Scalars.Store(y.Type, layer.Function == ReduceKind.Mean ? $"value / {total}" : "value")};\n}}";
        });
        return s.Render("elementwise", new ScriptObject
        {
            ["pointers"] = $"        {x.Type.Storage()}* x = {s.Pointer(layer.X)};\n        {y.Type.Storage()}* y = {s.Pointer(layer.Y)};\n",
            ["prologue"] = "",
            ["loops"] = code,
            ["halo"] = s.FillHalo(layer.Y),
        });
    }

    private static string Integer(ElementType type) => type switch { ElementType.Int64 => "long", ElementType.Int32 => "int", ElementType.Bool => "bool", ElementType.Int8 => "sbyte", _ => "byte" };

    private static string Start(ReduceKind function, ElementType type) => (function, type) switch
    {
        (ReduceKind.Max, ElementType.Bool) => "false",
        (ReduceKind.Min, ElementType.Bool) => "true",
        (ReduceKind.Max, _) => Integer(type) + ".MinValue",
        (ReduceKind.Min, _) => Integer(type) + ".MaxValue",
        (ReduceKind.Prod, _) => "1",
        _ => "0",
    };

    private static string Step(ReduceKind function, ElementType type, string element) => (function, type) switch
    {
        (ReduceKind.Max, ElementType.Bool) => $"value | {element}",
        (ReduceKind.Min, ElementType.Bool) => $"value & {element}",
        (ReduceKind.Max, _) => $"Math.Max(value, {element})",
        (ReduceKind.Min, _) => $"Math.Min(value, {element})",
        (ReduceKind.Prod, _) => $"unchecked(({Integer(type)})(value * {element}))",
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
            open += $"for (int r{i} = 0; r{i} < {Text(loops[i].Count)}; r{i}++)\n";
            at += $" + r{i}{LoopNest.Times(loops[i].Stride)}";
        }

        return open + statement((at, loops[loops.Count - 1].Count, loops[loops.Count - 1].Stride));
    }

    private static string Indent(string code) => "    " + code.Replace("\n", "\n    ");
}
