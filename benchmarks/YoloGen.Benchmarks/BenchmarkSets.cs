using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace YoloGen.Benchmarks;

/// <summary>A set of measurements that is run and reported together.</summary>
/// <param name="Name">What eng/bench.sh calls it.</param>
/// <param name="Title">Heading of its table, with what one call is.</param>
/// <param name="Class">The benchmarks.</param>
/// <param name="Cold">Whether a call is measured once at a time, without warm-up, since it starts something anew.</param>
internal sealed record BenchmarkSet(string Name, string Title, Type Class, bool Cold = false)
{
    /// <summary>
    /// In this process: the classes that are measured are built in it. Short iterations: kernels take microseconds, and their times do not
    /// get better by being taken for longer.
    /// </summary>
    public IConfig Config()
    {
        Job job = Job.Default.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromHours(1), logOutput: true));
        job = Cold
            ? job.WithStrategy(RunStrategy.Monitoring).WithWarmupCount(1).WithIterationCount(10).WithInvocationCount(1).WithUnrollFactor(1)
            : job.WithWarmupCount(3).WithIterationCount(12).WithIterationTime(TimeInterval.FromMilliseconds(80));
        return ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddLogger(ConsoleLogger.Default)
            .AddColumnProvider(DefaultColumnProviders.Descriptor, DefaultColumnProviders.Params)
            .AddColumn(StatisticColumn.Median, StatisticColumn.Min, StatisticColumn.StdDev, new ProductsColumn(), new MemoryColumn())
            .AddDiagnoser(MemoryDiagnoser.Default)
            .WithOrderer(new DefaultOrderer(SummaryOrderPolicy.Declared))
            .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(80))
            .WithOptions(ConfigOptions.DisableLogFile);
    }
}

/// <summary>All sets, in the order of the page.</summary>
internal static class BenchmarkSets
{
    public static IReadOnlyList<BenchmarkSet> All { get; } =
    [
        new("kernels", "Kernels by shape: one layer of that shape, one thread", typeof(KernelBenchmarks)),
        new("layers", "Layers of the shipped model (facemask_int8), one thread", typeof(LayerBenchmarks)),
        new("networks", "Whole networks: one Run", typeof(NetworkBenchmarks)),
        new("stages", "Around the network: letterbox, decoding and suppression, Detect", typeof(StageBenchmarks)),
        new("start", "Construction of a detector, and a program from its start to its end", typeof(StartBenchmarks), Cold: true),
    ];

    public static BenchmarkSet? Find(string name) => All.FirstOrDefault(s => s.Name == name);
}
