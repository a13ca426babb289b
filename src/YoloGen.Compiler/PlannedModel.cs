using YoloGen.Compiler.Graph;
using YoloGen.Detection;
using YoloGen.Emit;

namespace YoloGen.Compiler;

/// <summary>A compilation up to the plan, in memory.</summary>
/// <param name="Imported">The graph as the file has it.</param>
/// <param name="Graph">The graph that was planned, after the passes.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Weights">Content of the weights file.</param>
/// <param name="Head">The head that was chosen; null if none fits, and then the class has no Detect.</param>
public sealed record PlannedModel(NetworkGraph Imported, NetworkGraph Graph, Plan Plan, byte[] Weights, HeadSelection? Head)
{
    /// <summary>Why no head was chosen although some fit; null if one was, or none fits.</summary>
    public string? HeadProblem { get; init; }

    /// <summary>Absolute paths of files beside the model that hold values of it: the result depends on them too.</summary>
    public IReadOnlyCollection<string> ExternalFiles { get; init; } = [];
}
