using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>YOLO-FastestV2: a map for each of two strides, whose anchors share the class.</summary>
internal sealed class YoloFastestMapsHead : Head
{
    private const int PerCell = 3;
    private const string Coco = "12.64,19.39,37.88,51.48,55.71,138.31;126.91,78.23,131.57,214.55,279.92,258.87";

    public override HeadDefinition Definition { get; } = new("yolo-fastestv2", "YOLO-FastestV2", "[1, H, W, 15 + C] for strides 16 and 32: three boxes, three objectnesses, one set of classes")
    {
        Bgr = true, Resize = ResizeMode.Stretch, ScoreThreshold = 0.3f,
    };

    public override HeadAnswer Match(HeadQuestion question)
    {
        ModelSignature s = question.Signature;
        var steps = new List<DecodeStep>();
        string text = question.Anchors ?? Coco;
        IReadOnlyList<float>?[] groups = [.. text.Split(';').Select(MetadataText.Numbers)];
        int classes = 0, places = 0;
        for (int i = 0; i < question.Outputs.Count; i++)
        {
            if (question.Outputs[i].Dims is not [1, > 0 and var height, > 0 and var width, > 15 and var fields]
                || Array.Find([16, 32], t => Grids.Width(s, t) == width && Grids.Height(s, t) == height) is not (> 0 and var stride) || (i > 0 && classes != fields - (5 * PerCell)))
            {
                return HeadAnswer.No("the outputs are not maps [1, H, W, 15 + C] of strides 16 and 32");
            }

            classes = fields - (5 * PerCell);
            var rows = new Rows(i, width * height, fields, false, question.ProbeOf(i));
            if (!question.IsForced && rows.ScoreColumns(0) < fields)
            {
                return HeadAnswer.No("the graph does not end in sigmoids and a softmax");
            }

            if (groups.Length != 2 || groups[stride == 16 ? 0 : 1] is not { Count: 2 * PerCell } anchors)
            {
                return HeadAnswer.No("three anchors are needed for each of strides 16 and 32");
            }

            steps.Add(new DecodeStep<YoloFastestHead.Parameters>(
                nameof(YoloFastestHead), [i], new(width, height, classes, stride, stride), static (o, in p, anchors, ref c) => YoloFastestHead.Decode(o[0], in p, anchors, ref c), anchors));
            places += PerCell * width * height;
        }

        return steps.Count != 2
            ? HeadAnswer.No("the outputs are not two maps")
            : new HeadMatch(steps, classes, places)
            {
                Strength = question.Strength(classes, question.ProbeOf(0) is not null, "detect"),
                Evidence = ["maps of strides 16 and 32 with 15 + C numbers a cell", .. question.ProbeOf(0) is null ? (string[])[] : ["the graph makes scores of all of them"]],
                Assumptions = question.Anchors is null ? [$"anchors {text}, those for COCO at 352 (yologen.anchors in the metadata or --anchors sets others)"] : [],
            };
    }
}
