using YoloGen.Compiler.Graph;
using YoloGen.Execution;
using YoloGen.Verification;

namespace YoloGen.Fuzz.Tests.Checks;

/// <summary>The emitted classes of many networks, built as one assembly, against the interpreter bit for bit.</summary>
internal static class EmittedBatch
{
    public static void Run(IReadOnlyList<PlannedCase> cases, FuzzCounts counts)
    {
        if (cases.Count == 0)
        {
            return;
        }

        IReadOnlyList<EmittedAssembly> built;
        try
        {
            built = EmittedAssembly.BuildManyQuickly([.. cases.Select(c => c.Planned.Plan)], InstructionSetList.OfThisMachine());
        }
        catch (Exception e) when (cases.Count > 1)
        {
            // One of them does not build, or the emitter fails: which?
            _ = e;
            Run([.. cases.Take(cases.Count / 2)], counts);
            Run([.. cases.Skip(cases.Count / 2)], counts);
            return;
        }
        catch (Exception e)
        {
            counts.Fail(cases[0].Network, "build", e.Message);
            return;
        }

        using EmittedAssembly all = built[0];
        for (int i = 0; i < cases.Count; i++)
        {
            counts.At(cases[i].Network.Seed, "emitted");
            try
            {
                Compare(cases[i], built[i], counts);
            }
            catch (Exception e)
            {
                counts.Fail(cases[i].Network, "emitted", $"{e.GetType().Name}: {e.Message}");
            }
        }
    }

    private static void Compare(PlannedCase one, EmittedAssembly assembly, FuzzCounts counts)
    {
        IReadOnlyDictionary<string, TensorData> inputs = one.Network.Inputs, expected = Compiler.Interpreter.Interpreter.Run(one.Graph, inputs);
        foreach ((string? isa, int threads) in ((string?, int)[])[("portable", 1), (null, 1 + (one.Network.Seed / 4 % 2))])
        {
            using EmittedDetector detector = assembly.Create(one.Planned.Weights, threads, isa);
            foreach ((string name, TensorData found) in detector.Run(inputs))
            {
                counts.Compared("emitted", 1);
                if (Difference(found, expected[name]) is { } difference)
                {
                    counts.Fail(one.Network, $"emitted {isa ?? "best"}, {threads} threads", $"{name}: {difference}");
                    return;
                }
            }
        }
    }

    private static string? Difference(TensorData found, TensorData expected)
    {
        if (found.Type != ElementType.Float32)
        {
            return GraphComparison.Compare(found, expected, default);
        }

        // Which of two NaN an addition hands on is the processor's choice.
        int[] bad = [.. Enumerable.Range(0, found.Floats.Length).Where(i => BitConverter.SingleToInt32Bits(found.Floats[i]) != BitConverter.SingleToInt32Bits(expected.Floats[i]) && !(float.IsNaN(found.Floats[i]) && float.IsNaN(expected.Floats[i])))];
        return bad.Length == 0 ? null : $"{bad.Length} of {found.Floats.Length} differ, element {bad[0]}: {found.Floats[bad[0]]:R} instead of {expected.Floats[bad[0]]:R}";
    }
}
