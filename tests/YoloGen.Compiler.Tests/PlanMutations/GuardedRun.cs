using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;

namespace YoloGen.Compiler.Tests.PlanMutations;

/// <summary>
/// Runs guarded classes in a process of its own, since a touch of a guard page ends the process: it notes in a file what it begins and how
/// it went, and is started again behind what ended it.
/// </summary>
internal static class GuardedRun
{
    /// <summary>Folder of the work of a child; where it is not set, the process is no child.</summary>
    public const string Variable = "YOLOGEN_PLAN_CHILD";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs every class of the folder's assembly; what went wrong, by number.</summary>
    public static IReadOnlyDictionary<int, string> All(string folder, IReadOnlyCollection<int> numbers)
    {
        string log = Path.Combine(folder, "log.txt");
        File.WriteAllText(log, "");
        var faults = new Dictionary<int, string>();
        HashSet<int> done = [];
        while (done.Count < numbers.Count)
        {
            int before = done.Count;
            string output = Child(folder, log);
            int open = -1;
            foreach (string line in File.ReadAllLines(log))
            {
                string[] words = line.Split(' ', 3);
                int number = int.Parse(words[1], CultureInfo.InvariantCulture);
                done.Add(number);
                open = words[0] == "begin" ? number : -1;
                if (words[0] == "fault")
                {
                    faults[number] = words[2];
                }
            }

            if (open >= 0)
            {
                faults[open] = "ended the process: " + output;
                File.AppendAllText(log, $"fault {open} {faults[open].ReplaceLineEndings(" ")}\n");
            }

            if (done.Count == before)
            {
                throw new InvalidOperationException("the child does nothing: " + output);
            }
        }

        return faults;
    }

    private static string Child(string folder, string log)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        string assembly = typeof(GuardedRun).Assembly.Location;
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(assembly);
        }

        foreach (string argument in (string[])["-noColor", "-noLogo", "-explicit", "on", "-method", $"{typeof(PlanMutationTests).FullName}.{nameof(PlanMutationTests.Child)}"])
        {
            start.ArgumentList.Add(argument);
        }

        // Another test may be at it to force kernels or an instruction set by the variables of this process.
        start.Environment.Remove("YOLOGEN_KERNELS");
        start.Environment.Remove("YOLOGEN_ISA");
        start.Environment[Variable] = folder;
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment["DOTNET_TieredCompilation"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        long length = -1;
        while (!process.WaitForExit(Limit))
        {
            // Hangs: nothing new in the log for as long as that.
            if (new FileInfo(log).Length == length)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
                return "no answer within a minute";
            }

            length = new FileInfo(log).Length;
        }

        string text = error.Result + output.Result;
        return text[..Math.Min(text.Length, 1500)];
    }

    /// <summary>The portable kernels and those of the machine, alone and shared, at either end of the memory.</summary>
    private static readonly (string Isa, int Threads, bool AtEnd)[] Ways =
    [
        ("portable", 1, true), ("portable", 2, false),
        .. System.Runtime.Intrinsics.X86.Avx2.IsSupported ? new[] { ("avx2", 1, false), ("avx2", 2, true) } : [],
    ];

    /// <summary>The child's work.</summary>
    public static void Work(string folder)
    {
        string log = Path.Combine(folder, "log.txt");
        HashSet<string> done = [.. File.ReadAllLines(log).Select(l => l.Split(' ', 3)[1])];
        Assembly support = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(folder, "Guarded.dll"));
        Assembly classes = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(folder, "Mutants.dll"));
        Type guarded = support.GetType("YoloGen.Generated.Guarded", throwOnError: true)!;
        FieldInfo atEnd = guarded.GetField("AtEnd")!;
        var release = guarded.GetMethod("Release")!.CreateDelegate<Func<string?>>();
        using var writer = new StreamWriter(log, append: true) { AutoFlush = true };
        foreach (string file in Directory.GetFiles(folder, "*.weights").Order(StringComparer.Ordinal))
        {
            string number = Path.GetFileNameWithoutExtension(file);
            if (done.Contains(number) || classes.GetType($"Mutants.M{number}.Runner") is not { } runner)
            {
                continue;
            }

            writer.WriteLine($"begin {number}");
            var run = runner.GetMethod("Run")!.CreateDelegate<Action<byte[], int>>();
            byte[] weights = File.ReadAllBytes(file);
            string? fault = null;
            foreach ((string isa, int threads, bool end) in Ways)
            {
                Environment.SetEnvironmentVariable("YOLOGEN_ISA", isa);
                atEnd.SetValue(null, end);
                try
                {
                    run(weights, threads);
                }
                catch (InvalidDataException e) when (e.Message.Contains("the index", StringComparison.Ordinal))
                {
                    // Refused when it is constructed: as it should be.
                }
                catch (Exception e)
                {
                    fault = $"{isa}, {threads} threads: {e.GetType().Name}: {e.Message} {e.StackTrace}".ReplaceLineEndings(" ");
                }

                fault = release() is { } written ? $"{isa}, {threads} threads: {written}" : fault;
                if (fault is not null)
                {
                    break;
                }
            }

            writer.WriteLine(fault is null ? $"end {number}" : $"fault {number} {fault}");
        }
    }
}
