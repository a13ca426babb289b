using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>FastestDet: one map at a sixteenth of the input.</summary>
internal sealed class FastestDetMapHead : Head
{
    public override HeadDefinition Definition { get; } = new("fastestdet", "FastestDet", "[1, 5 + C, H/16, W/16]") { Bgr = true, Resize = ResizeMode.Stretch, ScoreThreshold = 0.65f };

    public override HeadAnswer Match(HeadQuestion question)
    {
        ModelSignature s = question.Signature;
        if (question.Outputs.Count != 1 || question.Outputs[0].Dims is not [1, >= 6 and var channels, > 0 and var height, > 0 and var width] || height != s.Height / 16 || width != s.Width / 16)
        {
            return HeadAnswer.No("the outputs are not one map [1, 5 + C, H/16, W/16]");
        }

        Rows cells = question.Map(0)!;
        if (!question.IsForced && !(cells.Kind(0).MayBeScore() && cells.Kind(1, 4).MayBeRaw() && cells.ScoreColumns(5) == channels - 5))
        {
            return HeadAnswer.No("the graph does not end in an objectness, four raw numbers and class scores");
        }

        var parameters = new FastestDetHead.Parameters(width, height, channels - 5, s.Width, s.Height);
        return new HeadMatch(
            [new DecodeStep<FastestDetHead.Parameters>(nameof(FastestDetHead), [0], parameters, static (o, in p, _, ref c) => FastestDetHead.Decode(o[0], in p, ref c))], channels - 5, (long)width * height)
        {
            Strength = question.Strength(channels - 5, cells.Probe is not null, "detect"),
            Evidence = ["one cell for 16 x 16 pixels", .. cells.Probe is null ? (string[])[] : ["the graph makes a score of channel 0 and of those from 5 on, and leaves the four of the box"]],
        };
    }
}
