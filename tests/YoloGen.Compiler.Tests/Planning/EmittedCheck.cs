using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Planning;
using YoloGen.Emit;
using YoloGen.Execution;
using YoloGen.Verification;

namespace YoloGen.Compiler.Tests.Planning;

/// <summary>Compiles a graph, builds and runs the class, and compares its outputs with the interpreter's, bit for bit.</summary>
internal static class EmittedCheck
{
    public static readonly PlanOptions Options = new("TestNetwork", "YoloGen.Tests.Emitted", new string('0', 64));

    public static PlannedNetwork Run(GraphBuilder builder, params string[] instructionSets) => RunOn(builder, builder.Values(), instructionSets);

    public static PlannedNetwork RunOn(GraphBuilder builder, Dictionary<string, TensorData> inputs, params string[] instructionSets)
    {
        NetworkGraph graph = builder.Build();
        PlannedNetwork planned = Planner.Plan(graph, Options);
        Plan plan = PlanText.Read(PlanText.Write(planned.Plan));
        Assert.Equal(PlanText.Write(planned.Plan), PlanText.Write(plan));
        IReadOnlyDictionary<string, TensorData> expected = Compiler.Interpreter.Interpreter.Run(graph, inputs);
        using EmittedAssembly assembly = EmittedAssembly.Build(plan);
        string?[] isas = instructionSets.Length == 0 ? new string?[] { null, "portable" } : instructionSets;
        foreach (string? isa in isas)
        {
            for (int threads = 1; threads <= 2; threads++)
            {
                using EmittedDetector detector = assembly.Create(planned.Weights, threads, isa);
                for (int run = 0; run < 2; run++)
                {
                    Compare(expected, detector.Run(inputs), $"{isa ?? "best"}, {threads} threads, run {run}\n{PlanText.Write(plan)}");
                }
            }
        }

        return planned;
    }

    private static void Compare(IReadOnlyDictionary<string, TensorData> expected, IReadOnlyDictionary<string, TensorData> found, string where)
    {
        foreach ((string name, TensorData value) in expected)
        {
            ReadOnlySpan<byte> a = EmittedDetector.Bytes(value), b = EmittedDetector.Bytes(found[name]);
            int at = a.CommonPrefixLength(b);
            if (at < a.Length)
            {
                int element = at / value.Type.SizeOf();
                Assert.Fail($"{name} differs first at element {element}: {value.Values.GetValue(element)} expected, {found[name].Values.GetValue(element)} found; {where}");
            }
        }
    }
}
