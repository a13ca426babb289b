using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace YoloGen.Benchmarks;

/// <summary>Managed bytes that a call allocates, on all threads, without the few kilobytes that the measuring library takes around the calls.</summary>
internal sealed class MemoryColumn : IColumn
{
    private const long OfTheLibrary = 8192;

    public string Id => nameof(MemoryColumn);

    public string ColumnName => "Bytes";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Metric;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => "Managed bytes that a call allocates";

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        GcStats? memory = summary[benchmarkCase]?.GcStats;
        long total = memory?.GetTotalAllocatedBytes(excludeAllocationQuantumSideEffects: true) ?? 0;
        return total <= OfTheLibrary ? "0" : (total / Math.Max(1, memory!.Value.TotalOperations)).ToString("N0", CultureInfo.InvariantCulture);
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);
}
