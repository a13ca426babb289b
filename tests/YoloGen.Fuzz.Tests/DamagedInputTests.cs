using Xunit;
using YoloGen.Fuzz.Tests.Checks;
using YoloGen.Fuzz.Tests.Mutation;

namespace YoloGen.Fuzz.Tests;

/// <summary>The first inputs of each target of eng/fuzz.sh: an answer or a refusal with a code.</summary>
public sealed class DamagedInputTests
{
    [Theory]
    [InlineData("onnx", 300, 0.02)]
    [InlineData("compile", 60, 0.05)]
    [InlineData("labels", 300, 0.2)]
    [InlineData("photos", 300, 0.1)]
    public void Damaged_input_is_answered_or_refused_with_a_code(string name, int inputs, double accepted)
    {
        var counts = new FuzzCounts();
        Target target = Target.All.Single(t => t.Name == name);
        for (int seed = 0; seed < inputs; seed++)
        {
            target.Run(seed, counts);
        }

        Assert.True(counts.Findings.Count == 0, string.Join('\n', counts.Findings));

        // Damage that is always found at the first byte tests nothing behind it.
        Assert.InRange(counts[$"{name}: accepted"], (int)(inputs * accepted), inputs * 19 / 20);
    }

    /// <summary>The script takes a run for dead that has not said so.</summary>
    [Fact]
    public void A_run_says_that_it_came_to_its_end()
    {
        string position = Path.GetTempFileName();
        try
        {
            Assert.Equal(0, FuzzProgram.Run(["--only", "labels", "--seed", "0", "--count", "2", "--position", position]));
            Assert.EndsWith(" done", File.ReadAllText(position), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(position);
        }
    }

    [Fact]
    public void Same_seed_same_input()
    {
        for (int seed = 0; seed < 8; seed++)
        {
            Assert.Equal(YoloGen.Onnx.OnnxWriter.ToBytes(Models.RandomNetwork.Make(seed).Model), YoloGen.Onnx.OnnxWriter.ToBytes(Models.RandomNetwork.Make(seed).Model));
        }
    }
}
