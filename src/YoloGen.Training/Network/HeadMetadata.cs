using System.Globalization;
using YoloGen.Compiler.Heads;

namespace YoloGen.Training.Network;

/// <summary>What a network's outputs mean, as metadata of ONNX files and as the compiler's own choice of a head.</summary>
internal static class HeadMetadata
{
    /// <summary>Names of the ONNX outputs: stride 32, stride 16.</summary>
    public static readonly string[] OutputNames = ["coarse", "fine"];

    /// <summary>Keys and values that the compiler and other readers of ONNX files understand.</summary>
    public static SortedDictionary<string, string> Of(NetworkSpec spec) => new(StringComparer.Ordinal)
    {
        ["names"] = "{" + string.Join(", ", spec.ClassNames.Select((n, i) => $"{i}: '{n.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'")) + "}",
        ["stride"] = "32",
        ["imgsz"] = $"[{spec.Height}, {spec.Width}]",
        ["yologen.head"] = "paper",
        ["yologen.anchors"] = $"{Group(spec.Anchors.Skip(3))};{Group(spec.Anchors.Take(3))}",
        ["yologen.scale_xy"] = spec.CenterScale.ToString("R", CultureInfo.InvariantCulture),
        ["yologen.input"] = "rgb",
        ["yologen.resize"] = "letterbox",
    };

    /// <summary>The head as the compiler sees it in an exported file.</summary>
    public static HeadSelection Select(NetworkSpec spec)
    {
        var signature = new ModelSignature([1, 3, spec.Height, spec.Width],
            [
                new OutputSignature(OutputNames[0], [1, spec.OutputChannels, spec.Height / 32, spec.Width / 32]),
                new OutputSignature(OutputNames[1], [1, spec.OutputChannels, spec.Height / 16, spec.Width / 16]),
            ],
            Of(spec));
        return HeadCatalog.Select(signature)!;
    }

    private static string Group(IEnumerable<(float Width, float Height)> anchors)
        => string.Join(",", anchors.SelectMany(a => new[] { a.Width, a.Height }).Select(v => v.ToString("0.##", CultureInfo.InvariantCulture)));
}
