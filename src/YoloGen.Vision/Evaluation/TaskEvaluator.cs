namespace YoloGen.Vision;

/// <summary>Scores of a task beside those of its boxes.</summary>
/// <param name="Name">By what found and labelled objects are compared.</param>
/// <param name="Result">Average precisions at thresholds of that.</param>
internal sealed record TaskScore(string Name, EvaluationResult Result);

/// <summary>Evaluates poses, masks or boxes with an angle: the same matching and areas as for boxes, with the task's own overlap.</summary>
internal sealed class TaskEvaluator
{
    private readonly string _task;
    private readonly (string Name, Evaluator Evaluator)[] _evaluators;

    /// <param name="task">pose, segment or obb.</param>
    /// <param name="classes">Number of classes.</param>
    public TaskEvaluator(string task, int classes)
    {
        _task = task;
        string[] names = task switch
        {
            "pose" => ["boxes", "poses (OKS)"],
            "segment" => ["boxes", "masks"],
            _ => ["boxes with an angle (probabilistic IoU)", "boxes with an angle (IoU of polygons)"],
        };
        _evaluators = [.. names.Select(n => (n, new Evaluator(classes)))];
    }

    /// <summary>Adds a photo.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="labels">The truth.</param>
    /// <param name="photo">Width and height of the photo.</param>
    public void Add(IReadOnlyList<DetectedBox> found, IReadOnlyList<TaskLabel> labels, (int Width, int Height) photo)
    {
        var image = new EvaluationImage(found, [.. labels.Select(l => l.Box)]);
        if (_task == "obb")
        {
            _evaluators[0].Evaluator.Add(image, (i, j) => TaskOverlap.Probabilistic(found[i].Oriented!.Value, labels[j].Oriented!.Value));
            _evaluators[1].Evaluator.Add(image, (i, j) => TaskOverlap.Polygons(found[i].Oriented!.Value, labels[j].Oriented!.Value));
            return;
        }

        _evaluators[0].Evaluator.Add(image);
        if (_task == "pose")
        {
            _evaluators[1].Evaluator.Add(image, (i, j) => TaskOverlap.Keypoints(found[i].Keypoints!, labels[j]));
            return;
        }

        PixelSet[] masks = [.. found.Select(f => PixelSet.Of(f.Mask!, photo.Width, photo.Height))], outlines = [.. labels.Select(l => PixelSet.Of(l.Outline!, photo.Width, photo.Height))];
        _evaluators[1].Evaluator.Add(image, (i, j) => masks[i].Iou(outlines[j]));
    }

    /// <summary>The scores of everything added so far.</summary>
    public IReadOnlyList<TaskScore> Result() => [.. _evaluators.Select(e => new TaskScore(e.Name, e.Evaluator.Result()))];
}
