using System.Globalization;
using System.Text;

namespace YoloGen.Vision;

/// <summary>What was found as a table for spreadsheets: a line for each object, fields separated by commas, text in quotes (RFC 4180).</summary>
internal static class DetectionsCsv
{
    /// <summary>The text.</summary>
    public static string Format(IReadOnlyList<PhotoDetections> photos, IReadOnlyList<string> classNames)
    {
        int points = photos.SelectMany(p => p.Boxes).Select(b => b.Keypoints?.Count ?? 0).DefaultIfEmpty().Max();
        bool oriented = photos.SelectMany(p => p.Boxes).Any(b => b.Oriented is not null), masks = photos.SelectMany(p => p.Boxes).Any(b => b.Mask is not null);
        var text = new StringBuilder("file,class,class_id,score,x,y,width,height");
        text.Append(oriented ? ",center_x,center_y,box_width,box_height,angle" : "").Append(masks ? ",mask_pixels" : "");
        for (int k = 0; k < points; k++)
        {
            text.Append(CultureInfo.InvariantCulture, $",x{k},y{k},visibility{k}");
        }

        text.Append('\n');
        foreach (PhotoDetections photo in photos)
        {
            foreach (DetectedBox box in photo.Boxes)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Quoted(photo.File)},{Quoted(box.ClassId < classNames.Count ? classNames[box.ClassId] : "")},{box.ClassId},{box.Score},");
                text.Append(photo.Classified ? ",,," : string.Create(CultureInfo.InvariantCulture, $"{box.X},{box.Y},{box.Width},{box.Height}"));
                if (oriented)
                {
                    text.Append(box.Oriented is { } o ? string.Create(CultureInfo.InvariantCulture, $",{o.CenterX},{o.CenterY},{o.Width},{o.Height},{o.Angle}") : ",,,,,");
                }

                if (masks)
                {
                    text.Append(CultureInfo.InvariantCulture, $",{(box.Mask is { } mask ? MaskRuns.Of(mask, photo.Width, photo.Height).Area : 0)}");
                }

                foreach (DetectedPoint point in box.Keypoints ?? [])
                {
                    text.Append(CultureInfo.InvariantCulture, $",{point.X},{point.Y},{point.Visibility}");
                }

                text.Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>A field of text; one that a spreadsheet would take for a formula is kept from that by a quote in front.</summary>
    private static string Quoted(string text) => $"\"{(text is ['=' or '+' or '-' or '@', ..] ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
