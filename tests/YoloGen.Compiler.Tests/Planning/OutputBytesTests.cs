using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Execution;
using YoloGen.Generated;
using YoloGen.Tests;
using YoloGen.Verification;

namespace YoloGen.Compiler.Tests.Planning;

/// <summary>
/// What whole networks compute, byte for byte, against a table that is checked in (<c>OutputBytes.tsv</c>): a change inside the compiler or of
/// a kernel must not change a result. The same bits on every instruction set, so that one hash stands for all of them.
/// </summary>
public sealed class OutputBytesTests
{
    private static readonly string Table = Path.Combine(SharedData.RepositoryRoot, "tests", "YoloGen.Compiler.Tests", "Planning", "OutputBytes.tsv");

    public static TheoryData<string, string> Rows()
    {
        var rows = new TheoryData<string, string>();
        foreach (string[] columns in File.ReadLines(Table).Where(l => l is not ['#', ..]).Select(l => l.Split('\t')))
        {
            rows.Add(columns[0], columns[1]);
        }

        return rows;
    }

    /// <summary>
    /// The best instruction set of this machine; all of them where <c>YOLOGEN_ALL_INSTRUCTION_SETS</c> is set. Then the kernels that the plan did not
    /// choose, which give the same bytes as those it chose, on one thread and on two. A row is printed as found, so that a result that was meant to
    /// change can be copied into the table. One test for both: half of its time goes to planning and building the class.
    /// </summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void Outputs_are_those_of_the_table_with_every_kernel(string file, string hash)
    {
        string[] parts = file.Split('/');
        string path = parts[0] == "shared" ? SharedData.Require(parts[1..]) : Path.Combine([SharedData.RepositoryRoot, .. parts]);
        PlannedModel model = Compilation.Plan(path);
        using EmittedAssembly assembly = EmittedAssembly.Build(model.Plan);
        void Check(string? instructionSet, string? kernel, int threads)
        {
            string found = Hash(model, assembly, instructionSet, kernel is null ? null : "*=" + kernel, threads);
            Assert.True(found == hash, $"{file}\t{found} ({instructionSet ?? "best instruction set"}, {kernel ?? "kernels of the plan"}, {threads} threads), the table says {hash}");
        }

        bool all = Environment.GetEnvironmentVariable("YOLOGEN_ALL_INSTRUCTION_SETS") is { Length: > 0 };
        IReadOnlyList<string?> instructionSets = all ? [.. InstructionSetList.OfThisMachine()] : [null];
        foreach (string? instructionSet in instructionSets)
        {
            Check(instructionSet, null, 2);
        }

        foreach (string instructionSet in InstructionSetList.OfThisMachine())
        {
            string[] kernels = [.. model.Plan.Layers.OfType<QConvLayer>().SelectMany(l => KernelTable.Fitting(model.Plan, l, instructionSet)).Select(k => k.Name).Distinct()];
            foreach (string kernel in kernels.Length > 1 ? kernels : [])
            {
                Check(instructionSet, kernel, 1);
                Check(instructionSet, kernel, 2);
            }
        }
    }

    private static string Hash(PlannedModel model, EmittedAssembly assembly, string? instructionSet, string? kernels, int threads)
    {
        var random = new Random(1);
        Dictionary<string, TensorData> inputs = model.Graph.Inputs.ToDictionary(
            i => i.Name, i => new TensorData(i.Shape, Enumerable.Range(0, (int)i.Shape.Count).Select(_ => (float)random.NextDouble()).ToArray()));
        using EmittedDetector detector = assembly.Create(model.Weights, threads, instructionSet, kernels);
        IReadOnlyDictionary<string, TensorData> outputs = detector.Run(inputs);
        byte[] bytes = [.. model.Plan.Outputs.SelectMany(o => EmittedDetector.Bytes(outputs[o.Name]).ToArray())];
        return XxHash64.Compute(bytes).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }
}
