using System.Globalization;
using YoloGen.Vision;

namespace YoloGen.Training.Plots;

/// <summary>A confusion matrix as a picture: found classes in rows, labelled ones in columns.</summary>
internal static class ConfusionPlot
{
    private const int LongestName = 150, Title = 24, LeastCell = 40, MostCell = 120, WantedSide = 600;

    private static readonly (byte, byte, byte) Ink = (40, 40, 40), White = (255, 255, 255);

    /// <summary>Numbers of boxes.</summary>
    public static Drawing Counts(ConfusionMatrix matrix, IReadOnlyList<string> names)
        => Draw(matrix, names, "boxes: found (rows) and labelled (columns)", (count, _) => count.ToString(CultureInfo.InvariantCulture));

    /// <summary>Shares of a column: what became of the objects of a class, whatever their number.</summary>
    public static Drawing Shares(ConfusionMatrix matrix, IReadOnlyList<string> names)
        => Draw(matrix, names, "share of each column: found (rows) and labelled (columns)", (count, total) => total == 0 ? "" : ((double)count / total).ToString("0.00", CultureInfo.InvariantCulture));

    private static Drawing Draw(ConfusionMatrix matrix, IReadOnlyList<string> names, string title, Func<int, int, string> text)
    {
        int classes = matrix.Classes + 1, cell = Math.Clamp(WantedSide / classes, LeastCell, MostCell);
        string[] shown = [.. Enumerable.Range(0, classes).Select(i => Drawing.Fitted(i < matrix.Classes && i < names.Count ? names[i] : "background", LongestName))];
        int margin = shown.Max(Drawing.WidthOf) + 12;
        var drawing = new Drawing(Math.Max(margin + classes * cell + 6, Drawing.WidthOf(title) + 20), Title + margin + classes * cell + 6);
        drawing.Text(title, 10, 8, Ink);
        for (int found = 0; found < classes; found++)
        {
            drawing.Text(shown[found], margin - 6 - Drawing.WidthOf(shown[found]), Title + margin + found * cell + cell / 2 - 4, Ink);
            drawing.TextUpwards(shown[found], margin + found * cell + cell / 2 - 4, Title + margin - 6, Ink);
            for (int labelled = 0; labelled < classes; labelled++)
            {
                int total = Enumerable.Range(0, classes).Sum(f => matrix[f, labelled]), count = matrix[found, labelled];
                byte shade = (byte)(255 - 200L * count / Math.Max(1, total));
                int left = margin + labelled * cell, top = Title + margin + found * cell;
                drawing.Fill(left, top, left + cell - 1, top + cell - 1, (shade, shade, 255));
                string value = Drawing.Fitted(text(count, total), cell - 2);
                drawing.Text(value, left + (cell - Drawing.WidthOf(value)) / 2, top + cell / 2 - 4, shade < 120 ? White : Ink);
            }
        }
        return drawing;
    }
}
