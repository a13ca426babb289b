using Xunit;

namespace YoloGen.Compiler.Tests.Passes;

public sealed class RandomQdqTests
{
    /// <summary>Model 7 has two pairs in a row whose first has a dead reader, which changes the result in ONNX Runtime only: <see cref="DeadReaderTests"/>.</summary>
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, int.TryParse(Environment.GetEnvironmentVariable("YOLOGEN_SEEDS"), out int n) ? n : 120).Where(s => s != 7)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_value_quantized(int seed) => OrtComparison.Run(RandomQdq.Make(seed, 1)).AssertAgrees();

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Some_values_quantized(int seed) => OrtComparison.Run(RandomQdq.Make(10000 + seed, 0.6)).AssertAgrees();
}
