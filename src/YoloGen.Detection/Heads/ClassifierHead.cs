using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>Classifiers: one score for each class of the whole photo.</summary>
internal sealed class ClassifierHead : Head
{
    public override HeadDefinition Definition { get; } = new("classify", "classifiers, such as YOLOv8-cls", "[1, C]: a score or a logit for each class")
    {
        Task = "classify", Resize = ResizeMode.Stretch, ScoreThreshold = 0.25f, IouThreshold = 1f,
    };

    public override HeadAnswer Match(HeadQuestion question)
    {
        if (question.Outputs.Count != 1 || question.Outputs[0].Dims is not ([1, _] or [1, _, 1, 1]) || question.Outputs[0].Dims[1] is not (>= 2 and <= HeadCatalog.MaxCandidates and var classes))
        {
            return HeadAnswer.No("the outputs are not one of [1, C]");
        }

        // A vector of features has this shape too.
        FieldKind kind = new Rows(0, 1, classes, false, question.ProbeOf(0)).Kind(0, classes);
        bool named = question.Metadata.Task == Definition.Task || question.NamedClasses == classes;
        if (!question.IsForced && !named && kind != FieldKind.Share)
        {
            return HeadAnswer.No("nothing tells scores of classes from features (names in the metadata, or a softmax, do)");
        }

        bool softmax = kind == FieldKind.Raw;
        var step = new DecodeStep<ClassesHead.Parameters>(
            nameof(ClassesHead), [0], new(classes, softmax, question.Signature.Width, question.Signature.Height), static (o, in p, _, ref c) => ClassesHead.Decode(o[0], in p, ref c));
        return new HeadMatch([step], classes, classes)
        {
            Strength = named ? EvidenceKind.Metadata : EvidenceKind.Graph,
            Evidence = [$"{classes} numbers, {(question.ProbeOf(0) is null ? "taken as they are" : kind.Words())}"],
            Assumptions = [softmax ? "scores: the softmax of the outputs" : "scores: the outputs as they are"],
        };
    }
}
