using System.Globalization;
using YoloGen.Compiler;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Planning;
using YoloGen.Cost;
using YoloGen.Plans;
using YoloGen.Tool.Console;

namespace YoloGen.Tool.Reports;

/// <summary>What a compilation made: layers, work, memory, what runs in integers and what in floats, what was assumed.</summary>
internal static class CompileReport
{
    private const int FloatsNamed = 10;

    /// <summary>Share of the predicted time from which a layer is printed.</summary>
    private const double LeastShare = 0.01;

    private const string WithoutHead = "https://github.com/yologen/yologen/blob/main/docs/without-a-head.md";

    public static void Print(string path, CompiledModel model)
    {
        Terminal.Line($"{Path.GetFileName(path)} -> class {model.Plan.Namespace}.{model.Plan.ClassName}");
        (long integerMacs, long floatMacs) = Work.Of(model.Graph);
        Terminal.Facts(
        [
            ("layers", Number(model.Plan.Layers.Count)),
            ("multiply-adds", $"{Giga(integerMacs + floatMacs)} ({Giga(integerMacs)} in integers, {Giga(floatMacs)} in floats)"),
            ("weights", $"{Kilo(model.Weights.Length)}"),
            ("arena", $"{Kilo(model.Plan.ArenaBytes)} (at least {Kilo(model.Plan.ArenaBound)} are alive at one time)"),
            ("inputs", string.Join(", ", model.Graph.Inputs.Select(t => t.ToString()))),
            ("outputs", string.Join(", ", model.Graph.Outputs.Select(t => t.ToString()))),
        ]);
        PrintTransformed(model.Plan);
        NetworkCost cost = NetworkCost.Of(model.Plan, CoreModels.RaspberryPi4);
        Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"  predicted on a {cost.Core.Machine}: {cost.Milliseconds:F1} ms on one core, {cost.MillisecondsOnFour:F1} ms on four (a model's prediction; inspect shows each layer)"));
        PrintLayers(PredictionRow.Of(model.Plan, cost));
        PrintSplit(model.Graph);
        if (model.Head is null)
        {
            Terminal.Line(model.HeadProblem is { } problem
                ? $"  warning: the class has Run but no Detect: {problem}"
                : $"  no detection head recognised: the class has Run but no Detect (--head names one; inspect says for each head what speaks against it); how to write a classifier or a decoder in thirty lines: {WithoutHead}");
            return;
        }

        Terminal.Line("assumed:");
        foreach (string line in model.Head.Assumptions)
        {
            Terminal.Line($"  {line}");
        }
    }

    /// <summary>What convolutions in tiles need beside the weights file; nothing where there are none.</summary>
    private static void PrintTransformed(Plan plan)
    {
        string[] sets = [.. new[] { "neon", "avx2" }.Select(set => (Set: set, Bytes: TransformedWeights.Bytes(plan, set))).Where(s => s.Bytes > 0).Select(s => $"{Kilo(s.Bytes)} on {s.Set}")];
        if (sets.Length > 0)
        {
            Terminal.Line($"  weights for tiles of outputs, made by the constructor: {string.Join(", ", sets)}");
        }
    }

    /// <summary>The layers that take time, with the kernel that was chosen and those that were not.</summary>
    private static void PrintLayers(IReadOnlyList<PredictionRow> rows)
    {
        (PredictionRow Row, int Index)[] named = [.. rows.Select((r, i) => (r, i)).Where(r => r.r.Share >= LeastShare)];
        PredictionRow.Table(named).Print();
        if (named.Length < rows.Count)
        {
            Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"    {rows.Count - named.Length} more, under {LeastShare:P0} each, take {1 - named.Sum(n => n.Row.Share):P0} together"));
        }
    }

    /// <summary>A quantized model's operators that stay in floats are named: they cost time, and the user may want to quantize them.</summary>
    private static void PrintSplit(NetworkGraph graph)
    {
        ILookup<bool, Node> nodes = graph.Nodes.Where(n => Work.Computes(n.Op)).ToLookup(n => Work.IsInteger(n));
        Terminal.Line($"  in integers: {Counts(nodes[true])}");
        Terminal.Line($"  in floats:   {Counts(nodes[false])}");
        if (graph.Nodes.Any(n => n.Op is DynamicQuantizeLinear))
        {
            // Around each product stand its own range, scale and sums: their names say nothing.
            Terminal.Line("  quantized by dynamic range: ranges are found and sums are scaled in floats at run time; quantize --data PHOTOS makes a static model, which is faster");
            return;
        }

        Node[] floats = nodes[true].Any() ? [.. nodes[false].Where(n => n.Op is not (QuantizeLinear or DequantizeLinear)).OrderByDescending(Work.Of)] : [];
        foreach (Node node in floats.Take(FloatsNamed))
        {
            Terminal.Line($"    float: {node.Op.Name} {Printable.Of(node.Name)} -> {node.Output.Shape}");
        }

        if (floats.Length > FloatsNamed)
        {
            Terminal.Line($"    and {floats.Length - FloatsNamed} more (inspect lists every layer)");
        }
    }

    private static string Counts(IEnumerable<Node> nodes)
    {
        string text = string.Join(", ", nodes.GroupBy(n => n.Op.Name).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count()} {g.Key}"));
        return text.Length == 0 ? "nothing" : text;
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Kilo(long bytes) => bytes < 10 << 20 ? $"{Number((bytes + 1023) / 1024)} KiB" : $"{(bytes / 1048576.0).ToString("F1", CultureInfo.InvariantCulture)} MiB";

    private static string Giga(long macs) => $"{(macs / 1e9).ToString("F3", CultureInfo.InvariantCulture)} G";
}
