using System.Globalization;
using System.Text.RegularExpressions;
using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Compiler.Tests.PlanMutations;

/// <summary>
/// Takes the texts of plans: the reader answers each with a plan or a refusal; what it accepts is emitted, built and run under guard pages, in
/// batches, once for each code and weights. What goes wrong is kept.
/// </summary>
/// <param name="folder">Where <c>Guarded.dll</c> lies.</param>
/// <param name="print">Takes progress and faults as they are found.</param>
internal sealed partial class GuardedPlans(string folder, Action<string> print)
{
    private const int Batch = 800;

    /// <summary>Above that a run takes too long, not too much: elements of a tensor or of a kernel's windows, and bytes.</summary>
    private const long MostWork = 1_000_000, MostBytes = 16_000_000;

    private readonly Dictionary<int, (PlanAndWeights Plan, string Source, string Said)> _accepted = [];
    private readonly HashSet<(ulong, ulong)> _seen = [];
    private int _refused;
    private int _all;
    private int _tooLarge;
    private int _again;

    public List<string> Faults { get; } = [];

    public int Runs { get; private set; }

    /// <summary>Reads a text; a refusal without a reason and an exception are faults.</summary>
    /// <returns>Whether it was accepted.</returns>
    public bool Take(int number, string text, byte[] weights, string said)
    {
        try
        {
            if (PlanText.TryRead(text, out IReadOnlyList<Diagnostic> found) is { } plan)
            {
                _all++;
                Add(number, new PlanAndWeights(plan, weights), said);
                return true;
            }

            _refused++;
            if (found.Count == 0)
            {
                Fault($"{said}: refused without a reason\n{text}");
            }
        }
        catch (Exception e)
        {
            Fault($"{said}: {e.GetType().Name}: {e.Message} {e.StackTrace}\n{text}");
        }

        return false;
    }

    /// <summary>A plan that is emitted and run, whatever the reader says.</summary>
    public void Add(int number, PlanAndWeights plan, string said)
    {
        string source = GuardedBuild.Source(plan.Plan, number);
        if (!_seen.Add((Hash(Comments().Replace(source.Replace(GuardedBuild.Space(number), "", StringComparison.Ordinal), "")), YoloGen.Generated.XxHash64.Compute(plan.Weights))))
        {
            _again++;
            return;
        }

        _accepted.Add(number, (plan, source, said));
        if (_accepted.Count >= Batch)
        {
            Finish();
        }
    }

    /// <summary>Builds and runs what was taken since the last batch.</summary>
    public void Finish()
    {
        foreach (string old in Directory.GetFiles(folder, "*.weights"))
        {
            File.Delete(old);
        }

        IReadOnlyDictionary<int, string> failed = GuardedBuild.Classes(
            _accepted.ToDictionary(a => a.Key, a => a.Value.Source), Path.Combine(folder, "Guarded.dll"), Path.Combine(folder, "Mutants.dll"));
        int[] runnable = [.. _accepted.Where(a => !failed.ContainsKey(a.Key) && IsSmall(a.Value.Plan)).Select(a => a.Key)];
        foreach (int number in runnable)
        {
            File.WriteAllBytes(Path.Combine(folder, number.ToString("d9", CultureInfo.InvariantCulture) + ".weights"), _accepted[number].Plan.Weights);
        }

        foreach (KeyValuePair<int, string> fault in failed.Concat(GuardedRun.All(folder, runnable)))
        {
            Fault($"{_accepted[fault.Key].Said}: {fault.Value}\n{PlanText.Write(_accepted[fault.Key].Plan.Plan)}");
        }

        Runs += runnable.Length;
        _tooLarge += _accepted.Count - failed.Count - runnable.Length;
        _accepted.Clear();
        print(ToString());
    }

    public override string ToString()
        => $"{_refused} refused, {_all} accepted, of these {_again} with the code and weights of another, {Runs} run, {_tooLarge} built but too large to run; {Faults.Count} faults";

    private void Fault(string fault)
    {
        Faults.Add(fault);
        print(fault);
    }

    private static bool IsSmall(PlanAndWeights p)
    {
        double Taps(PlanLayer l) => (l switch { ConvolutionLayer c => c.Window.Taps, PoolLayer pool => pool.Window.Taps, _ => 1.0 }) * l.Inputs.Take(1).Where(i => i.Kind == OperandKind.Tensor).Select(i => p.Plan.Tensors[i.Index].Shape.Skip(1).FirstOrDefault(1)).DefaultIfEmpty(1).First();
        return p.Weights.Length == p.Plan.WeightsLength && p.Plan.ArenaBytes <= MostBytes && p.Plan.Tensors.All(t => t.Count() <= MostWork)
            && p.Plan.Layers.All(l => l.Outputs.All(o => p.Plan.Tensors[o].Count() * Taps(l) <= 20 * MostWork && (p.Plan.Tensors[o].Halo is not { } h || ((double)h.Top + h.Bottom + 9) * (h.Left + h.Right + 9) <= MostWork)));
    }

    private static ulong Hash(string text) => YoloGen.Generated.XxHash64.Compute(System.Text.Encoding.UTF8.GetBytes(text));

    [GeneratedRegex("//.*")]
    private static partial Regex Comments();
}
