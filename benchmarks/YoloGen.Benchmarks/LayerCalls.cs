using System.Reflection;
using YoloGen.Compiler;
using YoloGen.Generated;
using YoloGen.Execution;

namespace YoloGen.Benchmarks;

/// <summary>The layers of an emitted class, each to be called alone on one thread, as <c>Run</c> calls them.</summary>
internal sealed class LayerCalls : IDisposable
{
    private readonly EmittedAssembly _assembly;
    private readonly EmittedDetector _detector;
    private readonly object _network;
    private readonly Type _kernels;

    public LayerCalls(CompiledModel model, string? instructionSet = null)
    {
        _assembly = EmittedAssembly.Build(model.Plan);
        _detector = _assembly.Create(model.Weights, threads: 1, instructionSet);
        IEmittedAccess access = _detector.Access;
        Plan = model.Plan;
        _network = access.GetType().GetFields(BindingFlags.NonPublic | BindingFlags.Instance).Single(f => f.FieldType == _assembly.Class).GetValue(access)!;
        _kernels = access.InstructionSet switch
        {
            "avx2" => typeof(Avx2Kernels),
            "vnni" => typeof(VnniKernels),
            "neon" => typeof(NeonKernels),
            "dot" => typeof(DotKernels),
            _ => typeof(PortableKernels),
        };
        access.Run();
    }

    public Plan Plan { get; }

    /// <summary>A layer, by its place in the plan.</summary>
    public Action<int, int> Layer(int index)
    {
        MethodInfo method = _network.GetType().GetMethod($"Layer{index:000}", BindingFlags.NonPublic | BindingFlags.Instance)
            ?? throw new MissingMethodException($"the class has no Layer{index:000}");
        return (method.IsGenericMethodDefinition ? method.MakeGenericMethod(_kernels) : method).CreateDelegate<Action<int, int>>(_network);
    }

    public void Dispose()
    {
        _detector.Dispose();
        _assembly.Dispose();
    }
}
