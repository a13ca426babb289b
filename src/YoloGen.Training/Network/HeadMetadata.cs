using System.Globalization;
using YoloGen.Detection;

namespace YoloGen.Training.Network;

/// <summary>What a network's outputs mean, as metadata of ONNX files and as the compiler's own choice of a head.</summary>
internal static class HeadMetadata
{
    private static readonly string[] PaperNames = ["coarse", "fine"], PyramidNames = ["stride32", "stride16", "stride8"];

    /// <summary>Names of the ONNX outputs, one for each of <see cref="NetworkSpec.Strides"/>.</summary>
    public static IReadOnlyList<string> OutputNames(NetworkSpec spec) => spec.Family == NetworkFamily.Pyramid ? PyramidNames : PaperNames;

    /// <summary>Keys and values that the compiler and other readers of ONNX files understand.</summary>
    public static SortedDictionary<string, string> Of(NetworkSpec spec) => new(StringComparer.Ordinal)
    {
        ["names"] = "{" + string.Join(", ", spec.ClassNames.Select((n, i) => $"{i}: '{n.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'")) + "}",
        ["stride"] = "32",
        ["imgsz"] = $"[{spec.Height}, {spec.Width}]",
        ["yologen.head"] = "paper",
        ["yologen.anchors"] = string.Join(';', spec.Anchors.Chunk(spec.AnchorsPerCell).Reverse().Select(Group)),
        ["yologen.scale_xy"] = spec.CenterScale.ToString("R", CultureInfo.InvariantCulture),
        ["yologen.input"] = "rgb",
        ["yologen.resize"] = "letterbox",
    };

    /// <summary>The head as the compiler sees it in an exported file.</summary>
    public static HeadSelection Select(NetworkSpec spec)
    {
        var signature = new ModelSignature([1, 3, spec.Height, spec.Width],
            [.. OutputNames(spec).Select((name, i) => new OutputSignature(name, [1, spec.OutputChannels, spec.Height / spec.Strides[i], spec.Width / spec.Strides[i]]))],
            Of(spec));
        return HeadCatalog.Select(signature)!;
    }

    private static string Group(IEnumerable<(float Width, float Height)> anchors)
        => string.Join(",", anchors.SelectMany(a => new[] { a.Width, a.Height }).Select(v => v.ToString("0.##", CultureInfo.InvariantCulture)));
}
