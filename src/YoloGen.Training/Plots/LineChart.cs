using System.Globalization;
using ScottPlot;
using YoloGen.Vision;

namespace YoloGen.Training.Plots;

/// <summary>One curve of a chart.</summary>
internal sealed record Curve(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>Curves over a common axis, their names beside the plot.</summary>
internal static class LineChart
{
    private const int MostNames = 12, LongestName = 20, LongestTitle = 34;

    /// <summary>The chart; the caller disposes it.</summary>
    public static Plot Of(string title, IReadOnlyList<Curve> curves, (double Low, double High)? range = null)
    {
        Plot plot = PlotSurface.New(TextMask.Beginning(title, LongestTitle));
        int named = 0;
        for (int i = 0; i < curves.Count; i++)
        {
            (double X, double Y)[] points = [.. curves[i].Points.Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y))];
            var line = plot.Add.ScatterLine(points.Select(p => p.X).ToArray(), points.Select(p => p.Y).ToArray());
            line.LineWidth = 2;
            if (curves.Count > 1 && named < MostNames && curves[i].Name.Length > 0)
            {
                line.LegendText = ++named == MostNames && i + 1 < curves.Count
                    ? string.Create(CultureInfo.InvariantCulture, $"and {curves.Count - i} more")
                    : TextMask.Beginning(curves[i].Name, LongestName);
            }
        }
        plot.Axes.AutoScale();
        if (range is { } r)
            plot.Axes.SetLimitsY(r.Low, r.High * 1.02);
        if (named > 0)
        {
            plot.ShowLegend(Edge.Right);
            plot.Legend.FontSize = 10;
        }
        return plot;
    }

    /// <summary>The chart as a picture.</summary>
    public static Photo Draw(string title, IReadOnlyList<Curve> curves, (double Low, double High)? range, int width, int height)
    {
        using Plot plot = Of(title, curves, range);
        return PlotSurface.Render(plot, width, height);
    }
}
