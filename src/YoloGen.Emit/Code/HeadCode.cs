using System.Globalization;
using System.Linq;
using Scriban.Runtime;

namespace YoloGen.Emit;

/// <summary>The variables of the class template for the head.</summary>
internal static class HeadCode
{
    /// <summary>The variables of a plan with a head.</summary>
    public static ScriptObject Model(Plan plan, PlanHead head)
    {
        PlanTensor x = plan.Tensors[plan.Inputs[0].Tensor];
        PlanAttributes a = head.Attributes;
        bool channelsLast = a.Int("channels_last") == 1;
        int height = x.Shape[channelsLast ? 1 : 2], width = x.Shape[channelsLast ? 2 : 3];
        return new ScriptObject
        {
            ["kind"] = Comment.From(head.Kind),
            ["width"] = width,
            ["height"] = height,
            ["strides"] = channelsLast ? "1, InputWidth * 3, 3" : "InputWidth * InputHeight, InputWidth, 1",
            ["bgr"] = a.Int("bgr") == 1 ? "true" : "false",
            ["mean"] = string.Join(", ", a.Floats("mean").Select(Literal.Float)),
            ["scale"] = string.Join(", ", a.Floats("scale").Select(Literal.Float)),
            ["layout"] = channelsLast ? "pixel by pixel" : "colour plane by colour plane",
            ["order"] = a.Int("bgr") == 1 ? "blue, green, red" : "red, green, blue",
            ["mean_text"] = string.Join(", ", a.Floats("mean").Select(FloatText.Write)),
            ["scale_text"] = string.Join(", ", a.Floats("scale").Select(FloatText.Write)),
            ["map"] = a.Word("resize") == "stretch" ? "ForStretch" : "ForLetterbox",
            ["score"] = Literal.Float(a.Float("score")),
            ["iou"] = Literal.Float(a.Float("iou")),
            ["capacity"] = a.Int("capacity"),
            ["classes"] = string.Join(", ", head.Classes.Select(Literal.From)),
            ["steps"] = head.Steps.Select(s => $"{s.HeadClass}.Decode({Arguments(s)}, ref candidates);").ToArray(),
            ["bytes"] = PhotoBytes(plan),
            ["keypoints"] = a.Int("keypoints"),
            ["classify"] = a.Int("classify") == 1,
            ["oriented"] = a.Int("oriented") == 1,
            ["mask"] = a.Has("mask"),
            ["mask_width"] = a.Ints("mask").FirstOrDefault(),
            ["mask_height"] = a.Ints("mask").Skip(1).FirstOrDefault(),
            ["mask_step"] = a.Has("mask") ? $"{head.Steps[0].HeadClass}.Mask({Arguments(head.Steps[0])}, c.Place, {MaskBox}, mask);" : "",
            ["point_steps"] = head.Steps.Select(s => $"{s.HeadClass}.Keypoints({Arguments(s)}, place, points)").ToArray(),
            ["outputs"] = head.Steps.SelectMany(s => s.Outputs).Distinct().OrderBy(o => o).Select(o => new ScriptObject
            {
                ["index"] = o,
                ["offset"] = LayerScope.Plus(plan.Tensors[plan.Outputs[o].Tensor].Offset),
                ["count"] = PlanViews.Count(plan.Tensors[plan.Outputs[o].Tensor]),
            }).ToArray(),
        };
    }

    /// <summary>Where Detect writes a photo's bytes at once, if the first layer would only quantize the input: no float of it is ever read.</summary>
    private static ScriptObject? PhotoBytes(Plan plan)
    {
        int input = plan.Inputs[0].Tensor;
        if (plan.Layers.FirstOrDefault() is not QuantizeLayer { Then.Count: 0 } quantize || quantize.X != PlanOperand.Tensor(input)
            || plan.Layers.Skip(1).SelectMany(l => l.Then.Prepend(l)).SelectMany(l => l.Inputs).Any(i => i == PlanOperand.Tensor(input)))
        {
            return null;
        }

        // What the layer writes lies as the input does, channels, rows and pixels in the same axes.
        bool channelsLast = plan.Head!.Attributes.Int("channels_last") == 1;
        PlanTensor y = plan.Tensors[quantize.Y];
        long channel = y.Strides[channelsLast ? 3 : 1], row = y.Strides[channelsLast ? 1 : 2], pixel = y.Strides[channelsLast ? 2 : 3];
        return new ScriptObject
        {
            ["scale"] = Literal.Float(quantize.Scale),
            ["zero"] = quantize.Zero,
            ["address"] = "_arena" + LayerScope.Plus(y.Offset),
            ["strides"] = $"{LayerScope.Text(channel)}, {LayerScope.Text(row)}, {LayerScope.Text(pixel)}",
            ["halo"] = new LayerScope(plan, quantize, "", new ClassNeeds()).FillHalo(quantize.Y).Replace("        ", "            "),
        };
    }

    /// <summary>The box of a candidate that was brought to the photo, in pixels of the input again.</summary>
    private const string MaskBox = "_map.ToInputX(c.X), _map.ToInputY(c.Y), _map.ToInputX(c.X + c.Width), _map.ToInputY(c.Y + c.Height)";

    private static string Arguments(PlanDecode step)
    {
        string outputs = string.Join(", ", step.Outputs.Select(o => "output" + LayerScope.Text(o)));
        string arguments = string.Join(", ", step.Arguments.Entries.Select(e => $"{e.Key}: {Value(e.Value[0])}"));
        // On the stack: a collection expression of constants allocates in code that the JIT has not optimised.
        string anchors = step.Anchors.Count == 0 ? "" : $", stackalloc float[] {{ {string.Join(", ", step.Anchors.Select(Literal.Float))} }}";
        return $"{outputs}, new {step.HeadClass}.Parameters({arguments}){anchors}";
    }

    private static string Value(string word)
        => word is "true" or "false" || long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? word : FloatText.TryRead(word, out float value) ? Literal.Float(value) : "0";
}
