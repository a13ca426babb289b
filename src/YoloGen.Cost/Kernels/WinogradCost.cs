namespace YoloGen.Cost;

/// <summary>
/// Cost of a convolution in tiles of 4 x 4 outputs: for each strip of tiles the input is transformed, then at each of the 36 (or 25) positions panels of
/// transformed weights are multiplied with groups of tiles, then the output is transformed. Rows and columns that fill no tile are computed directly.
/// </summary>
internal static class WinogradCost
{
    public static LayerCost Of(Plan plan, QConvLayer layer, WinogradFigures f, CoreModel core)
    {
        PlanTensor x = plan.View(layer.X), y = plan.Tensors[layer.Y];
        int height = y.Shape[2], width = y.Shape[3], depth = x.Shape[1], outputs = y.Shape[1];
        int down = height / TileRules.Side, across = width / TileRules.Side, tiles = down * across;
        int strips = (down + layer.Tiles.Strip - 1) / layer.Tiles.Strip;
        double panels = Math.Ceiling((double)outputs / f.Columns), steps = Math.Ceiling(depth / 8.0);
        double stripTiles = (double)tiles / strips, groups = strips * Math.Ceiling(stripTiles / f.Tiles);

        // A panel of fewer outputs costs in proportion, in steps of 4.
        double widths = ((outputs + 3) / 4 * 4.0) / f.Columns;
        double products = f.Products * ((double)tiles / f.Tiles) * widths * steps * f.Step;
        double overhead = (f.Positions * groups * panels * f.Product) + (tiles * steps * f.Input) + (tiles * Math.Ceiling(outputs / 4.0) * f.Output) + (strips * f.Strip);

        // Weights once a strip; transformed input and sums are written and read once; input rows are read again where tiles overlap.
        CacheModel cache = core.L1;
        double weights = cache.Lines(2.0 * f.Products * depth * widths * f.Columns);
        double transformed = cache.Lines(2.0 * f.Products * depth * stripTiles), sums = cache.Lines(4.0 * f.Positions * outputs * stripTiles);
        double again = cache.MissShare(transformed) + cache.MissShare(sums);
        double inputRow = DirectConvCost.RowLines(cache, width * layer.Window.StrideWidth, (x.Strides[3], depth)), outputRow = DirectConvCost.RowLines(cache, width, (y.Strides[3], outputs));
        double l1 = strips * (weights + (transformed * (1 + cache.MissShare(transformed))) + (sums * (1 + cache.MissShare(sums)))) + (1.5 * height * layer.Window.StrideHeight * inputRow) + (height * outputRow * (again > 0 ? 2 : 1));
        double l2 = weights > core.L2.Lines(core.L2.Bytes / 2) ? strips * weights : KernelCost.StaysInL2(plan, core) ? 0 : weights;

        LayerCost rest = Rest(plan, layer, height - (down * TileRules.Side), width - (across * TileRules.Side), core);
        (double cycles, double lines) = KernelCost.Follow(plan, layer, height, core);
        double largest = layer.Tiles.Split == WorkSplit.Panels ? LargestPart(outputs, f.Columns, strips) : LargestPart(down);
        return new LayerCost(
            products + rest.Products, overhead + rest.Overhead + cycles + core.Kernels.Layer, l1 + rest.L1Misses + lines, l2, largest);
    }

    /// <summary>Share of the rows of tiles that each of four threads has; the rows of one or two that are left over are shared as single rows, at 0.4 of the cost each.</summary>
    private static double LargestPart(int down) => down % 4 <= 2 ? ((down / 4) + (down % 4 * 0.4)) / down : Math.Ceiling(down / 4.0) / down;

    /// <summary>Share of the outputs that the slowest of four threads has, where units of a panel and a strip are shared; the last panel has fewer outputs.</summary>
    private static double LargestPart(int outputs, int columns, int strips)
    {
        int units = (outputs + columns - 1) / columns * strips;
        double most = Enumerable.Range(0, 4).Max(part => Enumerable.Range(units * part / 4, (units * (part + 1) / 4) - (units * part / 4))
            .Sum(unit => (double)Math.Min(columns, outputs - (unit / strips * columns))));
        return most / ((double)outputs * strips);
    }

    /// <summary>Rows at the bottom and columns at the right that fill no tile, by the direct kernel.</summary>
    private static LayerCost Rest(Plan plan, QConvLayer layer, int rows, int columns, CoreModel core)
    {
        ConvWork whole = ConvWork.Of(plan, layer);
        TileFigures tile = core.Kernels.Bytes;
        var rest = new LayerCost(0, 0, 0, 0, 1);
        foreach ((int count, int pixels) in new[] { (rows, whole.Pixels.Width), (columns, whole.Rows - rows) })
        {
            if (count > 0)
            {
                ConvWork part = whole with { Rows = count, Block = count, Pixels = (pixels, pixels), Units = false, Span = 0 };
                (double products, double overhead) = DirectConvCost.Cycles(part, tile);
                rest = rest with { Products = rest.Products + products, Overhead = rest.Overhead + overhead, L1Misses = rest.L1Misses + DirectConvCost.Misses(part, tile, core.L1) };
            }
        }

        return rest;
    }
}
