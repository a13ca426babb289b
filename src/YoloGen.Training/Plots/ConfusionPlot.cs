using System.Globalization;
using ScottPlot;
using YoloGen.Vision;

namespace YoloGen.Training.Plots;

/// <summary>A confusion matrix as a picture: found classes in rows, labelled ones in columns.</summary>
internal static class ConfusionPlot
{
    private const int LongestName = 20, LeastCell = 40, MostCell = 120, WantedSide = 600, Margin = 260;

    /// <summary>Numbers of boxes.</summary>
    public static Photo Counts(ConfusionMatrix matrix, IReadOnlyList<string> names)
        => Draw(matrix, names, "boxes", (count, _) => count.ToString(CultureInfo.InvariantCulture));

    /// <summary>Shares of a column: what became of the objects of a class, whatever their number.</summary>
    public static Photo Shares(ConfusionMatrix matrix, IReadOnlyList<string> names)
        => Draw(matrix, names, "share of each column", (count, total) => total == 0 ? "" : ((double)count / total).ToString("0.00", CultureInfo.InvariantCulture));

    private static Photo Draw(ConfusionMatrix matrix, IReadOnlyList<string> names, string title, Func<int, int, string> text)
    {
        int classes = matrix.Classes + 1, cell = Math.Clamp(WantedSide / classes, LeastCell, MostCell);
        using Plot plot = PlotSurface.New(title);
        double[,] shares = new double[classes, classes];
        for (int labelled = 0; labelled < classes; labelled++)
        {
            int total = Enumerable.Range(0, classes).Sum(f => matrix[f, labelled]);
            for (int found = 0; found < classes; found++)
            {
                shares[found, labelled] = (double)matrix[found, labelled] / Math.Max(1, total);
                // A heat map has its first row at the top, the axis of numbers at the bottom.
                var shown = plot.Add.Text(text(matrix[found, labelled], total), labelled, classes - 1 - found);
                shown.LabelAlignment = Alignment.MiddleCenter;
                shown.LabelFontColor = shares[found, labelled] > 0.5 ? Colors.White : Colors.Black;
            }
        }
        var map = plot.Add.Heatmap(shares);
        map.Colormap = new ScottPlot.Colormaps.CustomInterpolated([Colors.White, Color.FromHex("#08519c")]);
        map.ManualRange = new ScottPlot.Range(0, 1);
        plot.MoveToBottom(map);
        string[] shownNames = [.. Enumerable.Range(0, classes).Select(i => TextMask.Beginning(i < matrix.Classes && i < names.Count ? names[i] : "background", LongestName))];
        double[] places = [.. Enumerable.Range(0, classes).Select(i => (double)i)];
        plot.Axes.Left.SetTicks([.. places.Reverse()], shownNames);
        plot.Axes.Bottom.SetTicks(places, shownNames);
        plot.Axes.Bottom.TickLabelStyle.Rotation = 90;
        plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleLeft;
        // The axis does not count with turned text.
        plot.Axes.Bottom.MinimumSize = shownNames.Max(n => TextMask.Of(n, plot.Axes.Bottom.TickLabelStyle.FontSize, FontSet.OfMachine)?.Width ?? 0) + 50;
        plot.Axes.SetLimits(-0.5, classes - 0.5, -0.5, classes - 0.5);
        plot.XLabel("labelled");
        plot.YLabel("found");
        plot.HideGrid();
        return PlotSurface.Render(plot, classes * cell + Margin, classes * cell + Margin);
    }
}
