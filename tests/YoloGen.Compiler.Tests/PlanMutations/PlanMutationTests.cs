using System.Globalization;
using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Compiler.Tests.PlanMutations;

/// <summary>
/// Valid plans are changed at random. The reader answers each with a plan or a refusal; what it accepts is emitted, builds, and runs
/// without touching a byte outside its memory, half with the portable kernels and half with those of the machine. <c>YOLOGEN_FUZZ_PLANS</c> says how many plans,
/// <c>YOLOGEN_FUZZ_SEED</c> which, <c>YOLOGEN_FUZZ_FIRST</c> the first of them.
/// </summary>
public sealed class PlanMutationTests(ITestOutputHelper output)
{
    private const int Batch = 800;

    /// <summary>Above that a run takes too long, not too much: elements of a tensor or of a kernel's windows, and bytes.</summary>
    private const long MostWork = 1_000_000, MostBytes = 16_000_000;

    [Fact]
    public void Every_kind_of_layer_is_in_a_small_plan()
    {
        List<PlanAndWeights> plans = SmallPlans.All();
        IEnumerable<string> kinds = plans.SelectMany(p => p.Plan.Layers).SelectMany(l => l.Then.Prepend(l)).Select(l => l.Kind).Distinct();
        Assert.Equal(LayerTable.All.Select(k => k.Kind).Order(StringComparer.Ordinal), kinds.Order(StringComparer.Ordinal));
        Assert.All(plans, p => PlanText.Read(PlanText.Write(p.Plan)));
    }

