using System.Globalization;
using YoloGen.Compiler.Heads;
using YoloGen.Generated;

namespace YoloGen.Vision;

/// <summary>Executes a <see cref="DecodeStep"/>: the same call that the emitter prints.</summary>
internal static class DecodeSteps
{
    public static void Run(DecodeStep step, IReadOnlyList<float[]> outputs, ref CandidateBuffer candidates)
    {
        ReadOnlySpan<float> output = outputs[step.Outputs[0]];
        ReadOnlySpan<float> anchors = step.Anchors.ToArray();
        switch (step.HeadClass)
        {
            case nameof(YoloAnchorsHead):
                YoloAnchorsHead.Decode(output, new(Int(step, 0), Int(step, 1), Int(step, 2), Float(step, 3), Float(step, 4), Bool(step, 5), Float(step, 6)), anchors, ref candidates);
                break;
            case nameof(Yolov5RawHead):
                Yolov5RawHead.Decode(output, new(Int(step, 0), Int(step, 1), Int(step, 2), Float(step, 3), Float(step, 4), Bool(step, 5)), anchors, ref candidates);
                break;
            case nameof(Yolov5Head):
                Yolov5Head.Decode(output, new(Int(step, 0), Int(step, 1)), ref candidates);
                break;
            case nameof(Yolov8Head):
                Yolov8Head.Decode(output, new(Int(step, 0), Int(step, 1)), ref candidates);
                break;
            case nameof(YoloxHead):
                YoloxHead.Decode(output, new(Int(step, 0), Int(step, 1), Int(step, 2), Int(step, 3), Float(step, 4)), ref candidates);
                break;
            case nameof(BoxesScoresHead):
                BoxesScoresHead.Decode(output, outputs[step.Outputs[1]], new(Int(step, 0), Int(step, 1), Bool(step, 2), Bool(step, 3), Float(step, 4), Float(step, 5)), ref candidates);
                break;
            case nameof(FastestDetHead):
                FastestDetHead.Decode(output, new(Int(step, 0), Int(step, 1), Int(step, 2), Float(step, 3), Float(step, 4)), ref candidates);
                break;
            default:
                throw new ArgumentException($"no head class {step.HeadClass}", nameof(step));
        }
    }

    private static int Int(DecodeStep step, int index) => int.Parse(step.Arguments[index].Literal, CultureInfo.InvariantCulture);

    private static float Float(DecodeStep step, int index) => float.Parse(step.Arguments[index].Literal.AsSpan().TrimEnd('f'), CultureInfo.InvariantCulture);

    private static bool Bool(DecodeStep step, int index) => step.Arguments[index].Literal == "true";
}
