#nullable enable
namespace YoloGen.Generated;

/// <summary>AArch64 with the dot product extension (Cortex-A76, Raspberry Pi 5).</summary>
internal partial struct DotKernels : IForwards<NeonKernels>, ITilePair<NeonWinograd4, NeonMixedWinograd4>, ILaneRows<Lanes4>;