    [Fact]
    public void What_the_reader_accepts_touches_its_own_memory_only()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("guard pages are made with Linux's calls");
        }

        int count = Setting("YOLOGEN_FUZZ_PLANS", 200), seed = Setting("YOLOGEN_FUZZ_SEED", 1);
        string folder = Directory.CreateTempSubdirectory("yologen-plans").FullName;
        try
        {
            GuardedBuild.Support(Path.Combine(folder, "Guarded.dll"));
            Run(count, seed, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The net catches: plans that the reader refuses, run all the same.</summary>
    [Fact]
    public void The_guards_see_what_leaves_the_memory()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("guard pages are made with Linux's calls");
        }

        PlanAndWeights Halo(long offset, int top)
        {
            PlanAndWeights made = new PlanSketch(1).Layer("halo", [], new PlanSketch(1).P(ElementType.UInt8, 1, 8, 4, 4)).Build();
            var map = new PlanTensor("map", ElementType.UInt8, [1, 8, 1, 1], [0, 1, 0, 8], offset, new PlanHalo(top, 0, 0, 0, 1));
            return made with { Plan = made.Plan with { Tensors = [map], ArenaBytes = 512 } };
        }

        PlanAndWeights Read(long offset)
        {
            var sketch = new PlanSketch(1);
            PlanOperand x = sketch.T(ElementType.Float32, 4), y = sketch.T(ElementType.Float32, 4);
            PlanAndWeights made = sketch.Layer("unary", [x], y, "op=Relu").Build();
            return made with { Plan = made.Plan with { Tensors = [made.Plan.Tensors[0] with { Offset = offset }, made.Plan.Tensors[1]] } };
        }

        PlanAndWeights[] plans = [Halo(0, 1), Halo(505, 1), Halo(-1, 1), Halo(100_000, 1), Read(0), Read(1_000_000)];
        int[] caught = [1, 2, 3, 5];
        string folder = Directory.CreateTempSubdirectory("yologen-plans").FullName;
        try
        {
            GuardedBuild.Support(Path.Combine(folder, "Guarded.dll"));
            var found = new List<string>();
            foreach ((PlanAndWeights plan, int i) in plans.Select((p, i) => (p, i)))
            {
                Sources[i] = GuardedBuild.Source(plan.Plan, i);
            }

            RunBatch(folder, plans.Select((p, i) => (p, i)).ToDictionary(p => p.i, p => p.p), found);
            Assert.Equal(caught, found.Select(f => int.Parse(f[..f.IndexOf(':', StringComparison.Ordinal)], CultureInfo.InvariantCulture)).Order());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact(Explicit = true)]
    public void Child()
    {
        if (Environment.GetEnvironmentVariable(GuardedRun.Variable) is { Length: > 0 } folder)
        {
            GuardedRun.Work(folder);
        }
    }

    private void Run(int count, int seed, string folder)
    {
        List<PlanAndWeights> bases = SmallPlans.All();
        var accepted = new Dictionary<int, PlanAndWeights>();
        var faults = new List<string>();
        var seen = new HashSet<(ulong, ulong, bool)>();
        int refused = 0, run = 0, all = 0, tooLarge = 0, again = 0;

        // The small plans themselves first: what is valid runs.
        int first = Setting("YOLOGEN_FUZZ_FIRST", -bases.Count);
        for (int i = first; i < count; i++)
        {
            PlanAndWeights before = bases[(i + bases.Count) % bases.Count];
            PlanAndWeights mutant = i < 0 ? before : new PlanMutator(unchecked((seed * 1_000_003) + i)).Mutate(before);
            string text = PlanText.Write(mutant.Plan);
            try
            {
                if (PlanText.TryRead(text, out IReadOnlyList<Diagnostic> found) is not { } plan)
                {
                    refused++;
                    Assert.NotEmpty(found);
                }
                else
                {
                    all++;
                    mutant = mutant with { Plan = plan };
                    int number = i + bases.Count;
                    string source = GuardedBuild.Source(plan, number);
                    if (seen.Add((Hash(source.Replace(GuardedBuild.Space(number), "", StringComparison.Ordinal)), Hash(mutant.Weights), GuardedRun.IsPortable(number))))
                    {
                        accepted.Add(number, mutant);
                        Sources[number] = source;
                    }
                    else
                    {
                        again++;
                    }
                }
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                faults.Add($"{i}: {e.GetType().Name}: {e.Message} {e.StackTrace}\n{text}");
            }

            if (accepted.Count >= Batch || i == count - 1)
            {
                int known = faults.Count;
                (int began, int large) = RunBatch(folder, accepted, faults);
                faults.Skip(known).ToList().ForEach(output.WriteLine);
                run += began;
                tooLarge += large;
                accepted.Clear();
                Sources.Clear();
                output.WriteLine(Counts(i + 1));
            }
        }

        string Counts(int mutants)
            => $"seed {seed}: {mutants} mutants of {bases.Count} plans: {refused} refused, {all} accepted (with the {bases.Count}), of these {again} with the code and weights of another, {run} run, {tooLarge} built but too large to run; {faults.Count} faults";

        Assert.True(faults.Count == 0, string.Join("\n\n", faults.Take(20)));
    }

    private Dictionary<int, string> Sources { get; } = [];

    private (int Run, int TooLarge) RunBatch(string folder, Dictionary<int, PlanAndWeights> accepted, List<string> faults)
    {
        foreach (string old in Directory.GetFiles(folder, "*.weights"))
        {
            File.Delete(old);
        }

        void Add(IReadOnlyDictionary<int, string> found) => faults.AddRange(found.Select(f => $"{f.Key}: {f.Value}\n{PlanText.Write(accepted[f.Key].Plan)}"));
        IReadOnlyDictionary<int, string> failed = GuardedBuild.Classes(Sources, Path.Combine(folder, "Guarded.dll"), Path.Combine(folder, "Mutants.dll"));
        Add(failed);
        int[] runnable = [.. accepted.Where(a => !failed.ContainsKey(a.Key) && IsSmall(a.Value)).Select(a => a.Key)];
        foreach (int number in runnable)
        {
            File.WriteAllBytes(Path.Combine(folder, number.ToString("d9", CultureInfo.InvariantCulture) + ".weights"), accepted[number].Weights);
        }

        Add(GuardedRun.All(folder, runnable));
        return (runnable.Length, accepted.Count - failed.Count - runnable.Length);
    }

    private static bool IsSmall(PlanAndWeights p)
    {
        double Taps(PlanLayer l) => (l switch { ConvolutionLayer c => c.Window.Taps, PoolLayer pool => pool.Window.Taps, _ => 1.0 }) * l.Inputs.Take(1).Where(i => i.Kind == OperandKind.Tensor).Select(i => p.Plan.Tensors[i.Index].Shape.Skip(1).FirstOrDefault(1)).DefaultIfEmpty(1).First();
        return p.Weights.Length == p.Plan.WeightsLength && p.Plan.ArenaBytes <= MostBytes && p.Plan.Tensors.All(t => t.Count() <= MostWork)
            && p.Plan.Layers.All(l => l.Outputs.All(o => p.Plan.Tensors[o].Count() * Taps(l) <= 20 * MostWork && (p.Plan.Tensors[o].Halo is not { } h || ((double)h.Top + h.Bottom + 9) * (h.Left + h.Right + 9) <= MostWork)));
    }

    private static ulong Hash(string text) => Hash(System.Text.Encoding.UTF8.GetBytes(text));

    private static ulong Hash(byte[] bytes) => YoloGen.Generated.XxHash64.Compute(bytes);

    private static int Setting(string name, int fallback) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : fallback;
}
