using Scriban.Runtime;
using static YoloGen.Emit.LayerScope;

namespace YoloGen.Emit;

internal sealed class PickCode() : LayerCode<PickLayer>("slices along an axis, their numbers known when compiled")
{
    protected override string Body(LayerScope s, PickLayer layer)
    {
        PlanTensor x = s.View(layer.X), y = s.View(layer.Y);
        if (y.Count() == 0)
        {
            return "";
        }

        string type = y.Type.Unsigned();
        return s.Render("pick", new ScriptObject
        {
            ["type"] = type,
            ["x"] = $"({type}*)({s.Pointer(layer.X)})",
            ["x_strides"] = NdCode.List(x.Strides),
            ["y"] = $"({type}*)({s.Pointer(layer.Y)})",
            ["y_strides"] = NdCode.List(y.Strides),
            ["shape"] = NdCode.List(y.Shape),
            ["axis"] = layer.Axis,
            ["indices"] = s.Pointer(layer.Indices),
            ["fill"] = y.Type switch
            {
                ElementType.Float32 => $"BitConverter.SingleToUInt32Bits({Literal.Float(layer.Fill)})",
                ElementType.Int8 => $"unchecked((byte)((sbyte){Text((long)layer.Fill)} ^ 0x80))",
                ElementType.Bool => layer.Fill != 0 ? "(byte)1" : "(byte)0",
                _ => $"unchecked(({type})({Text((long)layer.Fill)}))",
            },
            ["halo"] = s.FillHalo(layer.Y),
        });
    }
}

internal sealed class GatherCode() : LayerCode<GatherLayer>("slices along an axis, their numbers known at run time")
{
    protected override string Body(LayerScope s, GatherLayer layer)
    {
        PlanTensor x = s.View(layer.X), y = s.View(layer.Y), indices = s.View(layer.Indices);
        if (y.Count() == 0)
        {
            return "";
        }

        string type = y.Type.Unsigned();
        return s.Render("gather", new ScriptObject
        {
            ["type"] = type,
            ["index_type"] = indices.Type.Storage(),
            ["x"] = $"({type}*)({s.Pointer(layer.X)})",
            ["x_strides"] = NdCode.List(x.Strides),
            ["y"] = $"({type}*)({s.Pointer(layer.Y)})",
            ["y_strides"] = NdCode.List(y.Strides),
            ["shape"] = NdCode.List(y.Shape),
            ["axis"] = layer.Axis,
            ["size"] = x.Shape[layer.Axis],
            ["indices"] = s.Pointer(layer.Indices),
            ["index_stride"] = indices.Strides[0],
            ["halo"] = s.FillHalo(layer.Y),
        });
    }
}
