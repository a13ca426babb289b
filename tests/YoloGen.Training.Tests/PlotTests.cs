using Xunit;
using YoloGen.Training.Plots;
using YoloGen.Vision;

namespace YoloGen.Training.Tests;

/// <summary>Text of a picture stands beside the curves, not on them, and inside of the picture.</summary>
public sealed class PlotTests
{
    private static readonly string[] Names = ["mask_weared_incorrect_and_long", "no_mask", "mask"];

    /// <summary>Curves all along the top of the plot, where a legend in it would stand: no letter is on them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(80)]
    public void Names_stand_beside_the_plot_whatever_their_number_and_length(int count)
    {
        Assert.SkipWhen(FontSet.OfMachine.Main is null, FontSet.Remedy);
        Curve[] curves = [.. Enumerable.Range(0, count).Select(i => new Curve($"{Names[i % 3]} {i}", [(0, 1), (1, 1)]))];
        using ScottPlot.Plot plot = LineChart.Of("a title that is longer than the picture is wide, so that it has to be cut somewhere", curves, (0, 1));
        Photo photo = PlotSurface.Render(plot, 400, 320);
        Keep(photo, $"chart{count}.png");
        ScottPlot.PixelRect data = plot.LastRender.DataRect;
        Assert.InRange(data.Top, 20, 80);
        Assert.InRange(data.Width, 110, 380);
        bool title = false, names = false;
        for (int y = 0; y < photo.Height; y++)
        {
            for (int x = 0; x < photo.Width; x++)
            {
                bool ink = IsInk(photo, x, y);
                bool inside = x > data.Left + 3 && x < data.Right - 3 && y > data.Top + 3 && y < data.Bottom - 3;
                Assert.False(ink && inside, $"{count} curves: ink at {x},{y}");
                title |= ink && y < data.Top - 3;
                names |= ink && x > data.Right + 8;
            }
        }
        Assert.True(title);
        Assert.Equal(count > 1, names);
    }

    /// <summary>One curve has no legend; of many, the last line says how many are not named.</summary>
    [Fact]
    public void Curves_and_their_legend_are_there()
    {
        Photo one = LineChart.Draw("t", [new Curve("a", [(0, 0), (1, 1)])], null, 300, 200), two = LineChart.Draw("t", [new Curve("a", [(0, 0), (1, 1)]), new Curve("b", [(0, 1), (1, 0)])], null, 300, 200);
        Assert.NotEqual(one.Rgb, two.Rgb);
        using ScottPlot.Plot many = LineChart.Of("t", [.. Enumerable.Range(0, 80).Select(i => new Curve($"c{i}", [(0, i), (1, i)]))]);
        string[] names = [.. many.Legend.GetItems().Select(i => i.LabelText)];
        Assert.Equal([.. Enumerable.Range(0, 11).Select(i => $"c{i}"), "and 69 more"], names);
        Assert.NotEmpty(LineChart.Draw("nothing", [], null, 300, 200).Rgb);
        Assert.NotEmpty(LineChart.Draw("no numbers", [new Curve("a", [(0, double.NaN), (1, double.PositiveInfinity)])], null, 300, 200).Rgb);
    }

    [Fact]
    public void The_normalised_matrix_has_the_shares_of_a_column_and_long_names_do_not_meet()
    {
        var evaluator = new Evaluator(3);
        LabelledBox[] labels = [.. Enumerable.Range(0, 4).Select(i => new LabelledBox(i * 50, 0, 40, 40, i == 3 ? 1 : 0))];
        DetectedBox[] found = [.. Enumerable.Range(0, 4).Select(i => new DetectedBox(i * 50, 0, 40, 40, 0.9f, i == 2 ? 1 : i == 3 ? 1 : 0))];
        evaluator.Add(new EvaluationImage(found, labels));
        ConfusionMatrix matrix = evaluator.Result().Confusion;
        Assert.Equal((2, 1, 1), (matrix[0, 0], matrix[1, 0], matrix[1, 1]));
        Photo counts = ConfusionPlot.Counts(matrix, Names), shares = ConfusionPlot.Shares(matrix, Names);
        Keep(counts, "counts.png");
        Keep(shares, "shares.png");
        Assert.Equal((counts.Width, counts.Height), (shares.Width, shares.Height));
        Assert.NotEqual(counts.Rgb, shares.Rgb);
        // Two of three masks were found as masks: their cell is darker than that of the third, and an empty cell is white.
        Assert.Contains(Enumerable.Range(0, counts.Rgb.Length / 3), i => counts.Rgb[i * 3] < 20 && counts.Rgb[i * 3 + 2] > 120);
        Photo large = ConfusionPlot.Counts(new Evaluator(80).Result().Confusion, [.. Enumerable.Range(0, 80).Select(i => $"class {i}")]);
        Assert.InRange(large.Width, 3000, 4000);
    }

    /// <summary>For eyes: YOLOGEN_PLOTS names a folder.</summary>
    private static void Keep(Photo photo, string name)
    {
        if (Environment.GetEnvironmentVariable("YOLOGEN_PLOTS") is { } folder)
            PhotoWriter.Write(photo, Path.Combine(folder, name));
    }

    private static bool IsInk(Photo photo, int x, int y)
    {
        int at = (y * photo.Width + x) * 3;
        return photo.Rgb[at] < 60 && photo.Rgb[at + 1] < 60 && photo.Rgb[at + 2] < 60;
    }
}
