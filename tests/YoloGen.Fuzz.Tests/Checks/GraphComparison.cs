using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Operators;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Verification.Checks;

namespace YoloGen.Fuzz.Tests.Checks;

/// <summary>How far a tensor may be from its reference.</summary>
/// <param name="Units">Integers: largest difference.</param>
/// <param name="Share">Floats: share of the reference's largest magnitude.</param>
/// <param name="Floor">Floats: absolute difference that is always allowed.</param>
internal readonly record struct Allowance(int Units, double Share, double Floor);

/// <summary>
/// Compares the tensors of a graph with a reference's, each computed from the reference's own inputs, so that no difference travels on.
/// Where the reference lacks an input, the nodes up to those that it has are computed together.
/// </summary>
internal sealed class GraphComparison(NetworkGraph graph, IReadOnlyDictionary<string, TensorData> reference, Func<IReadOnlyList<Node>, IReadOnlyCollection<TensorData>, Allowance> rule)
{
    private readonly IReadOnlyDictionary<Tensor, Node> _producers = graph.Producers();

    /// <summary>Number of tensors that were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>For each reason of <see cref="Unsettled"/> the number of elements that differ and are left out for it.</summary>
    public Dictionary<string, int> LeftOut { get; } = new(StringComparer.Ordinal);

    /// <summary>What differs, each tensor once.</summary>
    public IEnumerable<string> Run()
    {
        foreach (Tensor tensor in graph.Nodes.SelectMany(n => n.Outputs))
        {
            if (!reference.TryGetValue(tensor.Name, out TensorData? expected))
            {
                continue;
            }

            Compared++;
            var cone = new List<Node>();
            var fed = new HashSet<TensorData>(ReferenceEqualityComparer.Instance);
            string?[]? unsettled = null;
            TensorData found = Evaluate(_producers[tensor], tensor, [], cone, fed, ref unsettled);
            if (Compare(found, expected, rule(cone, fed), Spread(unsettled, found.Values.Length), LeftOut) is { } difference)
            {
                yield return $"{tensor.Name} = {string.Join(", ", cone.Select(n => n.Op.Name))}: {difference}";
            }
        }
    }

    /// <summary>Reasons for the elements of a result: those of a node in between where shapes agree, else its first one for all of them.</summary>
    private static string?[]? Spread(string?[]? reasons, int elements)
        => reasons is null || reasons.Length == elements ? reasons : reasons.FirstOrDefault(r => r is not null) is { } reason ? [.. Enumerable.Repeat(reason, elements)] : null;

    private TensorData Evaluate(Node node, Tensor wanted, Dictionary<Tensor, TensorData> values, List<Node> cone, HashSet<TensorData> fed, ref string?[]? unsettled)
    {
        var inputs = new List<TensorData?>();
        foreach (Tensor? input in node.Inputs)
        {
            TensorData? value = input is null ? null : input.Constant ?? Known(input) ?? values.GetValueOrDefault(input);
            if (value is not null)
            {
                fed.Add(value);
            }

            inputs.Add(input is null ? null : value ?? Evaluate(_producers[input], input, values, cone, fed, ref unsettled));
        }

        TensorData[] results = Compiler.Interpreter.Interpreter.Evaluate(node, inputs);
        cone.Add(node);
        unsettled = Unsettled.Of(node, inputs, results[0]) ?? unsettled;
        for (int i = 0; i < results.Length; i++)
        {
            values[node.Outputs[i]] = results[i];
        }

        return values[wanted];
    }

    private TensorData? Known(Tensor tensor) => reference.TryGetValue(tensor.Name, out TensorData? value) && value.Type == tensor.Type && value.Shape == tensor.Shape ? value : null;

