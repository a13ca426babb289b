using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>Rules of a plan's head: the photo fits the input, and every decoder is called as it is declared.</summary>
internal static class HeadRules
{
    /// <summary>What is wrong with a plan's head, or null.</summary>
    public static string? Error(Plan plan, PlanHead head)
    {
        PlanAttributes values = head.Attributes;
        bool ok = plan.Inputs.Count > 0 && plan.Inputs.All(p => p.Tensor < plan.Tensors.Count) && plan.Outputs.All(p => p.Tensor < plan.Tensors.Count) && IsPhoto(plan, head)
            && head.Steps.Count > 0 && head.Classes.Count > 0
            && values.Floats("mean").Length == 3 && values.Floats("scale").Length == 3 && values.Word("resize") is "letterbox" or "stretch"
            && values.Int("capacity") is > 0 and <= 1_000_000 && values.Floats("score").Length == 1 && values.Floats("iou").Length == 1
            && head.Steps.All(step => DecoderForm.Of(step.HeadClass) is { } form && form.Fits(step)
                && step.Outputs.All(o => o < plan.Outputs.Count && plan.Tensors[plan.Outputs[o].Tensor].Type == ElementType.Float32));
        // Absent where there are none.
        ok = ok && (!values.Has("keypoints") || (values.Int("keypoints") is > 0 and <= PlanLimits.MaxKeypoints && head.Steps.All(s => DecoderForm.Of(s.HeadClass)!.FindsKeypoints)));
        ok = ok && (!values.Has("mask") || (values.Ints("mask") is [> 0 and <= 65535, > 0 and <= 65535] size && head.Steps.Count == 1
            && head.Steps[0].Arguments.Int("maskWidth") == size[0] && head.Steps[0].Arguments.Int("maskHeight") == size[1]));
        return ok ? null : "the head does not fit the network";
    }

    private static bool IsPhoto(Plan plan, PlanHead head)
    {
        PlanTensor x = plan.Tensors[plan.Inputs[0].Tensor];
        int rows = head.Attributes.Int("channels_last") == 1 ? 1 : 2;
        return plan.Inputs.Count == 1 && x.Type == ElementType.Float32 && x.Shape.Count == 4 && x.Shape[0] == 1 && x.Shape[rows == 1 ? 3 : 1] == 3
            && x.Shape[rows] is > 0 and <= 65535 && x.Shape[rows + 1] is > 0 and <= 65535;
    }
}
