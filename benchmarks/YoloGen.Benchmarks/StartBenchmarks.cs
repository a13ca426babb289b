using System.Diagnostics;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using YoloGen.Compiler;
using YoloGen.Emit;
using YoloGen.Execution;

namespace YoloGen.Benchmarks;

/// <summary>What a detector costs before its first result.</summary>
public class StartBenchmarks
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-bench-").FullName;
    private CompiledModel _model = null!;
    private EmittedAssembly _assembly = null!;
    private string? _program;

    [GlobalSetup]
    public void Setup()
    {
        _model = Compilation.Compile(Path.Combine(Repository.Root, "models", "facemask_int8.onnx"), new CompileOptions { ClassName = "Net" });
        _assembly = EmittedAssembly.Build(_model.Plan, standAlone: true);
    }

    /// <summary>Builds the program that "compile --emit-project" writes, as NativeAOT for this machine: that takes a minute.</summary>
    [GlobalSetup(Target = nameof(Start))]
    public void SetupProgram()
    {
        Setup();
        _program = Publish();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _assembly.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Checks the weights, packs them for the kernels, takes the arena.</summary>
    [Benchmark(Description = "construct and dispose facemask_int8")]
    public void Construct() => _assembly.Create(_model.Weights, threads: 1).Dispose();

    [Benchmark(Description = "compile facemask_int8: file to class")]
    public CompiledModel Compile() => Repository.Compile("facemask_int8");

    [Benchmark(Description = "emit facemask_int8: plan to C#")]
    public string Emit() => Emitter.Emit(_model.Plan);

    /// <summary>Needs clang, as building for the Pi does.</summary>
    [Benchmark(Description = "NativeAOT program: start, construct, run once, end")]
    public int Start()
    {
        using Process process = Process.Start(new ProcessStartInfo(_program ?? throw new InvalidOperationException("the program could not be published"), ["--threads", "1"]) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? 0 : throw new InvalidOperationException("the program failed");
    }

    private string? Publish()
    {
        File.WriteAllText(At("Net.g.cs"), _model.Source);
        File.WriteAllText(At("YoloGen.Support.g.cs"), _model.Support);
        File.WriteAllBytes(At("Net.weights.bin"), _model.Weights);
        File.WriteAllText(At("Net.csproj"), ProjectCode.Project(_model.Plan));
        File.WriteAllText(At("Program.cs"), ProjectCode.Program(_model.Plan));
        using Process publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", _folder, "-r", RuntimeInformation.RuntimeIdentifier, "-c", "Release", "-v", "quiet", "--nologo", "-o", At("out")]))!;
        publish.WaitForExit();
        return publish.ExitCode == 0 ? At(Path.Combine("out", "Net")) : null;
    }

    private string At(string name) => Path.Combine(_folder, name);
}
