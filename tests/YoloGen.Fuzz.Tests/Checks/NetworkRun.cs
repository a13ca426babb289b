using YoloGen.Fuzz.Tests.Models;

namespace YoloGen.Fuzz.Tests.Checks;

/// <summary>Random networks of consecutive seeds, their classes compiled together.</summary>
internal static class NetworkRun
{
    /// <summary>Classes in one assembly: the compiler's start-up is shared, its memory stays small.</summary>
    public const int Batch = 250;

    public static void Run(IEnumerable<int> seeds, FuzzCounts counts)
    {
        foreach (int[] batch in seeds.Chunk(Batch))
        {
            var planned = new List<PlannedCase>();
            foreach (int seed in batch)
            {
                counts.At(seed, "network");
                RandomNetwork network = RandomNetwork.Make(seed);
                counts.Add($"networks, {network.Form}");
                if (NetworkCheck.Run(network, counts) is { } one)
                {
                    planned.Add(one);
                    counts.Add($"planned, {network.Form}");
                    foreach (string op in network.Operators)
                    {
                        counts.Operators[op] = counts.Operators.GetValueOrDefault(op) + 1;
                    }
                }
            }

            EmittedBatch.Run(planned, counts);
        }
    }
}
