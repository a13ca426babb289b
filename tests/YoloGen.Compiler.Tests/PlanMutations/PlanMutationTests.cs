using System.Globalization;
using Xunit;
using YoloGen.Emit;

namespace YoloGen.Compiler.Tests.PlanMutations;

/// <summary>
/// Valid plans are changed at random. The reader answers each with a plan or a refusal; what it accepts is emitted, builds, and runs
/// without touching a byte outside its memory, with the portable kernels and with those of the machine. <c>YOLOGEN_FUZZ_PLANS</c> says how many plans,
/// <c>YOLOGEN_FUZZ_SEED</c> which, <c>YOLOGEN_FUZZ_FIRST</c> the first of them.
/// </summary>
public sealed class PlanMutationTests(ITestOutputHelper output)
{
    /// <summary>A value that was refused in as many plans will be in the others.</summary>
    private const int Refusals = 2;

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

    /// <summary>
    /// Each word of each line, at both ends of its range and beyond, near 0 and near what stands there; what is accepted runs. In the ordinary setting
    /// the lines of layers, and each value of each field of a kind of layer until it was accepted once or refused twice; with <c>YOLOGEN_FUZZ_ENDS=all</c> all lines of all plans.
    /// </summary>
    [Fact]
    public void Every_field_at_the_ends_of_its_range_touches_its_own_memory_only()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("guard pages are made with Linux's calls");
        }

        bool all = Environment.GetEnvironmentVariable("YOLOGEN_FUZZ_ENDS") == "all";
        string folder = Directory.CreateTempSubdirectory("yologen-plans").FullName;
        try
        {
            GuardedBuild.Support(Path.Combine(folder, "Guarded.dll"));
            var plans = new GuardedPlans(folder, output.WriteLine);
            var refusals = new Dictionary<(string Field, string Value), int>();
            var floats = new HashSet<string>();
            int number = 0, lines = 0;
            foreach (PlanAndWeights plan in all ? SmallPlans.All() : SmallPlans.ByHand())
            {
                string text = PlanText.Write(plan.Plan);
                foreach (FieldEnd end in FieldEnds.Of(text, all))
                {
                    (string, string) place = (end.Field, end.Value);
                    int before = refusals.GetValueOrDefault(place);
                    if (all || (before < Refusals && !(floats.Contains(end.Field) && FieldEnds.IsInteger(end.Value))))
                    {
                        bool accepted = plans.Take(number++, end.Text, plan.Weights, end.ToString());
                        refusals[place] = accepted ? Refusals : before + 1;
                        if (accepted && end.Value == FieldEnds.Fraction)
                        {
                            floats.Add(end.Field);
                        }
                    }
                }

                lines += text.Count(c => c == '\n');
            }

            plans.Finish();
            output.WriteLine($"{number} texts of {lines} lines: {plans}");
            Assert.True(plans.Faults.Count == 0, string.Join("\n\n", plans.Faults.Take(20)));
            Assert.True(plans.Runs > 300, $"only {plans.Runs} ran");
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
            var guarded = new GuardedPlans(folder, output.WriteLine);
            foreach ((PlanAndWeights plan, int i) in plans.Select((p, i) => (p, i)))
            {
                guarded.Add(i, plan, i.ToString(CultureInfo.InvariantCulture));
            }

            guarded.Finish();
            Assert.Equal(caught, guarded.Faults.Select(f => int.Parse(f[..f.IndexOf(':', StringComparison.Ordinal)], CultureInfo.InvariantCulture)).Order());
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
        var plans = new GuardedPlans(folder, output.WriteLine);

        // The small plans themselves first: what is valid runs.
        int first = Setting("YOLOGEN_FUZZ_FIRST", -bases.Count);
        for (int i = first; i < count; i++)
        {
            PlanAndWeights before = bases[(i + bases.Count) % bases.Count];
            PlanAndWeights mutant = i < 0 ? before : new PlanMutator(unchecked((seed * 1_000_003) + i)).Mutate(before);
            plans.Take(i + bases.Count, PlanText.Write(mutant.Plan), mutant.Weights, i.ToString(CultureInfo.InvariantCulture));
        }

        plans.Finish();
        output.WriteLine($"seed {seed}: {count} mutants of {bases.Count} plans: {plans}");
        Assert.True(plans.Faults.Count == 0, string.Join("\n\n", plans.Faults.Take(20)));
    }

    private static int Setting(string name, int fallback) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : fallback;
}
