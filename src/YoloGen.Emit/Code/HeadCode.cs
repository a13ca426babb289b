using System.Collections.Generic;
using System.Linq;
using Scriban.Runtime;

namespace YoloGen.Emit;

/// <summary>The variables of the class template for the head.</summary>
internal static class HeadCode
{
    /// <summary>What is wrong with a plan's head, or null.</summary>
    public static string? Check(Plan plan, PlanHead head)
    {
        bool InputIsPhoto()
        {
            PlanTensor x = plan.Tensors[plan.Inputs[0].Tensor];
            int rows = head.Attributes.Int("channels_last") == 1 ? 1 : 2;
            return plan.Inputs.Count == 1 && x.Type == PlanType.F32 && x.Shape.Count == 4 && x.Shape[0] == 1 && x.Shape[rows == 1 ? 3 : 1] == 3
                && x.Shape[rows] is > 0 and <= 65535 && x.Shape[rows + 1] is > 0 and <= 65535;
        }

        PlanAttributes values = head.Attributes;
        bool ok = plan.Inputs.Count > 0 && plan.Inputs.All(p => p.Tensor < plan.Tensors.Count) && plan.Outputs.All(p => p.Tensor < plan.Tensors.Count) && InputIsPhoto()
            && head.Steps.Count > 0 && head.Classes.Count > 0
            && values.Floats("mean").Length == 3 && values.Floats("scale").Length == 3 && values.Word("resize") is "letterbox" or "stretch"
            && values.Int("capacity") is > 0 and <= 1_000_000 && values.Floats("score").Length == 1 && values.Floats("iou").Length == 1
            && head.Steps.All(step => EmittedNames.Heads.Contains(step.HeadClass) && DecoderForm.Of(step.HeadClass).Fits(step)
                && step.Outputs.All(o => o < plan.Outputs.Count && plan.Tensors[plan.Outputs[o].Tensor].Type == PlanType.F32));
        return ok ? null : "the head does not fit the network";
    }

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
            ["mean"] = string.Join(", ", a.Floats("mean").Select(FloatText.Literal)),
            ["scale"] = string.Join(", ", a.Floats("scale").Select(FloatText.Literal)),
            ["layout"] = channelsLast ? "pixel by pixel" : "colour plane by colour plane",
            ["order"] = a.Int("bgr") == 1 ? "blue, green, red" : "red, green, blue",
            ["mean_text"] = string.Join(", ", a.Floats("mean").Select(FloatText.Write)),
            ["scale_text"] = string.Join(", ", a.Floats("scale").Select(FloatText.Write)),
            ["map"] = a.Word("resize") == "stretch" ? "ForStretch" : "ForLetterbox",
            ["score"] = FloatText.Literal(a.Float("score")),
            ["iou"] = FloatText.Literal(a.Float("iou")),
            ["capacity"] = a.Int("capacity"),
            ["classes"] = string.Join(", ", head.Classes.Select(Literal.From)),
            ["steps"] = head.Steps.Select(Step).ToArray(),
            ["outputs"] = head.Steps.SelectMany(s => s.Outputs).Distinct().OrderBy(o => o).Select(o => new ScriptObject
            {
                ["index"] = o,
                ["offset"] = LayerScope.Plus(plan.Tensors[plan.Outputs[o].Tensor].Offset),
                ["count"] = LayerFacts.Count(plan.Tensors[plan.Outputs[o].Tensor]),
            }).ToArray(),
        };
    }

    private static string Step(PlanDecode step)
    {
        string outputs = string.Join(", ", step.Outputs.Select(o => "output" + LayerScope.Text(o)));
        string arguments = string.Join(", ", step.Arguments.Entries.Select(e => $"{e.Key}: {Value(e.Value[0])}"));
        // On the stack: a collection expression of constants allocates in code that the JIT has not optimised.
        string anchors = step.Anchors.Count == 0 ? "" : $", stackalloc float[] {{ {string.Join(", ", step.Anchors.Select(FloatText.Literal))} }}";
        return $"{step.HeadClass}.Decode({outputs}, new {step.HeadClass}.Parameters({arguments}){anchors}, ref candidates);";
    }

    private static string Value(string word)
        => word is "true" or "false" || LineReader.TryNumber(word, out _) ? word : FloatText.TryRead(word, out float value) ? FloatText.Literal(value) : "0";
}
