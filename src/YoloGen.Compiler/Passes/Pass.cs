using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Passes;

/// <summary>A portable rewrite: same outputs, fewer or cheaper nodes.</summary>
/// <param name="Name">Short name, for dumps.</param>
/// <param name="Purpose">What it is for, in a line.</param>
/// <param name="Run">The rewrite; returns its argument when nothing applies.</param>
internal sealed record Pass(string Name, string Purpose, Func<NetworkGraph, NetworkGraph> Run);
