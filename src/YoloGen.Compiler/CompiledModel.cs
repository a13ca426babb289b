using YoloGen.Compiler.Graph;
using YoloGen.Detection;
using YoloGen.Emit;

namespace YoloGen.Compiler;

/// <summary>What a compilation is asked for.</summary>
public sealed record CompileOptions
{
    /// <summary>Name of the class; made from the model's file name if null.</summary>
    public string? ClassName { get; init; }

    /// <summary>Namespace of the class.</summary>
    public string Namespace { get; init; } = "YoloGen.Models";

    /// <summary>Who sees the class.</summary>
    public ClassAccess Access { get; init; }

    /// <summary>Shapes of inputs with free dimensions, by name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> Shapes { get; init; } = new Dictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal);

    /// <summary>What the user said about the head and the input.</summary>
    public HeadOptions Head { get; init; } = HeadOptions.None;

    /// <summary>
    /// Whether a head that is not clear (several fit, or metadata contradict the only one) is an error. Else the class has no Detect,
    /// and <see cref="CompiledModel.HeadProblem"/> says why.
    /// </summary>
    public bool RefusesUnclearHead { get; init; }

    /// <summary>Instruction sets to emit: portable, avx2, vnni, neon, dot; all if null.</summary>
    public IReadOnlyList<string>? InstructionSets { get; init; }

    /// <summary>Kernels in the place of those that the cost model chooses: <c>LAYER=NAME</c>, the layer's number, its name or *.</summary>
    public IReadOnlyList<string> Kernels { get; init; } = [];

    /// <summary>Called with the graph after each stage, for reports and dumps.</summary>
    public Action<string, NetworkGraph>? Observe { get; init; }
}

/// <summary>The results of a compilation, in memory.</summary>
/// <param name="Imported">The graph as the file has it.</param>
/// <param name="Graph">The graph that was planned, after the passes.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Weights">Content of the weights file.</param>
/// <param name="Source">The class.</param>
/// <param name="Support">The code that all classes of an assembly share.</param>
/// <param name="Head">The head that was chosen; null if none fits, and then the class has no Detect.</param>
public sealed record CompiledModel(
    NetworkGraph Imported, NetworkGraph Graph, Plan Plan, byte[] Weights, string Source, string Support, HeadSelection? Head)
{
    /// <summary>Why no head was chosen although some fit; null if one was, or none fits.</summary>
    public string? HeadProblem { get; init; }
}
