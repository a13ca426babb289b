using YoloGen.Detection;

namespace YoloGen.Compiler;

/// <summary>Writes the chosen head down for the plan.</summary>
internal static class HeadPlan
{
    public static PlanHead? Of(HeadSelection? head)
    {
        if (head is null)
        {
            return null;
        }

        PlanAttributes attributes = new PlanAttributes()
            .Add("channels_last", head.InputChannelsLast ? 1 : 0).Add("bgr", head.Bgr ? 1 : 0).AddFloats("mean", [.. head.Mean]).AddFloats("scale", [.. head.Scale])
            .Add("resize", head.Resize == ResizeMode.Stretch ? "stretch" : "letterbox")
            .AddFloats("score", head.ScoreThreshold).AddFloats("iou", head.IouThreshold).Add("capacity", head.CandidateCapacity);
        if (head.Keypoints > 0)
        {
            attributes.Add("keypoints", head.Keypoints);
        }

        if (head.MaskWidth > 0)
        {
            attributes.Add("mask", head.MaskWidth, head.MaskHeight);
        }

        if (head.IsOriented)
        {
            attributes.Add("oriented", 1);
        }

        if (head.Head.Task == "classify")
        {
            attributes.Add("classify", 1);
        }

        return new PlanHead(head.Head.Id, attributes, [.. head.Steps.Select(Step)], head.ClassNames);
    }

    private static PlanDecode Step(DecodeStep step)
    {
        var arguments = new PlanAttributes();
        foreach (DecodeArgument argument in step.Arguments)
        {
            arguments.Add(argument.Name, argument.Text);
        }

        return new PlanDecode(step.HeadClass, step.Outputs, arguments, step.Anchors);
    }
}
