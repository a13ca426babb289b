using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Passes;
using YoloGen.Compiler.Planning;
using YoloGen.Execution;
using YoloGen.Onnx;
using YoloGen.Verification;

namespace YoloGen.Compiler.Tests.RandomModels;

/// <summary>The emitted classes of random networks give the interpreter's bits, portable and with the best instruction set, on 1 and 2 threads.</summary>
public class EmittedRandomModelTests
{
    private const int Models = 30;

    [Theory]
    [InlineData(null)]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.Int8)]
    public void Emitted_networks_equal_the_interpreter(ElementType? quantized)
    {
        var cases = new List<(IReadOnlyDictionary<string, TensorData> Inputs, NetworkGraph Graph, PlannedNetwork Planned)>();
        for (int seed = 0; seed < Models; seed++)
        {
            OnnxModel model = RandomModel.Build(seed, exact: quantized is not null);
            IReadOnlyDictionary<string, TensorData> inputs = RandomModelTests.Input(model, seed);
            if (quantized is { } type)
            {
                QdqModel.Quantize(model, RandomModelTests.AllValues(model, inputs), seed, type);
            }

            NetworkGraph graph = PassList.Run(Importer.Import(model));
            cases.Add((inputs, graph, Planner.Plan(graph, new PlanOptions("Network", $"YoloGen.Tests.Random{seed}", new string('0', 64)))));
        }

        IReadOnlyList<EmittedAssembly> built = EmittedAssembly.BuildMany([.. cases.Select(c => c.Planned.Plan)]);
        using EmittedAssembly all = built[0];
        for (int seed = 0; seed < Models; seed++)
        {
            (IReadOnlyDictionary<string, TensorData> inputs, NetworkGraph graph, PlannedNetwork planned) = cases[seed];
            IReadOnlyDictionary<string, TensorData> expected = Compiler.Interpreter.Interpreter.Run(graph, inputs);
            foreach ((string? isa, int threads) in ((string?, int)[])[("portable", 1), (null, 2)])
            {
                using EmittedDetector detector = built[seed].Create(planned.Weights, threads, isa);
                foreach ((string name, TensorData value) in detector.Run(inputs))
                {
                    Assert.True(EmittedDetector.Bytes(expected[name]).SequenceEqual(EmittedDetector.Bytes(value)), $"seed {seed}, {name}, {isa ?? "best"}");
                }
            }
        }
    }
}
