#nullable enable
using System;
using System.Linq;
using Xunit;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests;

/// <summary>Which kernels a detector runs: what the plan says, what a text says in its place, and what tuning finds.</summary>
public sealed class KernelSelectionTests
{
    private const string Names = "direct.2x8 winograd4.4x16 winograd4.4x20";
    private static readonly int[] Layers = [6, 7, 28];
    private static readonly byte[] Planned = [2, 1, 0], Fitting = [7, 7, 7];

    [Theory]
    [InlineData("", "6=winograd4.4x20 7=winograd4.4x16 28=direct.2x8")]
    [InlineData("6=direct", "6=direct.2x8 7=winograd4.4x16 28=direct.2x8")]
    [InlineData("6=winograd4", "6=winograd4.4x16 7=winograd4.4x16 28=direct.2x8")]
    [InlineData("*=direct 28=winograd4.4x20", "6=direct.2x8 7=direct.2x8 28=winograd4.4x20")]
    [InlineData("Net: 7=direct", "6=winograd4.4x20 7=direct.2x8 28=direct.2x8")]
    [InlineData("Other: 1=luck; Net: 7=direct ;Third: x", "6=winograd4.4x20 7=direct.2x8 28=direct.2x8")]
    public void A_text_overrides_the_plan(string text, string expected)
    {
        byte[] chosen = KernelSelection.Choose("Net", Layers, Planned, Fitting, Names, text);
        Assert.Equal("Net: " + expected, KernelSelection.Text("Net", Layers, chosen, Names));

        // What is said is taken back.
        Assert.Equal(chosen, KernelSelection.Choose("Net", Layers, Planned, Fitting, Names, "Net: " + expected));
    }

    [Theory]
    [InlineData("6=luck", "the kernels are direct.2x8, winograd4.4x16, winograd4.4x20")]
    [InlineData("6=", "the kernels are")]
    [InlineData("6", "the kernels are")]
    [InlineData("5=direct", "no layer with several kernels has this number")]
    [InlineData("six=direct", "no layer with several kernels has this number")]
    public void What_is_not_there_is_refused(string text, string reason)
    {
        var exception = Assert.Throws<PlatformNotSupportedException>(() => KernelSelection.Choose("Net", Layers, Planned, Fitting, Names, text));
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    /// <summary>A kernel for strides of 2 and one for strides of 1 are no choice for the same layer.</summary>
    [Fact]
    public void A_kernel_that_does_not_fit_is_passed_over_or_refused()
    {
        byte[] fitting = [5, 3, 1];
        Assert.Equal([2, 1, 0], KernelSelection.Choose("Net", Layers, [0, 0, 0], fitting, Names, "*=winograd4"));
        Assert.Equal([0, 1, 0], KernelSelection.Choose("Net", Layers, [0, 0, 0], fitting, Names, "*=winograd4.4x16"));
        var exception = Assert.Throws<PlatformNotSupportedException>(() => KernelSelection.Choose("Net", Layers, Planned, fitting, Names, "28=winograd4"));
        Assert.Contains("cannot compute this layer", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Each candidate reports the times that it is given; the first round, which warms up, is not counted.</summary>
    [Fact]
    public void Tuning_takes_the_fastest_of_each_layer()
    {
        long[][] ticks = [[30, 10, 10], [20, 20, 20], [10, 10, 9]];
        int runs = 0;
        var tuning = new KernelTuning(Layers, Fitting, Names);
        (Action, long[])[] candidates = [.. ticks.Select(t =>
        {
            long[] clock = tuning.NewClock();
            bool first = true;
            Action run = () =>
            {
                for (int i = 0; i < 3; i++)
                    clock[2 * i + 1] = clock[2 * i] + (first ? 0 : t[i]);
                first = false;
                runs++;
            };
            return (run, clock);
        })];
        tuning.Measure(candidates, 0);
        Assert.Equal(6, runs);
        Assert.Equal("Net: 6=winograd4.4x20 7=direct.2x8 28=winograd4.4x20", tuning.Best("Net"));
    }
}
