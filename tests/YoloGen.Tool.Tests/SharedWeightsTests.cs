using System.Runtime.InteropServices;
using Xunit;
using YoloGen.Compiler;
using YoloGen.Execution;

namespace YoloGen.Tests;

/// <summary>Detectors that share the weights of one: each gives what it would give alone, whoever runs beside it and whoever is gone.</summary>
public sealed class SharedWeightsTests
{
    [Theory]
    [InlineData("facemask_int8.onnx", null, null)]
    [InlineData("facemask_int8.onnx", "portable", "*=winograd4.1x1")]
    [InlineData("synthetic.onnx", null, null)]
    public void Each_gives_what_it_would_give_alone(string model, string? instructionSet, string? kernels)
    {
        CompiledModel compiled = Compilation.Compile(Path.Combine(SharedData.RepositoryRoot, "models", model));
        using EmittedAssembly assembly = EmittedAssembly.Build(compiled.Plan);
        using EmittedDetector first = assembly.Create(compiled.Weights, 2, instructionSet, kernels), alone = assembly.Create(compiled.Weights, 1, instructionSet, kernels);
        IEmittedAccess second = first.Access.Share(1), third = second.Share(2);
        Assert.Equal((first.Access.InstructionSet, 1), (second.InstructionSet, second.Threads));
        byte[][] expected = [.. Enumerable.Range(0, 3).Select(seed => Outputs(alone.Access, seed))];
        Parallel.ForEach(new[] { (Access: first.Access, Seed: 0), (Access: second, Seed: 1), (Access: third, Seed: 2) }, pair =>
        {
            for (int i = 0; i < 3; i++)
            {
                Assert.Equal(expected[pair.Seed], Outputs(pair.Access, pair.Seed));
            }
        });

        first.Dispose();
        Assert.Equal(expected[0], Outputs(second, 0));
        second.Dispose();
        Assert.Equal(expected[1], Outputs(third, 1));
        Assert.Throws<ObjectDisposedException>(() => second.Share(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => third.Share(0));
        third.Dispose();
        Assert.Equal(expected[2], Outputs(alone.Access, 2));
    }

    private static byte[] Outputs(IEmittedAccess access, int seed)
    {
        Span<float> input = MemoryMarshal.Cast<byte, float>(access.Input(0));
        var random = new Random(seed);
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = random.NextSingle();
        }

        access.Run();
        return [.. access.Output(0), .. access.Output(1)];
    }
}
