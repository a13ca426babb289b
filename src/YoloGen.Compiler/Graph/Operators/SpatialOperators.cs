using System.Collections.Immutable;

namespace YoloGen.Compiler.Graph.Operators;

/// <summary>Max pooling over [N,C,H,W], any type; padding never wins. Ceil mode is resolved into the output's shape.</summary>
public sealed record MaxPool(Window2D Window) : Operator;

/// <summary>Average pooling over [N,C,H,W] floats.</summary>
/// <param name="Window">Kernel, strides, dilations, padding.</param>
/// <param name="CountIncludePad">Whether padding counts in the divisor.</param>
public sealed record AveragePool(Window2D Window, bool CountIncludePad) : Operator;

/// <summary>A reduction over axes. Input: X. GlobalAveragePool and GlobalMaxPool become this over the spatial axes.</summary>
/// <param name="Kind">Which reduction.</param>
/// <param name="Axes">Reduced axes, ascending.</param>
/// <param name="KeepDims">Whether reduced axes stay with size 1.</param>
/// <param name="IsGlobalPool">Whether the file says GlobalAveragePool or GlobalMaxPool: only the former has an integer form in ONNX Runtime, not ReduceMean.</param>
public sealed record Reduce(ReduceKind Kind, ImmutableArray<int> Axes, bool KeepDims, bool IsGlobalPool = false) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Reduce" + Kind;
}

/// <summary>Index of the largest (or smallest) value along an axis, Int64 result. Input: X.</summary>
public sealed record ArgMax(int Axis, bool KeepDims, bool SelectLast, bool Smallest = false) : Operator;

/// <summary>Interpolation of <see cref="Resize"/>.</summary>
public enum ResizeMode
{
    /// <summary>Nearest neighbour.</summary>
    Nearest,

    /// <summary>(Bi)linear.</summary>
    Linear,

    /// <summary>(Bi)cubic.</summary>
    Cubic,
}

/// <summary>ONNX coordinate_transformation_mode.</summary>
public enum CoordinateMode
{
    /// <summary>(x + 0.5) / scale - 0.5.</summary>
    HalfPixel,

    /// <summary>As HalfPixel; 0 where the output has one element.</summary>
    PytorchHalfPixel,

    /// <summary>HalfPixel adjusted for the rounded output size.</summary>
    HalfPixelSymmetric,

    /// <summary>x * (in - 1) / (out - 1).</summary>
    AlignCorners,

    /// <summary>x / scale.</summary>
    Asymmetric,
}

/// <summary>ONNX nearest_mode.</summary>
public enum NearestMode
{
    /// <summary>Halves down.</summary>
    RoundPreferFloor,

    /// <summary>Halves up.</summary>
    RoundPreferCeil,

    /// <summary>Floor.</summary>
    Floor,

    /// <summary>Ceiling.</summary>
    Ceil,
}

/// <summary>Resizing; the output's shape gives the sizes. Input: X (floats, or 8-bit for nearest).</summary>
/// <param name="Mode">Interpolation.</param>
/// <param name="Coordinates">Coordinate transformation.</param>
/// <param name="Nearest">Rounding for nearest.</param>
/// <param name="Scales">Scale of each axis as the file gives it (or output / input), for the coordinate formula.</param>
/// <param name="CubicCoefficient">Coefficient a of cubic interpolation.</param>
/// <param name="ExcludeOutside">Whether weights outside the input are dropped (cubic).</param>
public sealed record Resize(
    ResizeMode Mode, CoordinateMode Coordinates, NearestMode Nearest, ImmutableArray<float> Scales, float CubicCoefficient = -0.75f, bool ExcludeOutside = false) : Operator;
