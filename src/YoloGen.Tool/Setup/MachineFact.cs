using YoloGen.Natives;
using YoloGen.Vision;

namespace YoloGen.Tool.Setup;

/// <summary>One thing that some verbs need.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Found">Where it is, or null.</param>
/// <param name="Remedy">How to get it.</param>
/// <param name="NeededBy">Which verbs need it.</param>
internal sealed record MachineFact(string Name, string? Found, string Remedy, string NeededBy)
{
    /// <summary>Everything that a verb may need besides the tool itself, on this machine.</summary>
    public static IEnumerable<MachineFact> All()
    {
        yield return new MachineFact(".NET SDK", InPath("dotnet"), "https://dotnet.microsoft.com/download/dotnet/10.0", "building what compile writes; verify --arm64");
        yield return new MachineFact("ONNX Runtime", OnnxRuntimeLibrary.Find(), CommandName.Setup("onnxruntime"), "verify, bench --against ort, val of an ONNX file");
        yield return new MachineFact("libtorch", TorchLibraries.Find()?.Libtorch, NativePackage.Libtorch(Platform.Current) is null ? "not packaged for this platform" : CommandName.Setup("torch"), "train, prune, export, val, sweep, search-rate");
        yield return new MachineFact("font", FontSet.OfMachine.Main?.FamilyName, $"install one (on Debian: fonts-dejavu-core), or set {FontSet.Variable} to a .ttf or .otf file", "names on the photos of detect and val, plots");
        if (!OperatingSystem.IsLinux())
        {
            yield return new MachineFact("linux-arm64 compiler", null, "use WSL or a container: .NET cannot cross-compile NativeAOT to Linux from here", "verify --arm64, NativeAOT for the Pi");
            yield break;
        }

        yield return Program("clang", "clang", "NativeAOT for the Pi, verify --arm64");
        yield return Program("aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu", "NativeAOT for the Pi, verify --arm64");
        yield return Program("qemu-aarch64", "qemu-user", "verify --arm64");
    }

    private static MachineFact Program(string program, string package, string neededBy) => new(program, InPath(program), $"sudo apt-get install -y {package}", neededBy);

    private static string? InPath(string program)
    {
        string file = OperatingSystem.IsWindows() ? program + ".exe" : program;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }
}
