using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace YoloGen.Benchmarks;

/// <summary>Billions of multiply-adds a second of a kernel, by its median time.</summary>
internal sealed class ProductsColumn : IColumn
{
    public string Id => nameof(ProductsColumn);

    public string ColumnName => "GMAC/s";

    public bool AlwaysShow => false;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => "Billions of multiply-adds a second";

    public bool IsAvailable(Summary summary) => summary.BenchmarksCases.All(c => Shape(c) is not null);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    // Multiply-adds over nanoseconds are billions a second.
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
        => Shape(benchmarkCase) is { } shape && summary[benchmarkCase]?.ResultStatistics is { } times
            ? (shape.MultiplyAdds / times.Median).ToString("F1", CultureInfo.InvariantCulture)
            : "";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    private static KernelShape? Shape(BenchmarkCase benchmark) => benchmark.Parameters.Items.Select(p => p.Value).OfType<KernelShape>().FirstOrDefault();
}
