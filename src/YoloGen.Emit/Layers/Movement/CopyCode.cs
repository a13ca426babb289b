using System.Collections.Generic;
using System.Linq;
using Scriban.Runtime;

namespace YoloGen.Emit;

internal sealed class CopyCode() : ElementwiseCode<CopyLayer>("elements moved to another place or order")
{
    protected override string? Row(LayerScope s, CopyLayer layer, int[] steps, string y, string[] x, string count)
        => steps[0] != 1 || layer.Flip ? null
            : $"Buffer.MemoryCopy({x[0]}, {y}, ({count}) * {s.View(layer.Y).Type.SizeOf()}L, ({count}) * {s.View(layer.Y).Type.SizeOf()}L);";

    // Load and Store flip the sign bit of signed bytes both ways; one flip too many is wanted where a port is met.
    protected override string Value(LayerScope s, CopyLayer layer, string[] x) => layer.Flip ? $"({x[0]}) ^ -128" : x[0];

    protected override string Body(LayerScope s, CopyLayer layer)
    {
        PlanTensor x = s.View(layer.X), y = s.View(layer.Y);
        long[] strides = TensorStrides.Broadcast(x, y.Shape);
        LoopNest nest = LoopNest.Build(y.Shape, y.Strides, strides);
        if (nest.IsEmpty || layer.Flip || (nest.InnerStride(0) == 1 && nest.InnerStride(1) == 1))
        {
            return base.Body(s, layer);
        }

        string type = y.Type.Unsigned();
        return s.Render("copy", new ScriptObject
        {
            ["type"] = type,
            ["x"] = $"({type}*)({s.Pointer(layer.X)})",
            ["x_strides"] = NdCode.List(strides),
            ["y"] = $"({type}*)({s.Pointer(layer.Y)})",
            ["y_strides"] = NdCode.List(y.Strides),
            ["shape"] = NdCode.List(y.Shape),
            ["halo"] = s.FillHalo(layer.Y),
        });
    }
}

internal sealed class HaloCode() : LayerCode<HaloLayer>("the border around a feature map, filled")
{
    protected override string Body(LayerScope s, HaloLayer layer) => s.FillHalo(layer.Y);
}

/// <summary>Arguments of the support code for strided operators.</summary>
internal static class NdCode
{
    public static string List(IEnumerable<long> values) => "[" + string.Join(", ", values.Select(LayerScope.Text)) + "]";

    public static string List(IEnumerable<int> values) => List(values.Select(v => (long)v));
}
