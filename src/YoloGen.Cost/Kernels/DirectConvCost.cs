namespace YoloGen.Cost;

/// <summary>
/// Cost of the direct convolution: for each block of rows, for each panel of output channels, for each row, tiles of pixels. A panel is walked once a
/// tile; the windows of a row overlap those of the row before.
/// </summary>
internal static class DirectConvCost
{
    /// <summary>Cycles of the inner loops, and of the rest, no cache line missing.</summary>
    public static (double Products, double Overhead) Cycles(ConvWork w, TileFigures tile)
    {
        double products = 0, overhead = 0;
        foreach ((ConvWork piece, int times) in w.Pieces)
        {
            (double some, double more) = PieceCycles(piece, tile);
            products += times * some;
            overhead += times * more;
        }

        return (products, overhead);
    }

    /// <summary>Lines fetched into the first-level cache, what follows the convolution not counted.</summary>
    public static double Misses(ConvWork w, TileFigures tile, CacheModel cache) => w.Pieces.Sum(p => p.Times * PieceMisses(p.Piece, tile, cache));

    /// <summary>Slices in which a panel is walked: its kernel rows, where the first-level cache cannot hold it.</summary>
    private static int Slices(ConvWork w, TileFigures tile)
        => tile.SliceBytes > 0 && w.Outer > 1 && w.Pixels.Width > tile.Pixels && PanelBytes(w, tile) > tile.SliceBytes ? w.Outer : 1;

    private static double PanelBytes(ConvWork w, TileFigures tile)
        => tile.PanelBytes.Header + ((double)w.Outer * w.Inner * RoundUp(w.Depth, tile.PackedDepth) * tile.PanelBytes.Value);

    private static (double Products, double Overhead) PieceCycles(ConvWork w, TileFigures tile)
    {
        int panels = Panels(w, tile);
        double segments = (double)w.Outer * w.Inner;
        double products = segments * Segment(w.Depth, tile), around = (segments * tile.Segment) + (tile.Tile * (1 + ((Slices(w, tile) - 1) * 0.6)));
        double productsSum = 0, overhead = 0;
        foreach ((int width, int rows) in new[] { (w.Pixels.Width, w.Rows - 1), (w.Pixels.LastWidth, 1) })
        {
            int tiles = width / tile.Pixels;
            double rest = (double)(width % tile.Pixels) / tile.Pixels * tile.RestTile;
            double calls = (double)rows * panels;
            productsSum += calls * (tiles + rest) * products;
            overhead += calls * (((tiles + (rest > 0 ? 1 : 0)) * around) + tile.Row);
            overhead += (double)rows * w.Groups * width * (w.Outputs % tile.Columns) * tile.PartValue;
        }

        return (productsSum, overhead);
    }

    private static double PieceMisses(ConvWork w, TileFigures tile, CacheModel cache)
    {
        int panels = Panels(w, tile), blocks = (w.Rows + w.Block - 1) / w.Block, repeated = Math.Max(0, w.Rows - blocks);
        double panel = cache.Lines(PanelBytes(w, tile));
        double inputRow = RowLines(cache, w.InputRowPixels, w.InputPixel), outputRow = RowLines(cache, w.Pixels.Width, w.OutputPixel);
        int fresh = Math.Min(w.Outer, w.RowStep);
        double block = ((w.Block * w.RowStep) + Math.Max(0, w.Outer - w.RowStep)) * inputRow, blockOutput = w.Block * Math.Min(outputRow, w.Pixels.Width);

        // Panel: again for each tile of a row (a slice of it, where it is walked in slices), each row of a block, each block.
        int slices = Slices(w, tile);
        double window = (w.Outer / slices * cache.Lines((w.Depth * w.Inner * w.ValueBytes) + 16)) + 2;
        double betweenTiles = cache.MissShare(panel / slices, window, 2), betweenRows = Math.Max(betweenTiles, cache.MissShare(panel, w.Outer * inputRow, outputRow));
        double tilesARow = Math.Ceiling((double)w.Pixels.Width / tile.Pixels);
        double weights = panels * panel * (blocks + (repeated * betweenRows) + (w.Rows * (tilesARow - 1) * betweenTiles));

        // Input: a block once, again for each panel, and the rows that windows share.
        double shared = (w.Outer - fresh) * inputRow;
        double input = blocks * block * (1 + ((panels - 1) * cache.MissShare(block, panel, blockOutput)));
        input += panels * w.Rows * shared * cache.MissShare(inputRow, panel, (w.Outer - 1) * inputRow, outputRow);

        // Output: each panel writes its columns of every pixel, in a line that pixels or panels share.
        double written = Math.Min(outputRow, w.Pixels.Width * (1 + cache.Lines(tile.Columns * w.ValueBytes)));
        double output = w.Rows * (outputRow + (Math.Max(0, (panels * written) - outputRow) * cache.MissShare(w.Block * written, block, panel)));
        return weights + input + output;
    }

    /// <summary>Number of panels of all groups.</summary>
    public static int Panels(ConvWork w, TileFigures tile) => (w.Outputs + tile.Columns - 1) / tile.Columns * w.Groups;

    /// <summary>Share of the work that the slowest of four threads has.</summary>
    public static double LargestPart(ConvWork w, TileFigures tile)
    {
        int units = w.Units ? w.Rows * Panels(w, tile) : w.Rows;
        return Math.Ceiling(units / 4.0) / units;
    }

    /// <summary>Cycles of a segment's steps.</summary>
    private static double Segment(int depth, TileFigures tile)
    {
        int rest = depth % tile.Depth;
        double last = rest == 0 ? 0
            : tile.RestStep > 0 ? Rest(rest, tile)
            : tile.HalfStep > 0 && rest <= tile.Depth / 2 ? tile.HalfStep
            : tile.Step;
        return (depth / tile.Depth * tile.Step) + last;
    }

    /// <summary>Half a step where it fits, then values in groups.</summary>
    private static double Rest(int rest, TileFigures tile)
    {
        int half = tile.HalfStep > 0 && rest >= tile.Depth / 2 ? tile.Depth / 2 : 0;
        return (half > 0 ? tile.HalfStep : 0) + ((rest - half + tile.PackedDepth - 1) / tile.PackedDepth * tile.RestStep);
    }

    /// <summary>Lines under a row of pixels: all of them where pixels are dense, else those that each pixel touches.</summary>
    internal static double RowLines(CacheModel cache, int pixels, (long Stride, long Used) pixel)
    {
        double dense = cache.Lines((double)pixels * pixel.Stride);
        return pixel.Stride == pixel.Used ? dense : Math.Min(dense, pixels * Math.Max(1, cache.Lines(pixel.Used) + 0.5));
    }

    private static long RoundUp(long value, int unit) => (value + unit - 1) / unit * unit;
}
