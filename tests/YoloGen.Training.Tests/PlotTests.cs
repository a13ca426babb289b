using Xunit;
using YoloGen.Training.Plots;
using YoloGen.Vision;

namespace YoloGen.Training.Tests;

/// <summary>Text of a picture stands beside the curves, not on them, and inside of the picture.</summary>
public sealed class PlotTests
{
    private static readonly string[] Names = ["mask_weared_incorrect_and_long", "no_mask", "mask"];

    [Fact]
    public void Names_stand_above_the_plot_whatever_their_number_and_length()
    {
        foreach (int count in (int[])[1, 3, 12, 80])
        {
            // All curves lie at the top of the plot, where a legend in it would stand.
            Curve[] curves = [.. Enumerable.Range(0, count).Select(i => new Curve($"{Names[i % 3]} {i}", [(0, 1), (1, 1)]))];
            Photo with = Draw(curves), without = Draw([.. curves.Select(c => c with { Name = "" })]);
            int top = TopOfGrid(with);
            Assert.True(top > 30);
            // Below the top of the plot only the curves' height differs, never a letter: dark ink left of the axis and below the plot alone.
            for (int y = top + 4; y < with.Height - 30; y++)
            {
                for (int x = 60; x < with.Width - 16; x++)
                    Assert.False(IsInk(with, x, y), $"{count} curves: ink at {x},{y}");
            }
            Assert.NotEqual(with.Rgb, without.Rgb);
        }
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
        string folder = Environment.GetEnvironmentVariable("YOLOGEN_PLOTS") ?? Directory.CreateTempSubdirectory("yologen").FullName;
        string counts = Path.Combine(folder, "counts.png"), shares = Path.Combine(folder, "shares.png");
        ConfusionPlot.Counts(matrix, Names).Save(counts);
        ConfusionPlot.Shares(matrix, Names).Save(shares);
        Photo a = PhotoReader.Read(counts), b = PhotoReader.Read(shares);
        Assert.Equal((a.Width, a.Height), (b.Width, b.Height));
        Assert.NotEqual(a.Rgb, b.Rgb);
        if (Environment.GetEnvironmentVariable("YOLOGEN_PLOTS") is null)
            Directory.Delete(folder, recursive: true);
    }

    private static Photo Draw(Curve[] curves)
    {
        var drawing = new Drawing(400, 320);
        LineChart.Draw(drawing, 0, 0, 400, 320, "a title that is longer than the picture is wide, so that it has to be cut somewhere", curves, (0, 1));
        string file = Path.Combine(Path.GetTempPath(), $"yologen-{Guid.NewGuid():N}.png");
        drawing.Save(file);
        if (Environment.GetEnvironmentVariable("YOLOGEN_PLOTS") is { } folder)
            File.Copy(file, Path.Combine(folder, $"chart{curves.Length}{(curves[0].Name.Length == 0 ? "x" : "")}.png"), overwrite: true);
        Photo photo = PhotoReader.Read(file);
        File.Delete(file);
        return photo;
    }

    private static bool IsInk(Photo photo, int x, int y)
    {
        int at = (y * photo.Width + x) * 3;
        return photo.Rgb[at] == 40 && photo.Rgb[at + 1] == 40 && photo.Rgb[at + 2] == 40;
    }

    /// <summary>First row whose points left of the middle are all grid or curve.</summary>
    private static int TopOfGrid(Photo photo)
    {
        for (int y = 0; y < photo.Height; y++)
        {
            bool line = true;
            for (int x = 60; line && x < 380; x++)
            {
                int at = (y * photo.Width + x) * 3;
                line = !(photo.Rgb[at] == 255 && photo.Rgb[at + 1] == 255 && photo.Rgb[at + 2] == 255);
            }
            if (line)
                return y;
        }
        return 0;
    }
}