    /// <summary>What differs, or null; elements with a reason in <paramref name="unsettled"/> are counted instead.</summary>
    public static string? Compare(TensorData found, TensorData expected, Allowance allowed, string?[]? unsettled = null, Dictionary<string, int>? leftOut = null)
    {
        if (found.Type != expected.Type || found.Shape != expected.Shape)
        {
            return $"{found.Type} {found.Shape} instead of {expected.Type} {expected.Shape}";
        }

        double magnitude = found.Type != ElementType.Float32 ? 0 : expected.Floats.Where(float.IsFinite).Select(v => (double)Math.Abs(v)).DefaultIfEmpty().Max();
        double limit = (magnitude * allowed.Share) + allowed.Floor;
        int differing = 0, worst = -1;
        double most = -1;
        for (int i = 0; i < found.Values.Length; i++)
        {
            double difference = found.Type != ElementType.Float32 ? Math.Abs((double)found.IntegerAt(i) - expected.IntegerAt(i)) : Distance(found.Floats[i], expected.Floats[i]);
            bool bad = found.Type != ElementType.Float32 ? difference > allowed.Units : difference > limit;
            if (bad && unsettled?[i] is { } reason)
            {
                leftOut![reason] = leftOut.GetValueOrDefault(reason) + 1;
                continue;
            }

            differing += bad ? 1 : 0;
            if (bad && difference > most)
            {
                (worst, most) = (i, difference);
            }
        }

        return differing == 0 ? null : $"{differing} of {found.Values.Length} differ, element {worst}: {found.Values.GetValue(worst):R} instead of {expected.Values.GetValue(worst):R} (largest magnitude {magnitude:R})";
    }

    private static double Distance(float a, float b)
        => a == b || (float.IsNaN(a) && float.IsNaN(b)) ? 0 : float.IsFinite(a) && float.IsFinite(b) ? Math.Abs((double)a - b) : double.PositiveInfinity;

    /// <summary>
    /// The rule against ONNX Runtime without optimizations: integers bit for bit, tables of its approximations at most 1 away, floats within 1e-4.
    /// Where it hands out no float in between (a branch of an If), an answer of yes or no to that float cannot be compared.
    /// </summary>
    public static Allowance AgainstOrt(IReadOnlyList<Node> cone, IReadOnlyCollection<TensorData> fed)
        => new(cone[^1].Output.Type != ElementType.Float32 && cone.Any(n => OperatorCatalog.TraitsOf(n.Op).Agreement(n) == Agreement.Float) ? int.MaxValue : cone.Any(n => OperatorCatalog.TraitsOf(n.Op).Agreement(n) == Agreement.Table) ? 1 : 0, 1e-4, Floor(fed));

    /// <summary>
    /// The rule of a pass: floats stay within rounding. What moves, looks up or adds bytes gives the same bytes; elsewhere bytes may land on the other
    /// side of a rounding boundary, once for each operator that works on bytes where the graph before worked on dequantized floats.
    /// Biases between Q/DQ pairs are rounded to the product's scale, as ONNX Runtime does.
    /// </summary>
    public static Allowance AcrossPasses(IReadOnlyList<Node> cone, IReadOnlyCollection<TensorData> fed)
        => new(cone.All(KeepsBytes) ? 0 : Math.Max(1, cone.Sum(OperatorCatalog.RoundedTables)), cone.Any(n => n.Op is Conv or ConvTranspose or Gemm or MatMul or QConvFloat) ? 1e-2 : 1e-4, Floor(fed));

    private static bool KeepsBytes(Node node) => node.Op switch
    {
        Lookup table => !table.Source.Contains("QMul", StringComparison.Ordinal),
        QAdd or QuantizeLinear or DequantizeLinear or Binary { Kind: BinaryKind.Add } => true,
        Reshape or Transpose or Slice or Concat or DepthToSpace or SpaceToDepth or MaxPool or Resize { Mode: ResizeMode.Nearest } => true,
        _ => false,
    };

    /// <summary>Sums that cancel are as exact as their terms.</summary>
    private static double Floor(IReadOnlyCollection<TensorData> fed)
        => 1e-6 * fed.Where(t => t.Type == ElementType.Float32).SelectMany(t => t.Floats).Where(float.IsFinite).Select(v => (double)Math.Abs(v)).DefaultIfEmpty().Max() is var floor and > 1e-6 ? floor : 1e-6;
}
