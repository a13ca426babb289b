#nullable enable
namespace YoloGen.Generated;

/// <summary>x86-64 with AVX-VNNI (256 bit).</summary>
internal partial struct VnniKernels : IForwards<Avx2Kernels>, ITilePair<Avx2Winograd4, Avx2WinogradStride2>, ILaneRows<Lanes8>;
