using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Scriban.Runtime;

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

    /// <summary>Expression: iterations of the innermost loop that the statement of a row does.</summary>
    public string Count => Counts.Length == 1 ? "end - begin" : Number(Inner);

    /// <summary>Expression: elements from an operand's first to where the row starts; empty, or starting with " + ".</summary>
    public string At(int operand)
    {
        long[] strides = Strides[operand];
        return Counts.Length == 1
            ? strides[0] == 0 ? "" : " + begin" + Times(strides[0])
            : string.Concat(Enumerable.Range(0, Counts.Length - 1).Where(d => strides[d] != 0).Select(d => $" + i{d}{Times(strides[d])}"));
    }

    /// <summary>Expression: index of an operand's element in iteration <c>k</c> of the innermost loop.</summary>
    public string Element(int operand) => $"k{Times(InnerStride(operand))}{At(operand)}";

    /// <summary>The loops, split over the threads, around the statement of a row.</summary>
    public string Around(string row)
    {
        if (IsEmpty)
        {
            return "";
        }

        // The outermost loop with enough for all threads, else the longest.
        int outer = Counts.Length - 1;
        int split = Enumerable.Range(0, outer).OrderByDescending(d => Math.Min(Counts[d], 16)).ThenBy(d => d).FirstOrDefault();
        return Templates.Render("Layers/nest.sbn", new ScriptObject
        {
            ["loops"] = Counts.Take(outer).ToArray(),
            ["inner"] = Inner,
            ["split"] = split,
            ["row"] = row.TrimEnd('\n').Split('\n'),
        });
    }

    /// <summary>The text " * 12", or nothing for 1.</summary>
    public static string Times(long stride) => stride == 1 ? "" : " * " + (stride < 0 ? $"({Number(stride)})" : Number(stride));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
