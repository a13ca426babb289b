namespace YoloGen.Compiler.Planning;

/// <summary>
/// What readers ask of values, found before anything is placed: which borders convolutions need, and which values are best kept as pixels.
/// </summary>
internal static class LayoutNeeds
{
    public static void Propagate(IReadOnlyList<Step> steps)
    {
        foreach (LayerStep step in steps.OfType<LayerStep>())
        {
            foreach (Operand operand in step.Then.Prepend(step).SelectMany(s => s.Inputs).Where(o => o.Value is not null && o.Need == LayoutNeed.Pixels))
            {
                Value source = ThroughSlices(operand.Value!);
                source.WantsPixels = true;
                operand.Value!.WantsPixels = true;
                bool canFill = operand.Halo?.Fill == PlanHalo.AtRunTime
                    ? source.Writer is LayerStep { Layer: QuantizeByLayer }
                    : source.Writer is LayerStep { OutputNeed: not (LayoutNeed.Rows or LayoutNeed.RowMajor) } or AssembleStep { AlongChannels: true };
                if (operand.Halo is { IsEmpty: false } halo && canFill)
                {
                    source.Halo = HaloNeed.Join(source.Halo, halo) ?? source.Halo;
                }
            }
        }

        // Backwards, so that a wish reaches the first layer of a chain; borders of parts widen the whole's.
        foreach (Step step in steps.Reverse())
        {
            switch (step)
            {
                case LayerStep { OutputNeed: LayoutNeed.Any } layer when layer.Outputs.Count == 1 && layer.Outputs[0].WantsPixels:
                    foreach (Value input in layer.Inputs.Select(i => i.Value).OfType<Value>().Where(v => v.Shape == layer.Outputs[0].Shape))
                    {
                        input.WantsPixels = true;
                    }

                    break;
                case AssembleStep assemble when assemble.Output.Shape.Rank == 4:
                    bool pixels = assemble.Output.WantsPixels || assemble.Parts.Any(p => p.Part.WantsPixels || p.Part.Writer is LayerStep { OutputNeed: LayoutNeed.Pixels });
                    assemble.Output.WantsPixels |= pixels && !assemble.Output.IsPort;
                    foreach ((Value part, _) in assemble.Parts.Where(p => assemble.Output.WantsPixels && p.Part.Shape.Rank == 4))
                    {
                        part.WantsPixels = true;
                    }

                    break;
                case ViewStep { View: SliceView } view when view.Output.WantsPixels && view.Input.Shape.Rank == 4:
                    view.Input.WantsPixels = true;
                    break;
            }
        }

        bool changed = true;
        for (int round = 0; changed && round < 16; round++)
        {
            changed = false;
            foreach (AssembleStep step in steps.OfType<AssembleStep>().Where(s => s.AlongChannels && !s.Output.IsPort))
            {
                foreach ((Value part, _) in step.Parts)
                {
                    HaloNeed? joined = HaloNeed.Join(step.Output.Halo, part.Halo);
                    if (joined is not null && joined != step.Output.Halo)
                    {
                        step.Output.Halo = joined;
                        changed = true;
                    }
                }
            }
        }
    }

    /// <summary>The value whose channels are cut, where a border of it is a border of the slice.</summary>
    private static Value ThroughSlices(Value value)
    {
        while (value.Writer is ViewStep { View: SliceView slice } step && slice.KeepsPixels(step.Input.Shape, step.Output.Shape))
        {
            value = step.Input;
        }

        return value;
    }
}
