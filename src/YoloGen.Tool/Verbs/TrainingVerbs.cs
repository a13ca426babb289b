using System.CommandLine;
using System.Diagnostics;
using YoloGen.Diagnostics;

namespace YoloGen.Tool.Verbs;

/// <summary>
/// Verbs of the training program, which is an executable of its own: it needs libtorch, some 600 MB that nobody gets who does not train.
/// All words after the verb go to it as they are.
/// </summary>
internal static class TrainingVerbs
{
    private const string ProgramFile = "YoloGen.Training.dll";
    private const string BuildCommand = "dotnet build src/YoloGen.Training -c Release";

    private static readonly (string Verb, string Description)[] All =
    [
        ("train", "Trains a network, or goes on with one.\n\nExample:\n  yologen train --data scenes/data.yaml --width 0.25 --size 256 --out runs/a"),
        ("prune", "Removes filters by their L1 norm.\n\nExample:\n  yologen prune --weights runs/a/weights/final.safetensors --gmac 0.8 --out runs/b"),
        ("export", "Writes a trained network as ONNX.\n\nExample:\n  yologen export --weights runs/a/weights/final.safetensors --size 416 --out face.onnx"),
        ("val", "Evaluates a checkpoint or an ONNX file on labelled photos.\n\nExample:\n  yologen val --model face.onnx --data data.yaml"),
        ("sweep", "Runs the paper's Table I, or writes it as a cluster job.\n\nExample:\n  yologen sweep --data data.yaml --out runs/sweep"),
        ("report", "Writes tables from run folders.\n\nExample:\n  yologen report --help"),
        ("search-rate", "Searches the learning rate over a grid.\n\nExample:\n  yologen search-rate --help"),
        ("anchors", "Finds anchors by k-means over the boxes of a data set.\n\nExample:\n  yologen anchors --data data.yaml"),
    ];

    /// <summary>Whether the first word is a verb of the training program.</summary>
    public static bool Owns(string[] args) => args.Length > 0 && All.Any(v => v.Verb == args[0]);

    /// <summary>The verbs, for the list of commands in --help.</summary>
    public static IEnumerable<Command> Create() => All.Select(v => new Command(v.Verb, v.Description));

    /// <summary>Starts the training program and returns its exit code.</summary>
    /// <exception cref="YoloGenException">YG0601: the program is not there.</exception>
    public static async Task<int> RunAsync(string[] args)
    {
        string program = Find() ?? throw new YoloGenException(
            DiagnosticCodes.ToolMissing, $"the training program is not built; run: {BuildCommand} (or set YOLOGEN_TRAINING to the folder of {ProgramFile})");
        using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [program, .. args]))!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static string? Find()
    {
        string? set = Environment.GetEnvironmentVariable("YOLOGEN_TRAINING");
        string here = AppContext.BaseDirectory;
        string[] folders =
        [
            .. set is { Length: > 0 } ? new[] { set } : [],
            Path.Combine(here, "training"),
            Path.Combine(here, "..", "..", "..", "..", "YoloGen.Training", "bin", "Release", "net10.0"),
            Path.Combine(here, "..", "..", "..", "..", "YoloGen.Training", "bin", "Debug", "net10.0"),
        ];
        return folders.Select(f => Path.GetFullPath(Path.Combine(f, ProgramFile))).FirstOrDefault(File.Exists);
    }
}
