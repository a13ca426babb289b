using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Tests.NodeTests;

/// <summary>What became of a folder in the interpreter.</summary>
/// <param name="Outcome">As in the table.</param>
/// <param name="Graph">The graph after the passes, if the folder passes.</param>
/// <param name="Inputs">Its inputs.</param>
internal sealed record NodeTestResult(string Outcome, NetworkGraph? Graph, IReadOnlyDictionary<string, TensorData> Inputs);
