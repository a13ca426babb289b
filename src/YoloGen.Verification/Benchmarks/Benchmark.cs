using System.Diagnostics;
using YoloGen.Compiler;
using YoloGen.Compiler.Graph;
using YoloGen.Execution;
using YoloGen.Natives;

namespace YoloGen.Verification.Benchmarks;

/// <summary>
/// Times a compiled class, and ONNX Runtime in turn with it: a machine that slows down slows both. They take turns in blocks, with a
/// pause between: the threads of either side spin for a while after an inference, and would slow an inference of the other side.
/// </summary>
public static class Benchmark
{
    private const int BlockLength = 10;
    private const int BlockWarmUp = 3;
    private const int PauseMilliseconds = 60;

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
        if (againstOrt)
        {
            OnnxRuntimeLibrary.Load(); // says what is missing before anything is measured; runs nothing yet
        }

        IReadOnlyDictionary<string, TensorData> inputs = VerificationInputs.Make(model, new VerifyOptions()).First().Inputs;
        using EmittedAssembly assembly = EmittedAssembly.Build(model.Plan, standAlone: true);
        using EmittedDetector detector = assembly.Create(model.Weights, threads, instructionSet);
        detector.Run(inputs);
        IEmittedAccess access = detector.Access;

        // Before ONNX Runtime's managed classes are used: their finalizers would count.
        WarmUp(access.Run, 300);
        long allocated = Allocated(access.Run, runs);
        (string Form, Action Run)? fastest = null;
        var theirs = new List<(string, IReadOnlyList<double>)>();
        if (againstOrt)
        {
            fastest = Fastest(path, threads, inputs, theirs);
        }

        var ours = new List<double>();
        var other = new List<double>();
        var ratios = new List<double>();
        while (ours.Count < runs)
        {
            int count = Math.Min(BlockLength, runs - ours.Count);
            double own = Block(access.Run, count, ours);
            if (fastest is { } form)
            {
                ratios.Add(own / Block(form.Run, count, other));
            }
        }

        if (fastest is { } best)
        {
            theirs.Insert(0, (best.Form + " (in turn with ours)", other));
        }

        ratios.Sort();
        return new BenchmarkResult(threads, access.Threads, access.InstructionSet, ours, theirs, allocated, fastest is null ? null : ratios[ratios.Count / 2]);
    }

    /// <summary>Times <paramref name="count"/> inferences in a row and returns their median.</summary>
    private static double Block(Action run, int count, List<double> times)
    {
        Thread.Sleep(PauseMilliseconds);
        for (int i = 0; i < BlockWarmUp; i++)
        {
            run();
        }

        var block = new double[count];
        for (int i = 0; i < count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            run();
            block[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        times.AddRange(block);
        Array.Sort(block);
        return block[count / 2];
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
