namespace YoloGen.Cost;

/// <summary>A processor core, as far as the time of a layer depends on it.</summary>
public sealed record CoreModel
{
    /// <summary>Short name, such as <c>cortex-a72</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The machine meant, for reports.</summary>
    public required string Machine { get; init; }

    /// <summary>The machine's name in options, such as <c>pi4</c>; null for one whose times are not promised.</summary>
    public string? ShortName { get; init; }

    /// <summary>The instruction set whose kernels it runs.</summary>
    public required string InstructionSet { get; init; }

    /// <summary>Clock in GHz.</summary>
    public required double Gigahertz { get; init; }

    /// <summary>Cores of the machine.</summary>
    public required int Cores { get; init; }

    /// <summary>First-level data cache of one core.</summary>
    public required CacheModel L1 { get; init; }

    /// <summary>Second-level cache, shared by the cores.</summary>
    public required CacheModel L2 { get; init; }

    /// <summary>What misses cost one core alone.</summary>
    public required MissCycles Alone { get; init; }

    /// <summary>What the misses of all cores together cost the slowest of them.</summary>
    public required MissCycles Shared { get; init; }

    /// <summary>Where the figures come from and how far off they are.</summary>
    public required string Calibration { get; init; }

    /// <summary>Costs of the convolution tiles and of the operations on rows.</summary>
    internal KernelFigures Kernels { get; init; } = null!;

    /// <summary>Milliseconds of a number of cycles.</summary>
    public double Milliseconds(double cycles) => cycles / (Gigahertz * 1e6);
}

/// <summary>Cycles lost by a line that is not there.</summary>
/// <param name="L1">Cycles a line fetched into the first-level cache costs.</param>
/// <param name="L2">Cycles more where the second-level cache has not got it either.</param>
public readonly record struct MissCycles(double L1, double L2);
