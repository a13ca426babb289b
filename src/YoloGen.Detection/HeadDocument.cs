using System.Globalization;
using System.Text;

namespace YoloGen.Detection;

/// <summary>The table of docs/heads.md, from the catalogue.</summary>
internal static class HeadDocument
{
    /// <summary>A line for each head.</summary>
    public static string Table()
    {
        var text = new StringBuilder("| id | what | outputs | finds | photo: order, mean, scale, resize | score, IoU |\n|---|---|---|---|---|---|\n");
        foreach (HeadDefinition h in HeadCatalog.All)
        {
            string finds = h.Task switch { "pose" => "boxes, points", "segment" => "boxes, masks", "obb" => "boxes with an angle", "classify" => "classes of the photo", _ => "boxes" };
            string photo = $"{(h.Bgr ? "bgr" : "rgb")}, {Numbers(h.Mean, false)}, {Numbers(h.Scale, true)}, {(h.Resize == ResizeMode.Stretch ? "stretch" : "letterbox")}";
            text.Append(CultureInfo.InvariantCulture, $"| `{h.Id}` | {h.Description} | {h.Outputs} | {finds} | {photo} | {h.ScoreThreshold}, {h.IouThreshold} |\n");
        }

        return text.ToString();
    }

    /// <summary>Numbers as people write them; factors below 1 as a fraction where it is a round one.</summary>
    private static string Numbers(IReadOnlyList<float> values, bool fractions) => string.Join(" / ", values.Select(v =>
    {
        double whole = Math.Round(1000.0 / v) / 1000;
        return fractions && v < 1f && (float)(1 / whole) == v ? string.Create(CultureInfo.InvariantCulture, $"1/{whole:0.###}") : v.ToString("0.######", CultureInfo.InvariantCulture);
    }));
}
