#nullable enable
namespace YoloGen.Generated;

/// <summary>AArch64 without the dot product extension (Cortex-A72, Raspberry Pi 4).</summary>
internal partial struct NeonKernels : IEightRows<PortableKernels, EightNeon>, ITilePair<NeonWinograd4, NeonMixedWinograd4>, ILaneRows<Lanes4>;
