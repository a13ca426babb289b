using System.Collections.Immutable;

namespace YoloGen.Compiler.Graph.Operators;

/// <summary>Inputs one after the other along an axis. Inputs: at least one. 8-bit inputs must share the output's parameters (else QConcat).</summary>
public sealed record Concat(int Axis) : Operator;

/// <summary>A strided box of the input; the output's shape gives the counts. Input: X. Split becomes several of these.</summary>
/// <param name="Starts">First index for each axis of X (all axes).</param>
/// <param name="Steps">Step for each axis, not 0, possibly negative.</param>
/// <param name="IsSplitPart">Whether the file says Split or Gather: ONNX Runtime looks for a Dequantize behind a Slice, not behind those.</param>
public sealed record Slice(ImmutableArray<int> Starts, ImmutableArray<int> Steps, bool IsSplitPart = false) : Operator;

/// <summary>Axes permuted: output axis i is input axis Perm[i]. Input: X.</summary>
public sealed record Transpose(ImmutableArray<int> Perm) : Operator;

/// <summary>Same elements in row-major order under the output's shape. Input: X. Also Flatten, Squeeze, Unsqueeze.</summary>
public sealed record Reshape : Operator;

/// <summary>Input broadcast to the output's shape. Input: X.</summary>
public sealed record Expand : Operator;

/// <summary>Input repeated along each axis. Input: X.</summary>
public sealed record Tile(ImmutableArray<int> Repeats) : Operator;

/// <summary>Values converted to the output's element type. Input: X.</summary>
public sealed record Cast : Operator;

/// <summary>Slices of X along an axis picked by integer indices (negative from the end). Inputs: X, indices.</summary>
public sealed record Gather(int Axis) : Operator;

/// <summary>How <see cref="Pad"/> fills.</summary>
public enum PadMode
{
    /// <summary>One value.</summary>
    Constant,

    /// <summary>Mirrored without the edge.</summary>
    Reflect,

    /// <summary>The edge repeated.</summary>
    Edge,

    /// <summary>From the other side.</summary>
    Wrap,
}

/// <summary>Padding before and after each axis (may be negative: cropping). Input: X.</summary>
/// <param name="Before">Elements before each axis.</param>
/// <param name="After">Elements after each axis.</param>
/// <param name="Mode">Fill rule.</param>
/// <param name="Value">Fill value of <see cref="PadMode.Constant"/>, in the element type's own domain.</param>
public sealed record Pad(ImmutableArray<int> Before, ImmutableArray<int> After, PadMode Mode, float Value) : Operator;

/// <summary>Channels moved into space. Input: X [N,C,H,W].</summary>
/// <param name="Block">Block size.</param>
/// <param name="ColumnRowDepth">True for mode CRD, false for DCR.</param>
public sealed record DepthToSpace(int Block, bool ColumnRowDepth) : Operator;

/// <summary>Space moved into channels. Input: X [N,C,H,W].</summary>
public sealed record SpaceToDepth(int Block) : Operator;
