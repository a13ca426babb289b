using System.CommandLine;
using System.Diagnostics;
using YoloGen.Diagnostics;
using YoloGen.Natives;
using YoloGen.Tool.Console;

namespace YoloGen.Tool.Verbs;

/// <summary>
/// Verbs of the training program, which is an executable of its own: it needs libtorch, some 600 MB that nobody gets who does not train.
/// All words after the verb go to it as they are.
/// </summary>
internal static class TrainingVerbs
{
    private const string ProgramFile = "YoloGen.Training.dll";
    private const string BuildCommand = "dotnet build src/YoloGen.Training -c Release";

    private static readonly string[] Inputs = ["--model", "--weights", "--data", "--runs", "--teacher"];

    private static readonly (string Verb, string Description, string Example)[] All =
    [
        ("train", "Trains a network, or goes on with one.", "--data scenes/data.yaml --width 0.25 --size 256 --out runs/a"),
        ("prune", "Removes filters by their L1 norm.", "--weights runs/a/weights/final.safetensors --scope all --gmac 0.8 --out runs/b"),
        ("export", "Writes a trained network as ONNX.", "--weights runs/a/weights/final.safetensors --size 416 --out face.onnx"),
        ("val", "Evaluates a checkpoint or an ONNX file on labelled photos.", "--model face.onnx --data data.yaml"),
        ("sweep", "Runs the paper's Table I, or writes it as a cluster job.", "--data data.yaml --out runs/sweep --jobs slurm"),
        ("report", "Writes tables from run folders.", "--runs runs/sweep --out results.md"),
        ("search-rate", "Searches the learning rate over a grid.", "--data data.yaml --rates 0.002 0.001 0.0005 --epochs 3"),
        ("anchors", "Finds anchors by k-means over the boxes of a data set.", "--data data.yaml --size 416"),
    ];

    /// <summary>Whether the first word is a verb of the training program.</summary>
    public static bool Owns(string[] args) => args.Length > 0 && All.Any(v => v.Verb == args[0]);

    /// <summary>The verbs, for the list of commands in --help.</summary>
    public static IEnumerable<Command> Create() => All.Select(v => new Command(v.Verb, $"{v.Description}\n\n{ExampleOf(v.Verb)}"));

    /// <summary>Starts the training program and returns its exit code.</summary>
    /// <exception cref="YoloGenException">YG0601: the program is not there.</exception>
    public static async Task<int> RunAsync(string[] args)
    {
        bool help = args.Any(a => a is "--help" or "-h" or "-?");
        if (Find() is not { } program)
        {
            const string Missing = $"the training program is not built; run: {BuildCommand} (or set YOLOGEN_TRAINING to the folder of {ProgramFile})";
            if (!help)
            {
                // What the user can see at once comes before what has to be installed.
                if (InputsOf(args).FirstOrDefault(p => !Path.Exists(p)) is { } absent)
                {
                    throw new YoloGenException(DiagnosticCodes.FileNotReadable, "there is no such file or folder", absent);
                }

                throw new YoloGenException(DiagnosticCodes.ToolMissing, Missing);
            }

            Terminal.Line($"{All.First(v => v.Verb == args[0]).Description}\n\n{ExampleOf(args[0])}\n\nFor the options {Missing}");
            return ExitCode.Done;
        }

        return await ChildProgram.RunAsync(new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [program, .. args]));
    }

    /// <summary>Paths that a command line reads: of the options that name inputs, and a word in front of all options.</summary>
    private static IEnumerable<string> InputsOf(string[] args)
    {
        for (int i = 1; i < args.Length; i++)
        {
            string[] parts = args[i].Split('=', 2);
            if (Inputs.Contains(parts[0]) && parts.Length == 2)
            {
                yield return parts[1];
            }
            else if (!args[i].StartsWith('-') && (i == 1 || Inputs.Contains(args[i - 1])))
            {
                yield return args[i];
            }
        }
    }

    private static string ExampleOf(string verb) => $"Example:\n  {CommandName.Text} {verb} {All.First(v => v.Verb == verb).Example}";

    private static string? Find()
    {
        string? set = Environment.GetEnvironmentVariable("YOLOGEN_TRAINING");
        string here = AppContext.BaseDirectory;
        string[] folders =
        [
            .. set is { Length: > 0 } ? new[] { set } : [],
            here,
            Path.Combine(here, "..", "..", "..", "..", "YoloGen.Training", "bin", "Release", "net10.0"),
            Path.Combine(here, "..", "..", "..", "..", "YoloGen.Training", "bin", "Debug", "net10.0"),
        ];
        return folders.Select(f => Path.GetFullPath(Path.Combine(f, ProgramFile))).FirstOrDefault(File.Exists);
    }
}
