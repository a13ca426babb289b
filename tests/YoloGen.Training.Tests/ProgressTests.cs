using Xunit;
using YoloGen.Training.Data;
using YoloGen.Training.Optimization;
using YoloGen.Vision;

namespace YoloGen.Training.Tests;

public sealed class ProgressTests
{
    [Fact]
    public void A_file_gets_a_line_a_minute_with_the_step_and_the_time_left()
    {
        var output = new StringWriter { NewLine = "\n" };
        var progress = new EpochProgress(output, plain: true);
        for (int step = 1; step <= 100; step++)
            progress.Step(3, step, 100, 1.5, step / 400.0, step * 0.05);
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(lines.Length, 3, 5);
        Assert.Equal("epoch 3: step 21 of 100 (21 %), loss 1.500, 5 % of the run, 19 min left", lines[0]);
    }

    [Fact]
    public void On_a_terminal_the_line_is_written_over_and_gone_at_the_end_of_the_epoch()
    {
        var output = new StringWriter();
        var progress = new EpochProgress(output, plain: false);
        progress.Step(1, 1, 10, 2, 0.1, 0.1);
        progress.Step(1, 2, 10, 2, 0.2, 0.1001);
        progress.Step(1, 3, 10, 2, 0.3, 0.2);
        progress.End();
        string[] parts = output.ToString().Split('\r');
        Assert.Equal(["epoch 1: step 1 of 10", "epoch 1: step 3 of 10"], parts.Where(p => p.Contains("step")).Select(p => p.Split(" (")[0]));
        Assert.Equal("", parts[^1]);
        Assert.True(string.IsNullOrWhiteSpace(parts[^2]));
        Assert.DoesNotContain('\n', output.ToString());
    }

    [Fact]
    public void Anchors_are_printed_as_train_and_compile_take_them()
    {
        (float, float)[] anchors = [(81, 82), (135, 169), (344, 319.25f), (10, 14), (23, 27), (37, 58)];
        string text = Anchors.Text(anchors);
        Assert.Equal("10,14,23,27,37,58;81,82,135,169,344,319.25", text);
        Assert.Equal(anchors, Anchors.Parse(text));
        Assert.All(["", "1,2;3,4", "1,2,3,4,5,6", "1,2,3,4,5,0;1,2,3,4,5,6", "a,2,3,4,5,6;1,2,3,4,5,6"], bad => Assert.Null(Anchors.Parse(bad)));
    }
}
