using System.Security.Cryptography;
using YoloGen.Compiler.Graph;
using YoloGen.Detection;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Passes;
using YoloGen.Compiler.Planning;
using YoloGen.Diagnostics;
using YoloGen.Emit;
using YoloGen.Onnx;

namespace YoloGen.Compiler;

/// <summary>The way from an ONNX file to a C# class.</summary>
public static class Compilation
{
    /// <summary>Each operator that the passes leave becomes a layer and a tensor at least.</summary>
    private const int MaxNodes = PlanLimits.MaxItems / 2;

    /// <summary>Before the passes, constants already folded: networks beyond that are refused before the passes look at them.</summary>
    private const int MaxImported = 2 * MaxNodes;

    /// <summary>Compiles a model. The same file and options give the same bytes everywhere.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">Names, shapes, head; defaults if null.</param>
    /// <exception cref="YoloGenException">The file or a node of it cannot be compiled; all such nodes at once.</exception>
    public static CompiledModel Compile(string path, CompileOptions? options = null)
    {
        options ??= new CompileOptions();
        PlannedModel planned = Plan(path, options);
        IReadOnlyList<string> instructionSets = InstructionSets.Complete(options.InstructionSets ?? InstructionSets.All);
        string source = Emitter.Emit(planned.Plan, new EmitOptions { InstructionSets = instructionSets, Access = options.Access });
        string support = SupportCode.Emit(instructionSets);
        return new CompiledModel(planned.Imported, planned.Graph, planned.Plan, planned.Weights, source, support, planned.Head) { HeadProblem = planned.HeadProblem };
    }

    /// <summary>As <see cref="Compile"/>, up to the plan and the weights: what a build needs, where the source generator writes the class.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">Names, shapes, head; defaults if null.</param>
    /// <exception cref="YoloGenException">The file or a node of it cannot be compiled; all such nodes at once.</exception>
    public static PlannedModel Plan(string path, CompileOptions? options = null)
    {
        options ??= new CompileOptions();
        string className = ClassNameOf(path, options);
        try
        {
            return Plan(path, className, options);
        }
        catch (YoloGenException e) when (e.Diagnostics.Any(IsOfFile))
        {
            // Passes and planner see a network, not a file.
            throw new YoloGenException([.. e.Diagnostics.Select(d => IsOfFile(d) ? d with { File = path } : d)]);
        }
    }

    private static bool IsOfFile(Diagnostic d) => d.File is null && d.Code != DiagnosticCodes.BadOption;

    private static PlannedModel Plan(string path, string className, CompileOptions options)
    {
        OnnxModel model = OnnxReader.Read(path);
        string hash = HashOf(path);
        NetworkGraph imported = Importer.Import(model, new ImportOptions { Shapes = options.Shapes });
        if (imported.Nodes.Count > MaxImported)
        {
            throw new YoloGenException(DiagnosticCodes.LimitExceeded, $"the network has {imported.Nodes.Count} operators; up to {MaxImported} are compiled, and no detector has as many", path);
        }

        options.Observe?.Invoke("import", imported);
        NetworkGraph graph = PassList.Run(imported, observe: (pass, g) => options.Observe?.Invoke(pass.Name, g));
        if (graph.Nodes.Count > MaxNodes)
        {
            throw new YoloGenException(DiagnosticCodes.LimitExceeded, $"the network has {graph.Nodes.Count} operators after the passes; up to {MaxNodes} are planned, and no detector has as many", path);
        }

        HeadSelection? head = HeadOf(imported, options, out string? problem);
        head = head is null ? null : head with { Assumptions = [.. head.Assumptions, .. FreeBatches(model, options)] };
        PlannedNetwork planned = Planner.Plan(graph, new PlanOptions(className, options.Namespace, hash, HeadPlan.Of(head)) { Kernels = options.Kernels });
        return new PlannedModel(imported, graph, planned.Plan, planned.Weights, head) { ExternalFiles = model.ExternalFiles, HeadProblem = problem };
    }

    private static HeadSelection? HeadOf(NetworkGraph imported, CompileOptions options, out string? problem)
    {
        problem = null;
        try
        {
            return GraphSignature.Of(imported) is { } signature ? HeadCatalog.Select(signature, options.Head) : null;
        }
        catch (YoloGenException exception) when (!options.RefusesUnclearHead && options.Head.Head is null && exception.Diagnostics.All(d => d.Code == DiagnosticCodes.AmbiguousHead || d.Code == DiagnosticCodes.HeadDoesNotFit))
        {
            problem = exception.Diagnostics[0].Message;
            return null;
        }
    }

    private static IEnumerable<string> FreeBatches(OnnxModel model, CompileOptions options)
        => model.Graph.Inputs.Where(i => i.Dims is [{ Value: null }, ..] && !options.Shapes.ContainsKey(i.Name) && model.Graph.Initializers.All(t => t.Name != i.Name))
            .Select(i => $"batch 1: the model leaves the first dimension of its input '{Comment.From(i.Name)}' free");

    private static string ClassNameOf(string path, CompileOptions options)
    {
        if (!options.Namespace.Split('.').All(Identifier.IsValid))
        {
            throw new YoloGenException(DiagnosticCodes.BadOption, $"'{Comment.From(options.Namespace)}' is no namespace");
        }

        string name = options.ClassName ?? EmittedNames.ClassNameOf(Path.GetFileNameWithoutExtension(path));
        if (EmittedNames.IsReserved(name))
        {
            throw new YoloGenException(DiagnosticCodes.BadOption, $"'{name}' is a name that the emitted code uses itself; choose another class name");
        }

        return Identifier.IsValid(name) ? name : throw new YoloGenException(DiagnosticCodes.BadOption, $"'{Comment.From(name)}' is no C# identifier");
    }

    private static string HashOf(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new YoloGenException(DiagnosticCodes.FileNotReadable, exception.Message, path);
        }
    }
}
