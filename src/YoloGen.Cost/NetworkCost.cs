namespace YoloGen.Cost;

/// <summary>Predicted cost of a plan's layers on one core model. A prediction, not a measurement.</summary>
/// <param name="Core">The core.</param>
/// <param name="Layers">A cost for each layer, in execution order.</param>
public sealed record NetworkCost(CoreModel Core, IReadOnlyList<LayerCost> Layers)
{
    /// <summary>Milliseconds of one inference on one core.</summary>
    public double Milliseconds => Core.Milliseconds(Layers.Sum(l => l.Cycles(Core)));

    /// <summary>Milliseconds of one inference on four cores, where the other three are idle otherwise.</summary>
    public double MillisecondsOnFour => Core.Milliseconds(Layers.Sum(l => l.CyclesOnFour(Core)));

    /// <summary>Predicts each layer of a plan.</summary>
    /// <param name="plan">A valid plan.</param>
    /// <param name="core">The core.</param>
    public static NetworkCost Of(Plan plan, CoreModel core)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(core);
        double weightsAndMaps = core.L2.Lines(plan.ArenaBytes + plan.WeightsLength);
        bool fits = weightsAndMaps * core.L2.LineBytes <= core.L2.Bytes;
        return new NetworkCost(core, [.. plan.Layers.Select(l => Of(plan, l, core, fits))]);
    }

    private static LayerCost Of(Plan plan, PlanLayer layer, CoreModel core, bool fits)
    {
        if (layer is not (QConvLayer or ConvLayer))
        {
            return ValueCost.Of(plan, layer, core);
        }

        ConvWork work = ConvWork.Of(plan, (ScheduledConvolutionLayer)layer);
        TileFigures tile = layer is QConvLayer ? core.Kernels.Bytes : core.Kernels.Floats;
        (double products, double overhead) = DirectConvCost.Cycles(work, tile);
        double l1 = DirectConvCost.Misses(work, tile, core.L1);
        PlanTensor produced = plan.Tensors[layer.Outputs[0]];
        double row = DirectConvCost.RowLines(core.L1, work.Pixels.Width, work.OutputPixel);
        double inputBlock = work.Block * work.RowStep * DirectConvCost.RowLines(core.L1, work.InputRowPixels, work.InputPixel);
        foreach (PlanLayer then in layer.Then)
        {
            (double cycles, double misses) = ValueCost.Follow(plan, then, produced, core);
            overhead += cycles + (work.Rows * core.Kernels.Run);

            // Rows are read again once all panels of the block are done.
            l1 += misses + (work.Units ? 0 : work.Rows * row * core.L1.MissShare(work.Block * row, inputBlock));
        }

        // Weights come from memory once an inference, where a network does not stay in the second-level cache.
        double l2 = fits ? 0 : core.L2.Lines(layer.Inputs.Where(i => i.Kind == OperandKind.Weight).Sum(i => (double)plan.Weights[i.Index].Length));
        return new LayerCost(products, overhead + core.Kernels.Layer, l1, l2, DirectConvCost.LargestPart(work, tile));
    }
}
