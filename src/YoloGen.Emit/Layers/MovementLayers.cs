using System.Linq;
using Scriban.Runtime;

namespace YoloGen.Emit;

/// <summary>
/// The elements moved to another place or order. Input: x, of the output's type. Attribute flip: 1 where a network input or output of
/// signed bytes meets the arena, which holds them plus 128.
/// </summary>
internal sealed class CopyLayer() : ElementwiseLayer("copy", 1)
{
    protected override string? CheckTypes(LayerFacts f)
        => f.In(0).Type == f.Out().Type && (f.Attributes.Int("flip") == 0 || f.Out().Type == PlanType.S8) ? null : "has operands of the wrong type";

    protected override string? Row(LayerScope s, int[] steps, string y, string[] x, string count)
        => steps[0] != 1 || s.Attributes.Int("flip") != 0 ? null
            : $"Buffer.MemoryCopy({x[0]}, {y}, ({count}) * {s.Out().Type.SizeOf()}L, ({count}) * {s.Out().Type.SizeOf()}L);";

    // Load and Store flip the sign bit of signed bytes both ways; one flip too many is wanted where a port is met.
    protected override string Value(LayerScope s, string[] x) => s.Attributes.Int("flip") != 0 ? $"({x[0]}) ^ -128" : x[0];

    public override string Body(LayerScope s)
    {
        PlanTensor x = s.In(0), y = s.Out();
        long[] strides = LoopNest.Broadcast(x, y.Shape);
        LoopNest nest = LoopNest.Build(y.Shape, y.Strides, strides);
        if (nest.IsEmpty || s.Attributes.Int("flip") != 0 || (nest.InnerStride(0) == 1 && nest.InnerStride(1) == 1))
        {
            return base.Body(s);
        }

        string type = NdCode.Unsigned(y.Type);
        return s.Render("copy", new ScriptObject
        {
            ["type"] = type,
            ["x"] = $"({type}*)({s.InPointer(0)})",
            ["x_strides"] = NdCode.List(strides),
            ["y"] = $"({type}*)({s.OutPointer()})",
            ["y_strides"] = NdCode.List(y.Strides),
            ["shape"] = NdCode.List(y.Shape),
            ["halo"] = s.FillHalo(),
        });
    }
}

/// <summary>Fills the border of a feature map that was assembled from parts. No input; the output is the feature map.</summary>
internal sealed class HaloLayer() : LayerKind("halo", 0, 0)
{
    protected override string? CheckMore(LayerFacts f) => f.Out().Halo is null ? "has nothing to fill" : null;

    public override string Body(LayerScope s) => s.FillHalo();
}

/// <summary>Slices picked along an axis. Inputs: x, indices i32 (a weight; -1 takes the fill value). Attributes: axis, fill.</summary>
internal sealed class PickLayer() : LayerKind("pick", 2, 2)
{
    protected override string? CheckMore(LayerFacts f)
    {
        PlanTensor x = f.In(0), y = f.Out();
        int axis = f.Attributes.Int("axis", -1);
        bool fits = x.Type == y.Type && x.Shape.Count == y.Shape.Count && axis >= 0 && axis < y.Shape.Count
            && y.Shape.Select((d, i) => i == axis || d == x.Shape[i]).All(ok => ok) && f.Has(1) && f.IsWeight(1, PlanType.I32, y.Shape[axis]);
        return fits ? null : "has operands that do not fit together";
    }

    public override string Body(LayerScope s)
    {
        PlanTensor x = s.In(0), y = s.Out();
        if (LayerFacts.Count(y) == 0)
        {
            return "";
        }

        string type = NdCode.Unsigned(y.Type);
        float fill = s.Attributes.Float("fill");
        string value = y.Type switch
        {
            PlanType.F32 => $"BitConverter.SingleToUInt32Bits({FloatText.Literal(fill)})",
            PlanType.S8 => $"unchecked((byte)((sbyte){LayerScope.Text((long)fill)} ^ 0x80))",
            PlanType.Bool => fill != 0 ? "(byte)1" : "(byte)0",
            _ => $"unchecked(({type})({LayerScope.Text((long)fill)}))",
        };
        return s.Render("pick", new ScriptObject
        {
            ["type"] = type,
            ["x"] = $"({type}*)({s.InPointer(0)})",
            ["x_strides"] = NdCode.List(x.Strides),
            ["y"] = $"({type}*)({s.OutPointer()})",
            ["y_strides"] = NdCode.List(y.Strides),
            ["shape"] = NdCode.List(y.Shape),
            ["axis"] = s.Attributes.Int("axis"),
            ["indices"] = s.InPointer(1),
            ["fill"] = value,
            ["halo"] = s.FillHalo(),
        });
    }
}

/// <summary>Slices picked along an axis by indices known at run time. Inputs: x, indices (i32 or i64, one axis). Attribute: axis.</summary>
internal sealed class GatherLayer() : LayerKind("gather", 2, 2)
{
    protected override string? CheckMore(LayerFacts f)
    {
        PlanTensor x = f.In(0), y = f.Out();
        int axis = f.Attributes.Int("axis", -1);
        bool fits = x.Type == y.Type && x.Shape.Count == y.Shape.Count && axis >= 0 && axis < y.Shape.Count && x.Shape[axis] > 0
            && y.Shape.Select((d, i) => i == axis || d == x.Shape[i]).All(ok => ok)
            && f.Has(1) && f.In(1).Type is PlanType.I32 or PlanType.I64 && f.In(1).Shape.Count == 1 && f.In(1).Shape[0] == y.Shape[axis];
        return fits ? null : "has operands that do not fit together";
    }

    public override string Body(LayerScope s)
    {
        PlanTensor x = s.In(0), y = s.Out();
        if (LayerFacts.Count(y) == 0)
        {
            return "";
        }

        string type = NdCode.Unsigned(y.Type);
        int axis = s.Attributes.Int("axis");
        return s.Render("gather", new ScriptObject
        {
            ["type"] = type,
            ["index_type"] = s.In(1).Type.Storage(),
            ["x"] = $"({type}*)({s.InPointer(0)})",
            ["x_strides"] = NdCode.List(x.Strides),
            ["y"] = $"({type}*)({s.OutPointer()})",
            ["y_strides"] = NdCode.List(y.Strides),
            ["shape"] = NdCode.List(y.Shape),
            ["axis"] = axis,
            ["size"] = x.Shape[axis],
            ["indices"] = s.InPointer(1),
            ["index_stride"] = s.In(1).Strides[0],
            ["halo"] = s.FillHalo(),
        });
    }
}

/// <summary>Arguments of the support code for strided operators.</summary>
internal static class NdCode
{
    /// <summary>The unsigned integer of an element's size.</summary>
    public static string Unsigned(PlanType type) => type.SizeOf() switch { 1 => "byte", 4 => "uint", _ => "ulong" };

    public static string List(System.Collections.Generic.IEnumerable<long> values) => "[" + string.Join(", ", values.Select(LayerScope.Text)) + "]";

    public static string List(System.Collections.Generic.IEnumerable<int> values) => List(values.Select(v => (long)v));
}
