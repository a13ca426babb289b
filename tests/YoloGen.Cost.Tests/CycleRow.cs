using System.Globalization;
using YoloGen.Tests;

namespace YoloGen.Cost.Tests;

/// <summary>What the cycle model of the core (eng/a72) said of each layer of an emitted class.</summary>
/// <param name="Kind">Kind of the layer.</param>
/// <param name="Cycles">Cycles on one core, no cache line missing.</param>
/// <param name="L1Misses">Lines fetched into the first-level cache.</param>
/// <param name="L2Misses">Lines fetched into the second-level cache.</param>
/// <param name="OnFour">Cycles on four cores, misses included.</param>
internal sealed record CycleRow(string Kind, double Cycles, double L1Misses, double L2Misses, double OnFour)
{
    public double Estimate(CoreModel core) => Cycles + (core.Alone.L1 * L1Misses) + (core.Alone.L2 * L2Misses);

    public static CycleRow[] Read(string core, string model)
    {
        string path = Path.Combine(SharedData.RepositoryRoot, "tests", "YoloGen.Cost.Tests", core, model + ".tsv");
        return [.. File.ReadLines(path).Skip(1).Select(l => l.Split('\t')).Select(f => new CycleRow(f[1], Number(f[2]), Number(f[3]), Number(f[4]), Number(f[5])))];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
