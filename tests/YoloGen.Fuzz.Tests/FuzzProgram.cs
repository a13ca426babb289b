using System.Diagnostics;
using System.Globalization;
using YoloGen.Fuzz.Tests.Checks;
using YoloGen.Fuzz.Tests.Mutation;

namespace YoloGen.Fuzz.Tests;

/// <summary>Runs random networks and damaged inputs for a time or a number of seeds; prints progress, each failure, and a summary.</summary>
internal static class FuzzProgram
{
    private const string Networks = "networks";

    /// <summary>Inputs in one round: a damaged input takes a hundredth of the time of a network.</summary>
    private const int NetworksInRound = 120, DamagedInRound = 300;

    /// <summary>The names that --only takes.</summary>
    public static IReadOnlyList<string> Names { get; } = [Networks, .. Target.All.Select(t => t.Name)];

    public static int Run(string[] options)
    {
        string only = "", position = "";
        double minutes = double.PositiveInfinity;
        long first = 0, count = long.MaxValue;
        for (int i = 0; i + 1 < options.Length; i += 2)
        {
            string value = options[i + 1];
            switch (options[i])
            {
                case "--minutes": minutes = double.Parse(value, CultureInfo.InvariantCulture); break;
                case "--seed": first = long.Parse(value, CultureInfo.InvariantCulture); break;
                case "--count": count = long.Parse(value, CultureInfo.InvariantCulture); break;
                case "--only" when Names.Contains(value): only = value; break;
                case "--position": position = value; break;
                default:
                    Console.Error.WriteLine($"fuzz: {options[i]} {value} is no option; --only takes {string.Join(", ", Names)}");
                    return 2;
            }
        }

        var counts = new FuzzCounts(Console.WriteLine, position.Length > 0 ? position : null);
        using IDisposable watched = Watchdog.Start(() => counts.Place);
        var watch = Stopwatch.StartNew();
        for (long done = 0; done < count && watch.Elapsed.TotalMinutes < minutes;)
        {
            int networks = (int)Math.Min(count - done, only == Networks ? NetworkRun.Batch : NetworksInRound);
            int damaged = (int)Math.Min(count - done, DamagedInRound);
            if (only is "" or Networks)
            {
                NetworkRun.Run(Enumerable.Range(0, networks).Select(i => (int)(first + done + i)), counts);
            }

            foreach (Target target in Target.All.Where(t => only.Length == 0 || only == t.Name))
            {
                // Different seeds in each round, whatever a round of networks counts.
                long from = only.Length == 0 ? first + (done / NetworksInRound * DamagedInRound) : first + done;
                for (int i = 0; i < damaged && watch.Elapsed.TotalMinutes < minutes; i++)
                {
                    counts.At((int)(from + i), target.Name);
                    target.Run((int)(from + i), counts);
                }
            }

            done += only is "" or Networks ? networks : damaged;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed:hh\\:mm\\:ss}  {(only.Length == 0 ? "all" : only)} up to seed {first + done}, {counts.Findings.Count} failures"));
        }

        Console.WriteLine($"\n{counts}");
        foreach (Finding finding in counts.Findings)
        {
            Console.WriteLine($"{finding}\n    again: eng/fuzz.sh --only {(Target.All.Any(t => t.Name == finding.Check) ? finding.Check : Networks)} --seed {finding.Seed} --count 1");
        }

        counts.At(-1, "done");
        return counts.Findings.Count == 0 ? 0 : 1;
    }
}
