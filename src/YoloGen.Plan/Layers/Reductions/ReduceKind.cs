namespace YoloGen.Plans;

/// <summary>Reductions.</summary>
public enum ReduceKind
{
    /// <summary>Arithmetic mean.</summary>
    Mean,

    /// <summary>Sum.</summary>
    Sum,

    /// <summary>Largest value.</summary>
    Max,

    /// <summary>Smallest value.</summary>
    Min,

    /// <summary>Product.</summary>
    Prod,

    /// <summary>Square root of the sum of squares.</summary>
    L2,

    /// <summary>Largest value that is a number; NaN only where all are (the pools).</summary>
    MaxNumber,
}
