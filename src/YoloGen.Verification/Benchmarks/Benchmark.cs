using System.Diagnostics;
using YoloGen.Compiler;
using YoloGen.Compiler.Graph;

namespace YoloGen.Verification.Benchmarks;

/// <summary>Times a compiled class, and ONNX Runtime in turn with it: a machine that slows down slows both.</summary>
public static class Benchmark
{
    /// <summary>Measures.</summary>
    /// <param name="path">The ONNX file, for ONNX Runtime.</param>
    /// <param name="model">The compiled model.</param>
    /// <param name="threads">Threads of both sides.</param>
    /// <param name="runs">Measured inferences of each side.</param>
    /// <param name="instructionSet">Forced instruction set, or null.</param>
    /// <param name="againstOrt">Whether to measure ONNX Runtime too.</param>
    public static BenchmarkResult Run(string path, CompiledModel model, int threads, int runs, string? instructionSet, bool againstOrt)
    {
        ArgumentNullException.ThrowIfNull(model);
        IReadOnlyDictionary<string, TensorData> inputs = VerificationInputs.Make(model, new VerifyOptions()).First().Inputs;
        using EmittedAssembly assembly = EmittedAssembly.Build(model.Plan, standAlone: true);
        using EmittedDetector detector = assembly.Create(model.Weights, threads, instructionSet);
        detector.Run(inputs);
        IEmittedAccess access = detector.Access;

        // Before ONNX Runtime is in the process: its finalizers would count.
        WarmUp(access.Run, 300);
        long allocated = Allocated(access.Run, runs);
        (string Form, Action Run)? fastest = null;
        var theirs = new List<(string, IReadOnlyList<double>)>();
        if (againstOrt)
        {
            fastest = Fastest(path, threads, inputs, theirs);
        }

        var ours = new double[runs];
        var other = new double[runs];
        var ratios = new double[runs];
        for (int i = 0; i < runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            access.Run();
            ours[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (fastest is { } form)
            {
                start = Stopwatch.GetTimestamp();
                form.Run();
                other[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                ratios[i] = ours[i] / other[i];
            }
        }

        if (fastest is { } best)
        {
            theirs.Insert(0, (best.Form + " (in turn with ours)", other));
        }

        Array.Sort(ratios);
        return new BenchmarkResult(threads, access.Threads, access.InstructionSet, ours, theirs, allocated, fastest is null ? null : ratios[runs / 2]);
    }

    /// <summary>Bytes that all threads of the process allocate during <paramref name="runs"/> inferences.</summary>
    private static long Allocated(Action run, int runs)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < runs; i++)
        {
            run();
        }

        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static (string Form, Action Run) Fastest(string path, int threads, IReadOnlyDictionary<string, TensorData> inputs, List<(string, IReadOnlyList<double>)> tried)
    {
        (string Form, Action Run, double Time) best = ("", () => { }, double.PositiveInfinity);
        foreach ((string name, Microsoft.ML.OnnxRuntime.InferenceSession session) in OrtForms.Open(path, threads))
        {
            Action run = OrtForms.Prepare(session, inputs);
            WarmUp(run, 100);
            double[] times = [.. Enumerable.Range(0, 10).Select(_ =>
            {
                long start = Stopwatch.GetTimestamp();
                run();
                return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            })];
            tried.Add((name, times));
            double median = times.Order().ElementAt(times.Length / 2);
            if (median < best.Time)
            {
                best = (name, run, median);
            }
        }

        return (best.Form, best.Run);
    }

    /// <summary>Runs for at least a few inferences and about <paramref name="milliseconds"/>.</summary>
    private static void WarmUp(Action run, int milliseconds)
    {
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < 3 || (i < 50 && clock.ElapsedMilliseconds < milliseconds); i++)
        {
            run();
        }
    }
}
