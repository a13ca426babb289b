namespace YoloGen.Cost;

/// <summary>What limits a layer: the largest part of its time.</summary>
public enum Bound
{
    /// <summary>Multiply-adds at the rate of the kernel's inner loop.</summary>
    Products,

    /// <summary>Everything around the inner loop: starts, requantization, stores, elementwise work.</summary>
    Overhead,

    /// <summary>Lines missing from the first-level cache.</summary>
    L1,

    /// <summary>Lines missing from the second-level cache.</summary>
    L2,
}

/// <summary>Predicted cost of one layer on one core model. A prediction, not a measurement.</summary>
/// <param name="Products">Cycles of the inner loops, no cache line missing.</param>
/// <param name="Overhead">Cycles of everything else, no cache line missing.</param>
/// <param name="L1Misses">Lines fetched into the first-level cache.</param>
/// <param name="L2Misses">Lines fetched into the second-level cache.</param>
/// <param name="LargestPart">Share of the work that the slowest of four threads has; 1 for a layer that runs on one thread.</param>
public sealed record LayerCost(double Products, double Overhead, double L1Misses, double L2Misses, double LargestPart)
{
    /// <summary>Cycles on one core, misses included.</summary>
    public double Cycles(CoreModel core)
    {
        ArgumentNullException.ThrowIfNull(core);
        return Products + Overhead + (core.Alone.L1 * L1Misses) + (core.Alone.L2 * L2Misses);
    }

    /// <summary>Cycles on four cores that share the second-level cache: the slowest part, and the misses of all.</summary>
    public double CyclesOnFour(CoreModel core)
    {
        ArgumentNullException.ThrowIfNull(core);
        return ((Products + Overhead) * LargestPart) + (core.Shared.L1 * L1Misses) + (core.Shared.L2 * L2Misses);
    }

    /// <summary>The largest part of the time on one core.</summary>
    public Bound BoundBy(CoreModel core)
    {
        ArgumentNullException.ThrowIfNull(core);
        (double Cycles, Bound Bound)[] parts =
            [(Products, Bound.Products), (Overhead, Bound.Overhead), (core.Alone.L1 * L1Misses, Bound.L1), (core.Alone.L2 * L2Misses, Bound.L2)];
        return parts.MaxBy(p => p.Cycles).Bound;
    }
}
