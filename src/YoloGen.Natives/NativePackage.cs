using System.Reflection;

namespace YoloGen.Natives;

/// <summary>A NuGet package whose native libraries are taken from the user's packages folder when a verb needs them.</summary>
/// <param name="Id">Package id as NuGet spells it.</param>
/// <param name="Version">The exact version.</param>
/// <param name="Platform">Runtime identifier of the folder in it, such as <c>linux-x64</c>.</param>
/// <param name="Library">File that must be there.</param>
/// <param name="Megabytes">About how much is downloaded, in 10^6 bytes.</param>
internal sealed record NativePackage(string Id, string Version, string Platform, string Library, int Megabytes)
{
    /// <summary>ONNX Runtime; null where it has no build for the platform.</summary>
    public static NativePackage? OnnxRuntime(string? platform) => platform is null
        ? null
        : new NativePackage("Microsoft.ML.OnnxRuntime", Pinned("OnnxRuntimeVersion"), platform, FileOf(platform, "onnxruntime"), 160);

    /// <summary>libtorch; null where it has no build for the platform.</summary>
    public static NativePackage? Libtorch(string? platform) => platform is "linux-x64" or "win-x64" or "osx-arm64"
        ? new NativePackage("libtorch-cpu-" + platform, Pinned("LibtorchVersion"), platform, FileOf(platform, "torch_cpu"), 130)
        : null;

    /// <summary>TorchSharp's own library on top of libtorch; null where it has no build for the platform.</summary>
    public static NativePackage? TorchSharp(string? platform) => platform is "linux-x64" or "win-x64" or "osx-arm64"
        ? new NativePackage("TorchSharp", Pinned("TorchSharpVersion"), platform, FileOf(platform, "LibTorchSharp"), 4)
        : null;

    /// <summary>Folder of the native libraries below a packages folder.</summary>
    public string FolderIn(string packages) => Path.Combine(packages, Id.ToLowerInvariant(), Version, "runtimes", Platform, "native");

    /// <summary>File name of a library on a platform.</summary>
    public static string FileOf(string platform, string name)
        => platform.StartsWith("win", StringComparison.Ordinal) ? name + ".dll" : "lib" + name + (platform.StartsWith("osx", StringComparison.Ordinal) ? ".dylib" : ".so");

    private static string Pinned(string key)
        => typeof(NativePackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
