using System.Collections.Generic;
using System.Linq;
using static YoloGen.Emit.LayerScope;

namespace YoloGen.Emit;

internal sealed class LoopCode() : LayerCode<LoopLayer>("a loop along an axis")
{
    protected override string Body(LayerScope s, LoopLayer layer)
    {
        PlanTensor x = s.View(layer.X);
        LoopForm form = layer.Form;
        long inner = x.Shape.Skip(layer.Axis + 1).Aggregate(1L, (n, d) => n * d);
        IEnumerable<string> inputs = layer.Inputs.Select(i => Span("ReadOnlySpan", s.View(i), s.Pointer(i)));
        IEnumerable<string> numbers = layer.Numbers.Select((n, i) => form.Numbers[i].Type == "bool" ? n != 0 ? "true" : "false" : Text(n));
        string[] arguments = [.. inputs, Span("Span", s.View(layer.Y), s.Pointer(layer.Y)), Text(x.Shape[layer.Axis]), Text(inner), .. numbers];
        return $"        if (part == 0)\n            global::YoloGen.Generated.{layer.Loop}.Run(\n                {string.Join(",\n                ", arguments)});\n";
    }

    private static string Span(string kind, PlanTensor t, string pointer) => $"new {kind}<{t.Type.Storage()}>({pointer}, {Text(t.Count())})";
}
