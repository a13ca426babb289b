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
        bool isFloat = x.Type == ElementType.Float32, isFlat = kept.InnerStride(0) == 1 && kept.InnerStride(1) == 1;
        bool maxOfBytes = layer.Function == ReduceKind.Max && x.Type == y.Type && x.Type.IsQuantized();
        string way = isFloat
            ? isFlat && kept.Inner > 1 ? "lanes" : loops.Count == 1 ? "rows" : "steps"
            : maxOfBytes && loops.Count is 1 or 2 && isFlat ? "pool" : maxOfBytes && loops.Count == 1 && loops[0].Stride == 1 ? "bytes" : "integers";

        // The last reduced axis is the innermost loop; the others, r0 and so on, stand around it.
        (int Count, long Stride) last = loops.Count > 0 ? loops[loops.Count - 1] : (1, 0), first = loops.Count == 2 ? loops[0] : (1, 0);
        string around = string.Concat(loops.Take(Math.Max(0, loops.Count - 1)).Select((l, i) => $" + r{i}{LoopNest.Times(l.Stride)}"));
        string value = Scalars.Load(x.Type, $"(x + {kept.Element(1)}{around})[j{LoopNest.Times(last.Stride)}]");
        string row = s.Render("reduce", new ScriptObject
        {
            ["way"] = way,
            ["count"] = kept.Count,
            ["total"] = count,
            ["op"] = "ReduceOps." + layer.Function,
            ["x_at"] = kept.At(1),
            ["x"] = kept.Element(1),
            ["x_step"] = kept.InnerStride(1),
            ["y_at"] = kept.At(0),
            ["y"] = kept.Element(0),
            ["y_step"] = kept.InnerStride(0),
            ["around"] = around,
            ["outer"] = loops.Take(Math.Max(0, loops.Count - 1)).Select(l => l.Count).ToArray(),
            ["length"] = last.Count,
            ["stride"] = last.Stride,
            ["rows"] = first.Count,
            ["row_stride"] = first.Stride,
            ["type"] = Integer(x.Type),
            ["start"] = isFloat ? "" : Start(layer.Function, x.Type),
            ["step"] = isFloat ? "" : Step(layer.Function, x.Type, value),
            ["result"] = Scalars.Store(y.Type, layer.Function == ReduceKind.Mean ? $"value / {Text(count)}" : "value"),
        });
        return s.Render("elementwise", new ScriptObject
        {
            ["pointers"] = $"        {x.Type.Storage()}* x = {s.Pointer(layer.X)};\n        {y.Type.Storage()}* y = {s.Pointer(layer.Y)};\n",
            ["prologue"] = "",
            ["loops"] = kept.Around(row),
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
}
