using YoloGen.Fuzz.Tests.Models;

namespace YoloGen.Fuzz.Tests.Checks;

/// <summary>Differences that have an explanation: they are counted, not reported.</summary>
internal static class KnownFaults
{
    /// <summary>Where the fault lies, and what it looks like.</summary>
    private static readonly (string Reason, Func<RandomNetwork, string, string, bool> Is)[] All =
    [
        ("ONNX Runtime takes the nearest element of half_pixel_symmetric from a coordinate in single precision, which misses whole numbers",
            (network, check, what) => check == "against ONNX Runtime" && what.Contains("= Resize", StringComparison.Ordinal) && network.Model.Graph.Nodes.Any(n => n.Attributes.Any(a => a.Text == "half_pixel_symmetric"))),
        ("open: SAME padding of a transposed convolution whose kernel is below the stride",
            (network, check, what) => check == "against ONNX Runtime" && what.Contains("= ConvTranspose", StringComparison.Ordinal) && network.Model.Graph.Nodes.Any(n => n.OpType == "ConvTranspose" && n.Attributes.Any(a => a.Text.StartsWith("SAME_", StringComparison.Ordinal)))),
        ("open: sums that overflow in one order only, and other ends of the float range", (network, check, _) => network.Special && check == "against ONNX Runtime"),
    ];

    /// <summary>The reason, or null where the difference is new.</summary>
    public static string? Of(RandomNetwork network, string check, string what) => All.FirstOrDefault(f => f.Is(network, check, what)).Reason;
}
