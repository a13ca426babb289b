#nullable enable
namespace YoloGen.Generated;

/// <summary>Plain C#: the definition of every result.</summary>
internal partial struct PortableKernels : IKernels, ILaneRows<Lanes1>;
