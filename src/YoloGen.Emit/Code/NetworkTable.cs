using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace YoloGen.Emit;

/// <summary>The network as a table in comments at the head of the class: what each layer reads, writes, costs, and whether it runs in integers.</summary>
internal static class NetworkTable
{
    private static readonly string[] Heads = ["layer", "operation", "reads", "writes", "in", "mult.-adds", "bytes of weights", "name in the model"];

    /// <summary>Longest cell that widens its column.</summary>
    private const int MaxWidth = 44;

    /// <summary>The lines, each without the slashes.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="numbers">The layers' numbers as in the names of their methods.</param>
    public static string Lines(Plan plan, IReadOnlyList<string> numbers)
    {
        var sources = new LayerSources(plan);
        List<string[]> rows = [Heads, .. plan.Layers.Select((layer, i) => Row(plan, layer, numbers[i], sources))];
        int[] widths = Enumerable.Range(0, Heads.Length).Select(c => rows.Max(r => Math.Min(r[c].Length, MaxWidth))).ToArray();
        var text = new StringBuilder();
        foreach (string[] row in rows)
        {
            // Numbers stand to the right.
            IEnumerable<string> cells = row.Select((cell, c) => c == row.Length - 1 ? cell : c is 5 or 6 ? cell.PadLeft(widths[c]) : cell.PadRight(widths[c]));
            text.Append("// ").Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Multiply-adds of a run, in integers and in floats.</summary>
    public static (double Integers, double Floats) Work(Plan plan)
        => (plan.Layers.Where(l => InIntegers(plan, l)).Sum(l => MultiplyAdds(plan, l)), plan.Layers.Where(l => !InIntegers(plan, l)).Sum(l => MultiplyAdds(plan, l)));

    /// <summary>A number with commas between thousands.</summary>
    public static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string[] Row(Plan plan, PlanLayer layer, string number, LayerSources sources)
    {
        string reads = string.Join(" ", sources.Of(layer));
        sources.Written(layer, number);
        double work = MultiplyAdds(plan, layer), weights = Weights(plan, layer);
        PlanLayer last = layer.Then.Count > 0 ? layer.Then[layer.Then.Count - 1] : layer;
        return
        [
            number, Operation(layer), reads, string.Join(", ", last.Outputs.Select(o => Shape(plan.Tensors[o]))), InIntegers(plan, layer) ? "integers" : "floats",
            work > 0 ? Number(work) : "", weights > 0 ? Number(weights) : "", Comment.From(layer.Name),
        ];
    }

    /// <summary>The kind with what a textbook would name, and what follows on each row.</summary>
    private static string Operation(PlanLayer layer)
        => Words(layer) + string.Concat(layer.Then.Select(t => " + " + Words(t)));

    private static string Words(PlanLayer layer) => layer.Kind + layer switch
    {
        SumConvLayer sums => (sums.Function is { } function ? $" {function}" : "") + Window(sums),
        ConvolutionLayer convolution => Window(convolution),
        PoolLayer { Window: var w } => Window(w.KernelHeight, w.KernelWidth, w.StrideHeight, w.StrideWidth),
        UnaryLayer { Function: var function } => $" {function}",
        BinaryLayer { Function: var function } => $" {function}",
        ReduceLayer { Function: var function } => $" {function}",
        _ => "",
    };

    private static string Window(ConvolutionLayer layer)
        => Window(layer.Window.KernelHeight, layer.Window.KernelWidth, layer.Window.StrideHeight, layer.Window.StrideWidth)
            + (layer.Groups == 1 || layer.IsDepthwise ? "" : FormattableString.Invariant($" groups {layer.Groups}"));

    private static string Window(int height, int width, int down, int right)
        => FormattableString.Invariant($" {height}x{width}")
            + (down == 1 && right == 1 ? "" : FormattableString.Invariant($" stride {down}") + (right == down ? "" : FormattableString.Invariant($"x{right}")));

    /// <summary>Element type and sizes: <c>u8 1x16x208x208</c>.</summary>
    public static string Shape(PlanTensor t)
        => t.Type.ShortName() + " " + (t.Shape.Count == 0 ? "scalar" : string.Join("x", t.Shape.Select(d => d.ToString(CultureInfo.InvariantCulture))));

    private static bool InIntegers(Plan plan, PlanLayer layer)
        => layer.Then.Prepend(layer).All(l => l.Inputs.Where(i => i.Kind == OperandKind.Tensor).Select(i => i.Index).Concat(l.Outputs).All(t => plan.Tensors[t].Type != ElementType.Float32));

    private static double MultiplyAdds(Plan plan, PlanLayer layer) => layer switch
    {
        ConvolutionLayer convolution => convolution.MultiplyAdds(plan),
        MatMulLayer product => plan.Tensors[product.Y].Count() * (double)plan.View(product.A).Shape.Last(),
        QMatMulLayer product => plan.Tensors[product.Y].Count() * (double)plan.View(product.A).Shape.Last(),
        _ => 0,
    };

    private static double Weights(Plan plan, PlanLayer layer)
        => layer.Then.Prepend(layer).SelectMany(l => l.Inputs).Where(i => i.Kind == OperandKind.Weight).Sum(i => (double)plan.Weights[i.Index].Length);
}
