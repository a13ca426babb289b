using YoloGen.Diagnostics;

namespace YoloGen.Onnx.Reading;

/// <summary>Refuses what is above a limit of <see cref="OnnxLimits"/>.</summary>
internal static class LimitExceeded
{
    public static void Check(long count, long limit, string what)
    {
        if (count > limit)
        {
            throw Of(Text(limit, what));
        }
    }

    public static string Text(long limit, string what) => $"more than {limit} {what}; the model is not a detector that can be compiled";

    public static YoloGenException Of(string message) => new(DiagnosticCodes.LimitExceeded, message);
}
