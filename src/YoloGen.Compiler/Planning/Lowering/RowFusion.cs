namespace YoloGen.Compiler.Planning;

/// <summary>
/// Lets a convolution apply what follows it to each row it has just written, while the row is in the cache: activations, tables
/// (also the requantization that a Concat asks for), residual additions.
/// </summary>
internal static class RowFusion
{
    private const int MaxFollowers = 8;

    public static List<Step> Run(List<Step> steps)
    {
        var index = new Dictionary<Step, int>(ReferenceEqualityComparer.Instance);
        var writer = new Dictionary<Value, int>(ReferenceEqualityComparer.Instance);
        var readers = new Dictionary<Value, List<LayerStep>>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < steps.Count; i++)
        {
            index[steps[i]] = i;
            foreach (Value v in steps[i].Writes)
            {
                writer[v] = i;
            }

            if (steps[i] is LayerStep layer)
            {
                foreach (Value v in layer.Reads.Distinct())
                {
                    (readers.TryGetValue(v, out List<LayerStep>? list) ? list : readers[v] = []).Add(layer);
                }
            }
        }

        var fused = new HashSet<Step>(ReferenceEqualityComparer.Instance);
        foreach (LayerStep lead in steps.OfType<LayerStep>().Where(s => s.Layer.CanLead && s.Outputs[0].Shape[0] == 1))
        {
            var open = new Queue<Value>(lead.Outputs);
            while (open.TryDequeue(out Value? value))
            {
                foreach (LayerStep next in readers.GetValueOrDefault(value) ?? [])
                {
                    if (lead.Then.Count < MaxFollowers && !fused.Contains(next) && CanFollow(next, value, lead, index[lead], writer))
                    {
                        fused.Add(next);
                        lead.Then.Add(WithPixels(next));
                        open.Enqueue(next.Outputs[0]);
                        writer[next.Outputs[0]] = index[lead];
                    }
                }
            }
        }

        return [.. steps.Where(s => !fused.Contains(s))];
    }

    private static bool CanFollow(LayerStep next, Value value, LayerStep lead, int leadIndex, Dictionary<Value, int> writer)
    {
        Value output = next.Outputs[0];
        if (!next.Layer.CanFollow || output.IsPort || output.Shape != value.Shape || next.Layer is BinaryLayer { HasRowKernel: false }
            || (next.Layer is UnaryLayer or BinaryLayer && value.Type != ElementType.Float32))
        {
            return false;
        }

        // The other operand must be there before the convolution starts, or be one of its own results.
        return next.Inputs.All(i => i.Value is { } v
            ? v == value || (v.Shape == value.Shape && !v.IsPort && (writer.TryGetValue(v, out int at) && at < leadIndex))
            : next.Layer is LookupLayer);
    }

    private static LayerStep WithPixels(LayerStep step)
        => new(step.Layer, [.. step.Inputs.Select(i => i.Value is null ? i : i with { Need = LayoutNeed.Pixels })], step.Outputs) { OutputNeed = LayoutNeed.Pixels };
}
