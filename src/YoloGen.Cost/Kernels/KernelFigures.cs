namespace YoloGen.Cost;

/// <summary>Everything that is fitted for one core and instruction set.</summary>
internal sealed record KernelFigures
{
    /// <summary>Convolution of bytes.</summary>
    public required TileFigures Bytes { get; init; }

    /// <summary>Convolution of floats.</summary>
    public required TileFigures Floats { get; init; }

    /// <summary>Convolution of bytes in tiles of outputs, by the kernel's name.</summary>
    public required IReadOnlyDictionary<string, WinogradFigures> Winograd { get; init; }

    /// <summary>Layers that are no direct convolution.</summary>
    public required ValueFigures Values { get; init; }

    /// <summary>Cycles of each run of values where the pixels of a tensor do not lie side by side.</summary>
    public required double Run { get; init; }

    /// <summary>Cycles of a copy of 16 bytes that puts windows side by side.</summary>
    public required double Gather { get; init; }

    /// <summary>Cycles of a layer beyond its values: call, part, barrier.</summary>
    public required double Layer { get; init; }
}
