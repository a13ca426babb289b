using System.Collections.Immutable;

namespace YoloGen.Compiler.Graph.Operators;

/// <summary>
/// What a node computes, with its attributes resolved: no defaults, no negative axes, no opset differences.
/// The IR's operators are fewer than ONNX's; the importer normalises (Split becomes Slices, Squeeze becomes Reshape, ...).
/// </summary>
public abstract record Operator
{
    /// <summary>Short name for reports and for the interpreter's and planner's tables.</summary>
    public virtual string Name => GetType().Name;
}

/// <summary>Quantization parameters of one tensor as one operator sees it: real = scale * (q - zeroPoint).</summary>
/// <param name="Type">UInt8 or Int8 (Int32 for biases).</param>
/// <param name="Scales">One scale, or one for each index of <paramref name="Axis"/>; positive and finite.</param>
/// <param name="ZeroPoints">One for each scale, in the range of <paramref name="Type"/>.</param>
/// <param name="Axis">Axis of per-channel parameters; ignored when there is one scale.</param>
public sealed record QuantParams(ElementType Type, ImmutableArray<float> Scales, ImmutableArray<int> ZeroPoints, int Axis = 0)
{
    /// <summary>Per-tensor parameters.</summary>
    public QuantParams(ElementType type, float scale, int zeroPoint)
        : this(type, [scale], [zeroPoint])
    {
    }

    /// <summary>Whether one scale holds for the whole tensor.</summary>
    public bool IsPerTensor => Scales.Length == 1;

    /// <summary>The scale of a per-tensor quantization.</summary>
    public float Scale => Scales[0];

    /// <summary>The zero point of a per-tensor quantization.</summary>
    public int ZeroPoint => ZeroPoints[0];

    /// <summary>Compares values, not references.</summary>
    public bool Equals(QuantParams? other) => other is not null && Type == other.Type && Axis == other.Axis
        && Scales.AsSpan().SequenceEqual(other.Scales.AsSpan()) && ZeroPoints.AsSpan().SequenceEqual(other.ZeroPoints.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Scales.Length, Scales[0], ZeroPoints[0], Axis);
}

/// <summary>The window of a 2-D convolution or pooling. 1-D operators are imported with height 1.</summary>
/// <param name="KernelH">Kernel rows.</param>
/// <param name="KernelW">Kernel columns.</param>
/// <param name="StrideH">Vertical stride.</param>
/// <param name="StrideW">Horizontal stride.</param>
/// <param name="DilationH">Vertical dilation.</param>
/// <param name="DilationW">Horizontal dilation.</param>
/// <param name="PadTop">Padding rows above (auto_pad is resolved).</param>
/// <param name="PadLeft">Padding columns on the left.</param>
/// <param name="PadBottom">Padding rows below.</param>
/// <param name="PadRight">Padding columns on the right.</param>
public sealed record Window2D(
    int KernelH, int KernelW, int StrideH, int StrideW, int DilationH, int DilationW, int PadTop, int PadLeft, int PadBottom, int PadRight);
