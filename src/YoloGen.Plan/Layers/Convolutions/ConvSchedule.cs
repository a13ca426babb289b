namespace YoloGen.Plans;

/// <summary>How a layer's work is given to the threads.</summary>
public enum WorkSplit
{
    /// <summary>Each thread has rows of the output, all channels of them.</summary>
    Rows,

    /// <summary>Each thread has rows of panels (the output channels that a kernel computes together): for maps of few rows.</summary>
    Panels,
}

/// <summary>The loops around a convolution's kernel: what the planner decided, and the emitter prints.</summary>
/// <param name="Split">How the work is given to the threads.</param>
/// <param name="Block">Output rows that go through all panels of weights before the next rows begin: they share a panel while it is in the cache.</param>
/// <param name="Chunk">Pixels of a row where the whole map is walked as one row of pixels; 0 where rows are those of the map.</param>
public readonly record struct ConvSchedule(WorkSplit Split, int Block, int Chunk)
{
    /// <summary>Most rows of a block: a row and a block more is an int for every map that a plan can have.</summary>
    public const int MaxBlock = 1 << 24;

    /// <summary>Row by row.</summary>
    public static ConvSchedule RowByRow => new(WorkSplit.Rows, 1, 0);

    /// <summary>Whether the windows of a row are copied side by side first, so that the kernel walks one segment instead of one for each kernel row: few channels fill no step of it.</summary>
    public bool Gathers { get; init; }

    /// <summary>
    /// Pixels of a row that go, in all rows of a block, through all panels of weights before the next pixels begin, so that their windows stay in the first-level cache; 0 for whole rows.
    /// </summary>
    public int Span { get; init; }

    /// <summary>The schedule as the fields split, block, chunk, span and gather.</summary>
    public ConvSchedule Visit(LayerFields fields)
        => new(fields.Word("split", Split), fields.Int("block", Block, 1, MaxBlock), fields.Int("chunk", Chunk, 0, 65536))
        {
            Span = fields.Int("span", Span, 0, 65536),
            Gathers = fields.Flag("gather", Gathers),
        };
}
