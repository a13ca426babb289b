using System;
using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Emit;

/// <summary>
/// Which layers wrote what a layer reads. A tensor that no layer writes as a whole (a Concat, a slice, a reshape) is a view: its writers
/// are the last ones whose tensors lie in the same bytes.
/// </summary>
internal sealed class LayerSources(Plan plan)
{
    /// <summary>Writers looked at for one view; a network joins fewer branches.</summary>
    private const int MaxSteps = 256;

    private readonly List<(int Tensor, string Source)> _writers = plan.Inputs.Select(p => (p.Tensor, '"' + Comment.From(p.Name) + '"')).ToList();
    private readonly Dictionary<int, string> _whole = plan.Inputs.GroupBy(p => p.Tensor).ToDictionary(g => g.Key, g => '"' + Comment.From(g.First().Name) + '"');

    /// <summary>The numbers of the layers, or the quoted names of network inputs, that <paramref name="layer"/> reads from.</summary>
    public IReadOnlyList<string> Of(PlanLayer layer)
    {
        var own = new HashSet<int>(layer.Then.SelectMany(t => t.Outputs).Concat(layer.Outputs));
        return layer.Then.Prepend(layer).SelectMany(l => l.Inputs)
            .Where(i => i.Kind == OperandKind.Tensor && !(own.Contains(i.Index) && !layer.Inputs.Contains(i)))
            .SelectMany(i => Writers(i.Index)).Distinct().OrderBy(s => s, StringComparer.Ordinal).ToArray();
    }

    /// <summary>Notes what a layer has written.</summary>
    public void Written(PlanLayer layer, string number)
    {
        foreach (int output in layer.Then.Prepend(layer).SelectMany(l => l.Outputs))
        {
            _writers.Add((output, number));
            _whole[output] = number;
        }
    }

    private IEnumerable<string> Writers(int tensor)
    {
        if (_whole.TryGetValue(tensor, out string? whole))
        {
            return [whole];
        }

        PlanTensor read = plan.Tensors[tensor];
        var found = new List<string>();
        double missing = Distinct(read);
        for (int i = _writers.Count - 1; i >= Math.Max(0, _writers.Count - MaxSteps) && missing > 0; i--)
        {
            PlanTensor written = plan.Tensors[_writers[i].Tensor];
            if (Overlap(read, written) && !found.Contains(_writers[i].Source))
            {
                found.Add(_writers[i].Source);
                missing -= Distinct(written);
            }
        }

        return found;
    }

    /// <summary>Elements that lie at places of their own.</summary>
    private static double Distinct(PlanTensor t) => t.Shape.Select((d, i) => t.Strides[i] == 0 ? 1.0 : d).Aggregate(1.0, (n, d) => n * d);

    private static bool Overlap(PlanTensor a, PlanTensor b)
    {
        (double Low, double High) x = Range(a), y = Range(b);
        if (x.High <= y.Low || y.High <= x.Low)
        {
            return false;
        }

        // Channels of one map of pixels, side by side: the bytes interleave.
        long step = Pixel(a);
        if (step <= 0 || step != Pixel(b))
        {
            return true;
        }

        long apart = ((b.Offset - a.Offset) % step + step) % step;
        return apart < a.Shape[1] * a.Type.SizeOf() || (step - apart) % step < b.Shape[1] * b.Type.SizeOf();
    }

    private static long Pixel(PlanTensor t) => t.Shape.Count == 4 && (t.Strides[1] == 1 || t.Shape[1] == 1) ? t.Strides[3] * t.Type.SizeOf() : 0;

    private static (double Low, double High) Range(PlanTensor t)
    {
        double low = t.Offset, high = t.Offset + t.Type.SizeOf();
        for (int axis = 0; axis < t.Shape.Count; axis++)
        {
            double reach = (t.Shape[axis] - 1.0) * t.Strides[axis] * t.Type.SizeOf();
            low += Math.Min(0, reach);
            high += Math.Max(0, reach);
        }

        return (low, high);
    }
}
