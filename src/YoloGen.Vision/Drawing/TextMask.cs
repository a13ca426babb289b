using System.Globalization;
using System.Text;
using SkiaSharp;

namespace YoloGen.Vision;

/// <summary>A line of text as coverage: how much of each pixel its ink takes, from 0 to 255.</summary>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Coverage">Rows from the top.</param>
internal sealed record TextMask(int Width, int Height, byte[] Coverage)
{
    private const int MostPixels = 8192;

    /// <summary>Draws a line; characters stand one after the other as they are (no joining of Arabic or Indic letters, no order from right to left).</summary>
    /// <param name="text">The text; control characters in it are shown as question marks, marks of direction and joining not at all.</param>
    /// <param name="size">Of the font, in pixels.</param>
    /// <param name="fonts">Where characters come from.</param>
    /// <returns>Null where there is no font, or nothing to draw.</returns>
    public static TextMask? Of(string text, float size, FontSet fonts)
    {
        if (fonts.Main is not { } main || text.Length == 0)
        {
            return null;
        }

        List<(SKTypeface Face, string Text)> runs = Runs(text, fonts);
        using SKFont first = Font(main, size);
        SKFontMetrics metrics = first.Metrics;
        float width = 0;
        foreach ((SKTypeface face, string run) in runs)
        {
            using SKFont font = Font(face, size);
            width += font.MeasureText(run);
        }

        var info = new SKImageInfo(Math.Clamp((int)MathF.Ceiling(width) + 1, 1, MostPixels), Math.Max(1, (int)MathF.Ceiling(metrics.Descent - metrics.Ascent)), SKColorType.Alpha8, SKAlphaType.Premul);
        using var bitmap = new SKBitmap(info);
        using (var canvas = new SKCanvas(bitmap))
        using (var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true })
        {
            canvas.Clear(SKColors.Transparent);
            float x = 0;
            foreach ((SKTypeface face, string run) in runs)
            {
                using SKFont font = Font(face, size);
                canvas.DrawText(run, x, -metrics.Ascent, SKTextAlign.Left, font, ink);
                x += font.MeasureText(run);
            }
        }

        byte[] coverage = new byte[info.Width * info.Height];
        for (int y = 0; y < info.Height; y++)
        {
            bitmap.GetPixelSpan().Slice(y * bitmap.RowBytes, info.Width).CopyTo(coverage.AsSpan(y * info.Width));
        }

        return new TextMask(info.Width, info.Height, coverage);
    }

    /// <summary>The beginning of a text, cut between characters as a reader sees them.</summary>
    public static string Beginning(string text, int characters)
    {
        var elements = new StringInfo(text);
        return elements.LengthInTextElements <= characters ? text : elements.SubstringByTextElements(0, characters);
    }

    private static SKFont Font(SKTypeface face, float size) => new(face, size) { Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None, Subpixel = false };

    /// <summary>Neighbours of one face together; marks stay with the letter before them.</summary>
    private static List<(SKTypeface Face, string Text)> Runs(string text, FontSet fonts)
    {
        var runs = new List<(SKTypeface Face, string Text)>();
        foreach (Rune rune in text.EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Format)
            {
                continue;
            }

            Rune shown = category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? new Rune('?') : rune;
            SKTypeface face = fonts.For(shown)!;
            if (runs.Count > 0 && ReferenceEquals(runs[^1].Face, face))
            {
                runs[^1] = (face, runs[^1].Text + shown);
            }
            else
            {
                runs.Add((face, shown.ToString()));
            }
        }

        return runs;
    }
}
