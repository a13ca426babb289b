namespace YoloGen.Cost;

/// <summary>Predicted cost of a layer by one of its kernels. A prediction, not a measurement.</summary>
public static class KernelCost
{
    /// <summary>The cost of a layer.</summary>
    /// <param name="plan">A valid plan.</param>
    /// <param name="layer">A layer of it.</param>
    /// <param name="kernel">A kernel that fits the layer; null for the direct one.</param>
    /// <param name="core">The core.</param>
    public static LayerCost Of(Plan plan, PlanLayer layer, LayerKernel? kernel, CoreModel core)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(core);
        return layer switch
        {
            QConvLayer tiled when kernel is not null && core.Kernels.Winograd.TryGetValue(kernel.Name, out WinogradFigures? figures) => WinogradCost.Of(plan, tiled, figures, core),
            QConvLayer or ConvLayer => Direct(plan, (ScheduledConvolutionLayer)layer, core),
            _ => ValueCost.Of(plan, layer, core),
        };
    }

    /// <summary>Whether the core's figures say what a kernel costs; a kernel that the instruction set only takes over from a lower one they do not know.</summary>
    public static bool Knows(LayerKernel kernel, CoreModel core)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(core);
        return kernel.Number == 0 || core.Kernels.Winograd.ContainsKey(kernel.Name);
    }

    /// <summary>Whether weights and tensors of a network stay in the second-level cache from one inference to the next.</summary>
    internal static bool StaysInL2(Plan plan, CoreModel core) => plan.ArenaBytes + plan.WeightsLength <= core.L2.Bytes;

    private static LayerCost Direct(Plan plan, ScheduledConvolutionLayer layer, CoreModel core)
    {
        ConvWork work = ConvWork.Of(plan, layer);
        TileFigures tile = layer is QConvLayer ? core.Kernels.Bytes : core.Kernels.Floats;
        (double products, double overhead) = DirectConvCost.Cycles(work, tile);
        double l1 = DirectConvCost.Misses(work, tile, core.L1);
        double row = DirectConvCost.RowLines(core.L1, work.Pixels.Width, work.OutputPixel);
        double inputBlock = work.Block * work.RowStep * DirectConvCost.RowLines(core.L1, work.InputRowPixels, work.InputPixel);
        (double cycles, double misses) = Follow(plan, layer, work.Rows, core);

        // Rows are read again once all panels of the block are done.
        l1 += misses + (layer.Then.Count * (work.Units ? 0 : work.Rows * row * core.L1.MissShare(work.Block * row, inputBlock)));

        // Weights come from memory once an inference, where a network does not stay in the second-level cache.
        double l2 = StaysInL2(plan, core) ? 0 : core.L2.Lines(layer.Inputs.Where(i => i.Kind == OperandKind.Weight).Sum(i => (double)plan.Weights[i.Index].Length));
        return new LayerCost(products, overhead + cycles + (work.GatheredRuns * core.Kernels.Gather) + core.Kernels.Layer, l1, l2, DirectConvCost.LargestPart(work, tile));
    }

    /// <summary>What follows the rows of a convolution: cycles, and lines fetched besides the rows themselves.</summary>
    internal static (double Cycles, double L1Misses) Follow(Plan plan, ScheduledConvolutionLayer layer, int rows, CoreModel core)
    {
        PlanTensor produced = plan.Tensors[layer.Y];
        double cycles = 0, lines = 0;
        foreach (PlanLayer then in layer.Then)
        {
            (double more, double misses) = ValueCost.Follow(plan, then, produced, core);
            cycles += more + (rows * core.Kernels.Run);
            lines += misses;
        }

        return (cycles, lines);
    }
}
