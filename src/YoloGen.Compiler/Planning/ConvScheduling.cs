using YoloGen.Cost;

namespace YoloGen.Compiler.Planning;

/// <summary>Decides the loops around each convolution's kernel: chunks, blocks of rows, and how threads share the work.</summary>
internal static class ConvScheduling
{
    /// <summary>Pixels of a chunk: a whole number of tiles of every kernel, and few enough that threads share small maps evenly.</summary>
    private const int Chunk = 64;

    /// <summary>Bytes of input rows that share a panel of weights: they stay in the second-level cache of the smallest core.</summary>
    private const int BlockBytes = 64 << 10;

    /// <summary>Rows below which rows alone are too few to share evenly between threads.</summary>
    private const int FewRows = 48;

    /// <summary>The layers with their schedules.</summary>
    public static Plan Run(Plan plan) => plan with
    {
        Layers =
        [
            .. plan.Layers.Select(l => l switch
            {
                QConvLayer { IsBounded: true } q => q with { Schedule = Of(plan, q), Tiles = TilesOf(plan, q) },
                ScheduledConvolutionLayer c => c with { Schedule = Of(plan, c) },
                _ => l,
            }),
        ],
    };

    /// <summary>Tiles that go through all weights together: their transformed inputs and sums stay in the second-level cache.</summary>
    private const int StripTiles = 40;

    /// <summary>Rows of tiles below which they are too few to share evenly between threads.</summary>
    private const int FewTileRows = 8;

    private static TileSchedule TilesOf(Plan plan, QConvLayer layer)
    {
        PlanTensor y = plan.Tensors[layer.Y];
        int down = y.Shape[2] / TileRules.Side, across = Math.Max(1, y.Shape[3] / TileRules.Side);
        int strip = Math.Max(1, Math.Min(down, (int)Math.Round((double)StripTiles / layer.Window.StrideHeight / across)));

        // Strips of a map that threads share by panels would have each thread read its weights again for each.
        return down >= FewTileRows ? new TileSchedule(WorkSplit.Rows, strip) : new TileSchedule(WorkSplit.Panels, Math.Max(1, down));
    }

    private static ConvSchedule Of(Plan plan, ScheduledConvolutionLayer layer)
    {
        PlanTensor x = plan.View(layer.X), y = plan.Tensors[layer.Y];
        int chunk = layer.CanChunk(plan) ? Chunk : 0;
        int rows = chunk > 0 ? ((y.Shape[2] * y.Shape[3]) + chunk - 1) / chunk : y.Shape[2];
        bool panels = rows < FewRows && layer.CanSplitPanels(plan);
        long inputRow = Math.Max(1, (long)x.Shape[1] * x.Type.SizeOf() * (chunk > 0 ? chunk : (long)x.Shape[3] * layer.Window.StrideHeight));
        var schedule = new ConvSchedule(panels ? WorkSplit.Panels : WorkSplit.Rows, (int)Math.Max(1, Math.Min(Math.Min(rows, ConvSchedule.MaxBlock), BlockBytes / inputRow)), chunk);
        if (Gathers(plan, layer with { Schedule = schedule }))
        {
            return schedule with { Gathers = true };
        }

        return chunk == 0 && !panels && layer.CanSpan ? Spans(plan, layer, schedule, rows, inputRow) : schedule;
    }

    /// <summary>Rows of a block and pixels of a row that go through all weights together: what the core with the least caches, a Raspberry Pi 4's, does fastest.</summary>
    private static ConvSchedule Spans(Plan plan, ScheduledConvolutionLayer layer, ConvSchedule usual, int rows, long inputRow)
    {
        int width = plan.Tensors[layer.Y].Shape[3], unit = layer is QConvLayer ? 2 : 8;
        CoreModel core = CoreModels.For("neon")!;
        IEnumerable<ConvSchedule> candidates =
            from block in new[] { usual.Block, 1, 2, 3, 4, 6, 8 }.Where(b => b <= rows && (b <= usual.Block || b * inputRow <= 2 * BlockBytes)).Distinct()
            from span in new[] { 0 }.Concat(new[] { 2, 3, 4, 6, 8 }.Select(n => ((width + n - 1) / n + unit - 1) / unit * unit).Where(s => s >= 8 && s < width).Distinct())
            select usual with { Block = block, Span = span };
        return candidates.MinBy(c => KernelCost.Of(plan, layer with { Schedule = c }, null, core).Cycles(core));
    }

    /// <summary>Kernel rows of few bytes fill no step of a kernel (4 to 16 bytes): a copy pays where whole windows take a fifth less.</summary>
    private static bool Gathers(Plan plan, ScheduledConvolutionLayer layer)
    {
        if (!layer.CanGather(plan))
        {
            return false;
        }

        ConvGeometry g = layer.Geometry(plan);
        return g.Outer * Steps(g.Depth) >= 1.2 * Steps(g.Outer * g.Depth) && g.GroupOutputs >= 8;

        static double Steps(int depth) => (depth + 7) / 8;
    }
}
