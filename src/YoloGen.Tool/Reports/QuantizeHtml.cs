using System.Globalization;
using Scriban.Runtime;
using YoloGen.Quantization;

namespace YoloGen.Tool.Reports;

/// <summary>The report of <c>quantize</c> as one page for people (<c>templates/Reports/quantize.sbn</c>), without scripts or outside resources.</summary>
internal static class QuantizeHtml
{
    /// <summary>Pixels of the longest bar.</summary>
    private const int MostPixels = 160;

    /// <param name="file">The file that was written.</param>
    /// <param name="model">What was measured.</param>
    /// <param name="wanted">Agreement asked for.</param>
    public static string Write(string file, QuantizedModel model, double wanted)
    {
        double most = model.Tensors.Max(t => t.Noise) is > 0 and var largest ? largest : 1;
        return HtmlTemplate.Render("quantize.sbn", new ScriptObject
        {
            ["file"] = Printable.Of(Path.GetFileName(file)),
            ["photos"] = model.Photos,
            ["summary"] = model.Kept is { } kept ? QuantizeText.Lines(kept, wanted).ToArray() : ["not compared with the float network"],
            ["assumptions"] = model.Assumptions.ToArray(),
            ["rows"] = model.Tensors.Select(t => new ScriptObject
            {
                ["name"] = Printable.Of(t.Name),
                ["measured"] = Text(t.Measured),
                ["chosen"] = t.Float ? "" : Text(t.Chosen),
                ["clipped"] = t.Float ? "" : t.ClippedShare.ToString("P3", CultureInfo.InvariantCulture),
                ["noise"] = t.Noise?.ToString("G3", CultureInfo.InvariantCulture),
                ["bar"] = t.Noise is { } noise ? (MostPixels * noise / most).ToString("F0", CultureInfo.InvariantCulture) : "0",
                ["float"] = t.Float,
            }).ToArray(),
        });
    }

    private static string Text(ValueRange range) => string.Create(CultureInfo.InvariantCulture, $"{range.Min:G5} to {range.Max:G5}");
}
