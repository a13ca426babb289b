using Xunit;

namespace YoloGen.Compiler.Tests.Planning;

public sealed class RandomGraphTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Movement_and_elementwise_equal_the_interpreter(int seed) => EmittedCheck.Run(RandomGraph.Make(seed, 4 + (seed % 12), movementOnly: true));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void All_operators_equal_the_interpreter(int seed) => EmittedCheck.Run(RandomGraph.Make(1000 + seed, 4 + (seed % 12)));
}
