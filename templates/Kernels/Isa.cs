#nullable enable
namespace YoloGen.Generated;

/// <summary>
/// The innermost loops, one implementation for each instruction set. Every implementation gives the bits of <see cref="PortableKernels"/>;
/// an instruction set without a variant of its own forwards to the next one down. Layer methods are generic over it, so that the
/// compiler resolves every call and drops the instruction sets of other processors.
/// </summary>
internal unsafe partial interface IKernels;

/// <summary>Plain C#: the definition of every result.</summary>
internal unsafe partial struct PortableKernels : IKernels;

/// <summary>x86-64 with AVX2 and FMA.</summary>
internal unsafe partial struct Avx2Kernels : IKernels;

/// <summary>x86-64 with AVX-VNNI (256 bit).</summary>
internal unsafe partial struct VnniKernels : IKernels;

/// <summary>AArch64 without the dot product extension (Cortex-A72, Raspberry Pi 4).</summary>
internal unsafe partial struct NeonKernels : IKernels;

/// <summary>AArch64 with the dot product extension (Cortex-A76, Raspberry Pi 5).</summary>
internal unsafe partial struct DotKernels : IKernels;
