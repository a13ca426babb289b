using System.Collections.Generic;

namespace YoloGen.Plans;

/// <summary>Pixels around a feature map that the producing layer fills, so that convolutions have no border cases.</summary>
/// <param name="Top">Rows above.</param>
/// <param name="Left">Pixels before each row.</param>
/// <param name="Bottom">Rows below.</param>
/// <param name="Right">Pixels after each row.</param>
/// <param name="Value">Fill byte in the storage domain (the zero point), 0 for floats; or <see cref="AtRunTime"/>.</param>
public sealed record PlanHalo(int Top, int Left, int Bottom, int Right, int Value)
{
    /// <summary>The fill byte is the zero point that the producing quantization reads.</summary>
    public const int AtRunTime = 256;
}

/// <summary>A strided view into the arena.</summary>
/// <param name="Name">The model's name of the tensor; untrusted text, for comments only.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Logical shape (N, C, H, W for feature maps).</param>
/// <param name="Strides">Elements between neighbours along each axis; may be 0 or negative.</param>
/// <param name="Offset">Bytes from the start of the arena to the element with all indices 0.</param>
/// <param name="Halo">Border to fill; only on rank-4 tensors.</param>
public sealed record PlanTensor(
    string Name, ElementType Type, IReadOnlyList<int> Shape, IReadOnlyList<long> Strides, long Offset, PlanHalo? Halo);

/// <summary>A network input or output.</summary>
/// <param name="Name">The model's name; untrusted text.</param>
/// <param name="Tensor">Index of a row-major tensor.</param>
public sealed record PlanPort(string Name, int Tensor);

/// <summary>One tensor of the weights file.</summary>
/// <param name="Name">The model's name; untrusted text, for comments only.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Shape; convolution weights are O, H, W, I. Row-major.</param>
/// <param name="Offset">Bytes from the start of the file; a multiple of 16.</param>
/// <param name="Length">Bytes.</param>
public sealed record PlanWeight(string Name, ElementType Type, IReadOnlyList<int> Shape, long Offset, long Length);
