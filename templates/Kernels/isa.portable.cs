#nullable enable
namespace YoloGen.Generated;

/// <summary>Plain C#: the definition of every result.</summary>
internal partial struct PortableKernels : IKernels, ITilePair<PortableWinograd4, PortableWinogradStride2>, ILaneRows<Lanes1>;
