using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace YoloGen.Emit;

/// <summary>What a reader of the class wants to know first, as comments: inputs, outputs, head, work, memory, the table of layers, and what its words mean.</summary>
internal static class NetworkOverview
{
    public static string Lines(Plan plan, IReadOnlyList<string> numbers, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs, long resident)
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append("// ").Append(line).Append('\n');
        for (int i = 0; i < inputs.Count; i++)
        {
            Line($"Input    {inputs[i]}, \"{Comment.From(plan.Inputs[i].Name)}\": {NetworkTable.Shape(plan.Tensors[plan.Inputs[i].Tensor])}");
        }

        for (int i = 0; i < outputs.Count; i++)
        {
            Line($"Output   {outputs[i]}, \"{Comment.From(plan.Outputs[i].Name)}\": {NetworkTable.Shape(plan.Tensors[plan.Outputs[i].Tensor])}");
        }

        Line("Head     " + (plan.Head is { } head ? Head(head) : "none known: fill the inputs, call Run, read the outputs"));
        (double integers, double floats) = NetworkTable.Work(plan);
        Line($"Work     {Number(integers + floats)} multiply-adds a run, {(integers + floats > 0 ? 100 * integers / (integers + floats) : 0).ToString("0.0", CultureInfo.InvariantCulture)}% of them in integers");
        Line($"Weights  {Number(plan.WeightsLength)} bytes; {Number(resident)} are read in place, the constructor packs the rest for the instruction set it chose");
        Line($"Tensors  {Number(plan.ArenaBytes)} bytes in one arena that they share; {Number(plan.ArenaBound)} of them are alive at one time");
        text.Append("//\n").Append(NetworkTable.Lines(plan, numbers)).Append("//\n");
        (string Word, string Meaning)[] kinds = plan.Layers.SelectMany(l => l.Then.Prepend(l)).Select(l => (Word: l.Kind, LayerCodes.Of(l).Meaning)).Distinct()
            .OrderBy(k => k.Word, StringComparer.Ordinal).ToArray();
        int width = kinds.Select(k => k.Word.Length).DefaultIfEmpty().Max();
        foreach ((string word, string meaning) in kinds)
        {
            Line($"{word.PadRight(width)}  {meaning}");
        }

        if (plan.Layers.Any(l => l.Then.Count > 0))
        {
            Line($"{"+".PadRight(width)}  applied to each row as soon as the layer before it has written it");
        }
        return text.ToString().TrimEnd('\n');
    }

    private static string Head(PlanHead head)
    {
        const int Shown = 12;
        string classes = string.Join(", ", head.Classes.Take(Shown).Select(Comment.From)) + (head.Classes.Count > Shown ? ", ..." : "");
        string resize = head.Attributes.Word("resize") == "stretch" ? "stretched" : "letterboxed";
        string count = head.Classes.Count.ToString(CultureInfo.InvariantCulture);
        return $"{Comment.From(head.Kind)}; photos are {resize}; {count} {(head.Classes.Count == 1 ? "class" : "classes")}: {classes}";
    }

    private static string Number(double value) => NetworkTable.Number(value);
}
