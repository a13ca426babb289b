using System.Diagnostics;
using System.Text.Json;
using Xunit;
using YoloGen.Training.Sweeps;

namespace YoloGen.Training.Tests;

/// <summary>The sweep written for a cluster, with a path that needs quoting everywhere.</summary>
public sealed class JobScriptTests : IDisposable
{
    private const string Data = "my \"data\" $(x) it's\\here/data.yaml";
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen").FullName;
    private readonly IReadOnlyList<SweepRun> _runs = SweepPlan.TableOne(new SweepSettings { Folder = "out dir", Data = ["--data", Data], Training = ["--preset", "paper"], Ours = [1.11], LongerEpochs = 3 });

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Shell_scripts_hand_over_the_words_as_they_are()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("needs sh");
        string shell = JobScripts.Shell(_runs, "out dir", "printf '%s\\n'");
        string[] expected = [.. _runs.SelectMany(r => r.CommandLine)];
        Assert.Equal(expected, Shell(shell, ""));
        string slurm = JobScripts.Slurm(_runs, "out dir", "printf '%s\\n'");
        for (int i = 0; i < _runs.Count; i++)
            Assert.Equal(_runs[i].CommandLine, Shell(slurm, i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Kubernetes_jobs_are_yaml_and_hold_the_same_words()
    {
        string[] documents = [.. JobScripts.Kubernetes(_runs, "out dir", "printf '%s\\n'", "registry/image:1").Split("---\n", StringSplitOptions.RemoveEmptyEntries)];
        Assert.Equal(_runs.Count, documents.Length);
        for (int i = 0; i < documents.Length; i++)
        {
            Dictionary<string, string> job = Flatten(documents[i]);
            Assert.Equal("Job", job["kind"]);
            Assert.Equal("batch/v1", job["apiVersion"]);
            Assert.Matches("^[a-z0-9-]{1,63}$", job["metadata.name"]);
            Assert.Equal("\"registry/image:1\"", job["spec.template.spec.containers.image"]);
            string[] command = JsonSerializer.Deserialize<string[]>(job["spec.template.spec.containers.command"])!;
            Assert.Equal(["sh", "-c"], command[..2]);
            if (_runs[i].Needs is null && !OperatingSystem.IsWindows())
                Assert.Equal(_runs[i].CommandLine, Shell(command[2], ""));
            else
                Assert.StartsWith("until [ -f 'out dir/baseline/weights/final.safetensors' ]", command[2]);
        }
    }

    private string[] Shell(string script, string task)
    {
        string file = Path.Combine(_folder, "job.sh");
        File.WriteAllText(file, script);
        var start = new ProcessStartInfo("sh", [file]) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = _folder };
        start.Environment["SLURM_ARRAY_TASK_ID"] = task;
        using Process process = Process.Start(start)!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return text.Split('\n')[..^1];
    }

    /// <summary>Block mappings and lists of one mapping by indentation, as paths; values as they are written.</summary>
    private static Dictionary<string, string> Flatten(string yaml)
    {
        var result = new Dictionary<string, string>();
        var open = new List<(int Indent, string Key)>();
        foreach (string line in yaml.Split('\n').Where(l => l.Trim().Length > 0))
        {
            Assert.DoesNotContain('\t', line);
            string content = line.TrimStart();
            int indent = line.Length - content.Length;
            if (content.StartsWith("- ", StringComparison.Ordinal))
            {
                content = content[2..].TrimStart();
                indent += 2;
            }
            if (content.StartsWith('{'))
                continue;
            int colon = content.IndexOf(':', StringComparison.Ordinal);
            Assert.True(colon > 0, line);
            open.RemoveAll(o => o.Indent >= indent);
            string key = string.Join('.', [.. open.Select(o => o.Key), content[..colon]]), value = content[(colon + 1)..].Trim();
            open.Add((indent, content[..colon]));
            if (value.Length > 0)
                result[key] = value;
        }
        return result;
    }
}
