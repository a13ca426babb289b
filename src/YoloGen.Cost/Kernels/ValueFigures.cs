namespace YoloGen.Cost;

/// <summary>Cycles for each value of the layers that are no direct convolution; for each multiply-add where the name says products.</summary>
internal sealed record ValueFigures
{
    /// <summary>A byte through a table.</summary>
    public required double Lookup { get; init; }

    /// <summary>A byte on the higher of two lines.</summary>
    public required double Slopes { get; init; }

    /// <summary>Sum of two bytes of different scales.</summary>
    public required double QAdd { get; init; }

    /// <summary>Product of two bytes of different scales.</summary>
    public required double QMul { get; init; }

    /// <summary>A float to a byte.</summary>
    public required double Quantize { get; init; }

    /// <summary>The same from planes to pixels.</summary>
    public required double QuantizePlanar { get; init; }

    /// <summary>A byte to a float.</summary>
    public required double Dequantize { get; init; }

    /// <summary>The same between planes and pixels.</summary>
    public required double DequantizePlanar { get; init; }

    /// <summary>Each tap of a maximum of bytes.</summary>
    public required double MaxPoolBytes { get; init; }

    /// <summary>Each tap of a maximum of floats.</summary>
    public required double MaxPoolFloats { get; init; }

    /// <summary>Each tap of a mean of floats.</summary>
    public required double AveragePool { get; init; }

    /// <summary>Each tap of a mean of bytes.</summary>
    public required double QAveragePool { get; init; }

    /// <summary>Each tap of a mean of bytes that are added as integers (<see cref="QAveragePoolLayer.SumFactor"/>).</summary>
    public required double QAverageSums { get; init; }

    /// <summary>Pixels of each channel put together: floats, unsigned bytes, signed bytes.</summary>
    public required (double Floats, double Unsigned, double Signed) ReducePixels { get; init; }

    /// <summary>Channels of each pixel put together: floats, unsigned bytes, signed bytes.</summary>
    public required (double Floats, double Unsigned, double Signed) ReduceChannels { get; init; }

    /// <summary>Other reductions.</summary>
    public required double Reduce { get; init; }

    /// <summary>Products of a depthwise convolution of bytes.</summary>
    public required double QDepthwiseProducts { get; init; }

    /// <summary>Products of a depthwise convolution of floats: stride 1, and more.</summary>
    public required (double Dense, double Strided) DepthwiseProducts { get; init; }

    /// <summary>Products of a convolution of bytes with another epilogue.</summary>
    public required double SumConvProducts { get; init; }

    /// <summary>Each value that a matrix product of bytes writes.</summary>
    public required double QMatMulValue { get; init; }

    /// <summary>Products of matrices of bytes.</summary>
    public required double QMatMulProducts { get; init; }

    /// <summary>Products of matrices of floats.</summary>
    public required double MatMulProducts { get; init; }

    /// <summary>A function of a float that is not named below.</summary>
    public required double Unary { get; init; }

    /// <summary>Functions that cost more.</summary>
    public required IReadOnlyDictionary<UnaryKind, double> Functions { get; init; }

    /// <summary>A function of two floats other than a division.</summary>
    public required double Binary { get; init; }

    /// <summary>A division.</summary>
    public required double Divide { get; init; }

    /// <summary>Softmax, of floats or of bytes: of values side by side, and of columns.</summary>
    public required (double Rows, double Columns) Softmax { get; init; }

    /// <summary>A value moved.</summary>
    public required double Copy { get; init; }

    /// <summary>The same between planes and pixels.</summary>
    public required double CopyPlanar { get; init; }

    /// <summary>A value of the nearest pixel.</summary>
    public required double Nearest { get; init; }

    /// <summary>A value between four pixels.</summary>
    public required double Linear { get; init; }

    /// <summary>A value between sixteen pixels.</summary>
    public required double Cubic { get; init; }

    /// <summary>Everything else.</summary>
    public required double Other { get; init; }
}
