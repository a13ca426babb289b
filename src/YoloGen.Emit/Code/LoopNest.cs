using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace YoloGen.Emit;

/// <summary>
/// Nested loops over the elements of strided operands, with as few and as long loops as their strides allow:
/// axes of size 1 are dropped, the others ordered by the strides of the first operand, and neighbours merged where all operands are contiguous over them.
/// </summary>
internal sealed class LoopNest
{
    private LoopNest(int[] counts, long[][] strides)
    {
        Counts = counts;
        Strides = strides;
    }

    /// <summary>Iterations of each loop, outermost first; at least one.</summary>
    public int[] Counts { get; }

    /// <summary>For each operand, elements between iterations of each loop.</summary>
    public long[][] Strides { get; }

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Counts.Any(c => c == 0);

    /// <summary>Iterations of the innermost loop.</summary>
    public int Inner => Counts[Counts.Length - 1];

    /// <summary>Elements between iterations of the innermost loop.</summary>
    public long InnerStride(int operand) => Strides[operand][Counts.Length - 1];

    /// <summary>Builds the loops.</summary>
    /// <param name="shape">Logical shape of all operands.</param>
    /// <param name="operands">Strides of each operand along each axis; the written one first.</param>
    public static LoopNest Build(IReadOnlyList<int> shape, params IReadOnlyList<long>[] operands)
    {
        int[] axes = Enumerable.Range(0, shape.Count).Where(a => shape[a] != 1)
            .OrderByDescending(a => Math.Abs(operands[0][a])).ThenBy(a => a).ToArray();
        var counts = new List<int>();
        List<long>[] strides = operands.Select(_ => new List<long>()).ToArray();
        foreach (int axis in axes)
        {
            int last = counts.Count - 1;
            bool merges = last >= 0 && (long)counts[last] * shape[axis] <= int.MaxValue
                && Enumerable.Range(0, operands.Length).All(o => strides[o][last] == operands[o][axis] * shape[axis]);
            if (merges)
            {
                counts[last] *= shape[axis];
            }
            else
            {
                counts.Add(shape[axis]);
            }

            for (int o = 0; o < operands.Length; o++)
            {
                if (merges)
                {
                    strides[o][last] = operands[o][axis];
                }
                else
                {
                    strides[o].Add(operands[o][axis]);
                }
            }
        }

        if (counts.Count == 0)
        {
            counts.Add(1);
            Array.ForEach(strides, s => s.Add(1));
        }

        return new LoopNest(counts.ToArray(), strides.Select(s => s.ToArray()).ToArray());
    }

    /// <summary>Writes the loops, split over the threads, around a statement.</summary>
    /// <param name="statement">
    /// Makes the statement of a row from the text of its length and, for each operand, of the element offset of its first element
    /// (empty, or starting with " + ").
    /// </param>
    public string Render(Func<string, string[], string> statement) => Render(Counts.Length - 1, statement);

    /// <summary>As <see cref="Render(Func{string, string[], string})"/>, for a statement that does the loops from <paramref name="outer"/> on itself.</summary>
    public string Render(int outer, Func<string, string[], string> statement)
    {
        var code = new StringBuilder();
        if (IsEmpty)
        {
            return "";
        }

        const string Indent = "        ";
        if (outer == 0)
        {
            bool whole = Counts.Length > 1;
            code.Append(Indent).Append(whole
                ? "if (part != 0)\n            return;\n"
                : $"(int begin, int end) = Part.Elements({Number(Inner)}, part, parts);\n");
            string[] starts = Strides.Select(s => whole ? "" : s[0] == 0 ? "" : " + begin" + Times(s[0])).ToArray();
            Append(code, Indent, statement(whole ? Number(Inner) : "end - begin", starts));
            return code.ToString();
        }

        int split = Enumerable.Range(0, outer).FirstOrDefault(d => Counts[d] >= 16);
        if (Counts[split] < 16)
        {
            split = Enumerable.Range(0, outer).OrderByDescending(d => Counts[d]).ThenBy(d => d).First();
        }

        code.Append(Indent).Append($"(int begin, int end) = Part.Rows({Number(Counts[split])}, part, parts);\n");
        string indent = Indent;
        for (int d = 0; d < outer; d++)
        {
            string range = d == split ? $"for (int i{d} = begin; i{d} < end; i{d}++)" : $"for (int i{d} = 0; i{d} < {Number(Counts[d])}; i{d}++)";
            code.Append(indent).Append(range).Append('\n').Append(indent).Append("{\n");
            indent += "    ";
        }

        string[] offsets = Strides
            .Select(s => string.Concat(Enumerable.Range(0, outer).Where(d => s[d] != 0).Select(d => $" + i{d}{Times(s[d])}"))).ToArray();
        Append(code, indent, statement(Number(Inner), offsets));
        for (int d = outer - 1; d >= 0; d--)
        {
            indent = indent.Substring(4);
            code.Append(indent).Append("}\n");
        }

        return code.ToString();
    }

    private static void Append(StringBuilder code, string indent, string statement)
    {
        foreach (string line in statement.Split('\n'))
        {
            code.Append(indent).Append(line).Append('\n');
        }
    }

    /// <summary>The text " * 12", or nothing for 1.</summary>
    public static string Times(long stride) => stride == 1 ? "" : " * " + (stride < 0 ? $"({Number(stride)})" : Number(stride));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
