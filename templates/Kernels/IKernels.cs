#nullable enable
namespace YoloGen.Generated;

/// <summary>
/// The innermost loops, one implementation for each instruction set. Every implementation gives the bits of <see cref="PortableKernels"/>;
/// an instruction set has the kernels that are faster on it, and forwards the others to the next one down (<see cref="IForwards{TNext}"/>). Layer methods
/// are generic over it, so that the compiler resolves every call and drops the instruction sets of other processors.
/// </summary>
internal interface IKernels
    : IConvKernels, ITileKernels, IDepthwiseKernels, IByteRowKernels, ISumKernels, IPoolKernels, IFloatConvKernels, IFloatDepthwiseKernels, IFloatRowKernels;
