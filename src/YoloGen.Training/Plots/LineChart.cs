using System.Globalization;

namespace YoloGen.Training.Plots;

/// <summary>One curve of a chart.</summary>
internal sealed record Curve(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>A chart with axes, grid and legend, drawn into a rectangle.</summary>
internal static class LineChart
{
    private static readonly (byte, byte, byte)[] Colors = [(0, 90, 200), (210, 60, 40), (40, 150, 60), (150, 60, 180), (220, 140, 0), (0, 150, 160)];
    private static readonly (byte, byte, byte) Ink = (40, 40, 40), Grid = (225, 225, 225);

    private const int Swatch = 18, Gap = 14, LegendRow = 12, MostLegendRows = 4, LongestName = 180;

    /// <summary>Draws a chart: the title, below it the legend, below that the plot.</summary>
    public static void Draw(Drawing drawing, int left, int top, int width, int height, string title, IReadOnlyList<Curve> curves, (double Low, double High)? range = null)
    {
        (double X, double Y)[] all = [.. curves.SelectMany(c => c.Points).Where(p => double.IsFinite(p.Y))];
        drawing.Text(Drawing.Fitted(title, width - 65), left + 50, top + 6, Ink);
        int legend = Legend(drawing, left + 50, top + 20, width - 65, curves);
        if (all.Length == 0)
            return;
        double x0 = all.Min(p => p.X), x1 = Math.Max(all.Max(p => p.X), x0 + 1e-9);
        double y0 = range?.Low ?? Math.Min(0, all.Min(p => p.Y)), y1 = Math.Max(range?.High ?? all.Max(p => p.Y), y0 + 1e-9);
        int plotLeft = left + 50, plotTop = top + 22 + legend, plotWidth = width - 65, plotHeight = height - 50 - legend;
        double MapX(double x) => plotLeft + (x - x0) / (x1 - x0) * plotWidth;
        double MapY(double y) => plotTop + plotHeight - (y - y0) / (y1 - y0) * plotHeight;
        for (int i = 0; i <= 4; i++)
        {
            double x = x0 + (x1 - x0) * i / 4, y = y0 + (y1 - y0) * i / 4;
            drawing.Fill(plotLeft, (int)MapY(y), plotLeft + plotWidth, (int)MapY(y) + 1, Grid);
            drawing.Text(y.ToString("G3", CultureInfo.InvariantCulture), left + 4, (int)MapY(y) - 3, Ink);
            drawing.Text(x.ToString("G4", CultureInfo.InvariantCulture), (int)MapX(x) - 10, plotTop + plotHeight + 8, Ink);
        }
        for (int c = 0; c < curves.Count; c++)
        {
            (byte, byte, byte) color = Colors[c % Colors.Length];
            (double X, double Y)[] points = [.. curves[c].Points.Where(p => double.IsFinite(p.Y))];
            for (int i = 1; i < points.Length; i++)
                drawing.Line(MapX(points[i - 1].X), MapY(points[i - 1].Y), MapX(points[i].X), MapY(points[i].Y), color);
        }
    }

    /// <summary>The curves' names between the title and the plot, in as many rows as they need; returns the height.</summary>
    private static int Legend(Drawing drawing, int left, int top, int width, IReadOnlyList<Curve> curves)
    {
        int x = left, y = top, rows = 0;
        for (int c = 0; c < curves.Count; c++)
        {
            string name = Drawing.Fitted(curves[c].Name, Math.Min(LongestName, width - Swatch));
            int needed = Swatch + Drawing.WidthOf(name) + Gap;
            if (x > left && x + needed - Gap > left + width)
                (x, y, rows) = (left, y + LegendRow, rows + 1);
            if (rows == MostLegendRows)
            {
                drawing.Text(string.Create(CultureInfo.InvariantCulture, $"and {curves.Count - c} more"), left, y, Ink);
                return (rows + 1) * LegendRow;
            }
            drawing.Fill(x, y, x + Swatch - 6, y + 7, Colors[c % Colors.Length]);
            drawing.Text(name, x + Swatch, y, Ink);
            x += needed;
        }
        return curves.Count == 0 ? 0 : (rows + 1) * LegendRow;
    }
}
