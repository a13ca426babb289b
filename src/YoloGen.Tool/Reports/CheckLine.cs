using YoloGen.Compiler;
using YoloGen.Diagnostics;
using YoloGen.Verification.ModelChecks;

namespace YoloGen.Tool.Reports;

/// <summary>A short check of a file that was just written, as one line.</summary>
internal static class CheckLine
{
    private const int Photos = 4;

    /// <param name="model">The ONNX file.</param>
    /// <param name="photos">Photos it was made with.</param>
    public static string Of(string model, string[] photos)
    {
        try
        {
            CheckReport report = ModelCheck.Run(model, [.. photos.Where((_, i) => i % Math.Max(1, photos.Length / Photos) == 0).Take(Photos)], new CompileOptions(), everything: false);
            return report.Findings.FirstOrDefault(f => f.IsProblem) is { } problem
                ? $"check: {Printable.Of(problem.What, 300)}; {problem.Remedy} ('check' says more)"
                : $"check: nothing is likely wrong in {Math.Min(Photos, photos.Length)} of the photos ('check {Path.GetFileName(model)} --data PHOTOS' looks at more)";
        }
        catch (YoloGenException exception)
        {
            return $"check: not possible, {Printable.Of(exception.Diagnostics[0].Message, 300)}";
        }
    }
}
