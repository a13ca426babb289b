using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace YoloGen.Training.Sweeps;

/// <summary>A sweep as a script for a shell, a Slurm array job, or Kubernetes jobs.</summary>
internal static partial class JobScripts
{
    /// <summary>Runs one after the other, skipping finished ones.</summary>
    public static string Shell(IReadOnlyList<SweepRun> runs, string folder, string program)
    {
        var text = new StringBuilder("#!/bin/sh\nset -e\n");
        foreach (SweepRun run in runs)
            text.Append(CultureInfo.InvariantCulture, $"[ -f {Quote(Path.Combine(folder, run.Name, run.Result))} ] || {Line(program, run)}\n");
        return text.ToString();
    }

    /// <summary>An array job: the baseline as element 0, everything else after it. Submit with <c>sbatch</c>.</summary>
    public static string Slurm(IReadOnlyList<SweepRun> runs, string folder, string program)
    {
        var text = new StringBuilder();
        text.Append("#!/bin/sh\n# Submit twice: sbatch --array=0 THIS, then with the number it prints: sbatch --dependency=afterok:NUMBER ");
        text.Append(CultureInfo.InvariantCulture, $"--array=1-{runs.Count - 1} THIS\n#SBATCH --job-name=yologen-sweep\n#SBATCH --cpus-per-task=8\n#SBATCH --output=sweep-%a.log\n");
        text.Append("case \"$SLURM_ARRAY_TASK_ID\" in\n");
        for (int i = 0; i < runs.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i}) [ -f {Quote(Path.Combine(folder, runs[i].Name, runs[i].Result))} ] || {Line(program, runs[i])} ;;\n");
        return text.Append("esac\n").ToString();
    }

    /// <summary>A Job for each run; those that need the baseline wait for its weights on the shared volume.</summary>
    public static string Kubernetes(IReadOnlyList<SweepRun> runs, string folder, string program, string image)
    {
        var text = new StringBuilder();
        foreach (SweepRun run in runs)
        {
            string wait = run.Needs is null ? "" : $"until [ -f {Quote(Path.Combine(folder, run.Needs, "weights", "final.safetensors"))} ]; do sleep 60; done; ";
            string name = NotDnsLabel().Replace(run.Name.ToLowerInvariant(), "-");
            string script = Yaml($"{wait}[ -f {Quote(Path.Combine(folder, run.Name, run.Result))} ] || {Line(program, run)}");
            text.Append(CultureInfo.InvariantCulture, $$"""
                ---
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: yologen-{{name}}
                spec:
                  backoffLimit: 3
                  template:
                    spec:
                      restartPolicy: OnFailure
                      containers:
                        - name: run
                          image: {{Yaml(image)}}
                          workingDir: /data
                          command: ["sh", "-c", {{script}}]
                          volumeMounts:
                            - { name: work, mountPath: /data }
                      volumes:
                        - name: work
                          persistentVolumeClaim: { claimName: yologen }

                """);
        }
        return text.ToString();
    }

    /// <summary>A double-quoted YAML scalar; control characters cannot be meant in a path.</summary>
    private static string Yaml(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Line(string program, SweepRun run) => $"{program} {string.Join(' ', run.CommandLine.Select(Quote))}";

    private static string Quote(string word) => Plain().IsMatch(word) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex("^[A-Za-z0-9_./:=+-]+$")]
    private static partial Regex Plain();

    [GeneratedRegex("[^a-z0-9-]")]
    private static partial Regex NotDnsLabel();
}
