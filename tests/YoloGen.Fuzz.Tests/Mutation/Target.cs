using System.Diagnostics;
using YoloGen.Diagnostics;
using YoloGen.Fuzz.Tests.Checks;

namespace YoloGen.Fuzz.Tests.Mutation;

/// <summary>Something that is fed damaged input. Whatever it gets, it answers, or refuses with a code, in bounded time.</summary>
/// <param name="Name">What <c>--only</c> calls it.</param>
/// <param name="What">For the help.</param>
/// <param name="Feed">Makes the input of a seed and feeds it.</param>
internal sealed record Target(string Name, string What, Action<int> Feed)
{
    /// <summary>Processor time for one input: far more than any takes, far less than what never ends.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>All targets.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        new("onnx", "damaged bytes of ONNX files: read, and compiled where that succeeds", OnnxTarget.Bytes),
        new("compile", "ONNX models with damaged fields: the whole compilation, and the emitted text parsed", OnnxTarget.Fields),
        new("labels", "damaged YOLO labels, Pascal VOC labels and data.yaml", LabelTarget.Feed),
        new("photos", "photos with damaged headers: JPEG, PNG, BMP, WebP, GIF", PhotoTarget.Feed),
    ];

    /// <summary>Feeds one input.</summary>
    public void Run(int seed, FuzzCounts counts)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        try
        {
            Feed(seed);
            counts.Add($"{Name}: accepted");
        }
        catch (YoloGenException e) when (e.Diagnostics.All(d => d.Code != DiagnosticCodes.Internal))
        {
            counts.Add($"{Name}: refused, {e.Diagnostics[0].Code.Id}");
        }
        catch (Exception e)
        {
            counts.Fail(seed, Name, $"{e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}");
        }

        if (Process.GetCurrentProcess().TotalProcessorTime - before is var time && time > Limit)
        {
            counts.Fail(seed, Name, $"{time.TotalSeconds:F0} s of processor time");
        }
    }
}
