namespace YoloGen.Detection.Heads;

/// <summary>As <see cref="EndToEndRowsHead"/>, with points behind the class; kpt_shape says how many.</summary>
internal sealed class EndToEndPoseRowsHead : Head
{
    public override HeadDefinition Definition { get; } = new(
        "end2end-pose", "YOLO26-pose and pose exports with NMS: boxes with points that the network suppressed itself", "[1, up to 1000 boxes, 6 + points]: corners, score, class, points")
    {
        Task = "pose",
        IouThreshold = 1f,
    };

    public override HeadAnswer Match(HeadQuestion question)
        => question.Metadata.KeypointShape is (int points, int numbers) ? EndToEndRowsHead.Match(question, points, numbers) : HeadAnswer.No("kpt_shape in the metadata does not say how many points there are");
}
