namespace YoloGen.Cost;

/// <summary>Everything that is fitted for one core and instruction set.</summary>
internal sealed record KernelFigures
{
    /// <summary>Convolution of bytes.</summary>
    public required TileFigures Bytes { get; init; }

    /// <summary>Convolution of floats.</summary>
    public required TileFigures Floats { get; init; }

    /// <summary>Cycles for each value, by kind of layer and operation (<see cref="ValueCost"/>).</summary>
    public required IReadOnlyDictionary<string, double> Values { get; init; }

    /// <summary>Cycles of each run of values where the pixels of a tensor do not lie side by side.</summary>
    public required double Run { get; init; }

    /// <summary>Cycles of a layer beyond its values: call, part, barrier.</summary>
    public required double Layer { get; init; }
}
