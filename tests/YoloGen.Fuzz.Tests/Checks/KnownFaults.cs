using YoloGen.Fuzz.Tests.Models;

namespace YoloGen.Fuzz.Tests.Checks;

/// <summary>Differences that have an explanation: they are counted, not reported.</summary>
internal static class KnownFaults
{
    /// <summary>Where the fault lies, and what it looks like.</summary>
    private static readonly (string Reason, Func<RandomNetwork, string, string, bool> Is)[] All =
    [
        ("ONNX Runtime takes the nearest element of half_pixel_symmetric and pytorch_half_pixel from a coordinate in single precision, which misses whole numbers",
            (network, check, what) => check == "against ONNX Runtime" && what.Contains("= Resize", StringComparison.Ordinal) && network.Model.Graph.Nodes.Any(n => n.Attributes.Any(a => a.Text is "half_pixel_symmetric" or "pytorch_half_pixel"))),
    ];

    /// <summary>The reason, or null where the difference is new.</summary>
    public static string? Of(RandomNetwork network, string check, string what) => All.FirstOrDefault(f => f.Is(network, check, what)).Reason;
}
