namespace YoloGen.Verification.Benchmarks;

/// <summary>Times of one model on this machine.</summary>
/// <param name="Threads">Threads asked for.</param>
/// <param name="ThreadsUsed">Threads that took part: never more than processors.</param>
/// <param name="InstructionSet">What the class chose.</param>
/// <param name="Ours">Milliseconds of each inference.</param>
/// <param name="Theirs">Milliseconds of each inference of each form of the model in ONNX Runtime; the fastest first.</param>
/// <param name="AllocatedBytes">Bytes that all threads of the process allocated during our inferences.</param>
/// <param name="Ratio">Median of ours / theirs, pair by pair, for their fastest form; null without them.</param>
public sealed record BenchmarkResult(
    int Threads, int ThreadsUsed, string InstructionSet, IReadOnlyList<double> Ours, IReadOnlyList<(string Form, IReadOnlyList<double> Times)> Theirs, long AllocatedBytes, double? Ratio);
