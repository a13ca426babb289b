#nullable enable
namespace YoloGen.Generated;

/// <summary>x86-64 with AVX2 and FMA.</summary>
internal partial struct Avx2Kernels : IEightRows<PortableKernels, Eight256>, ITilePair<Avx2Winograd4, Avx2WinogradStride2>, ILaneRows<Lanes8>;
