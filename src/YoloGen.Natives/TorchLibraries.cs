using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace YoloGen.Natives;

/// <summary>libtorch and TorchSharp's library on top of it, from the user's packages folder.</summary>
internal static class TorchLibraries
{
    /// <summary>Environment variable that names a folder with both.</summary>
    public const string Variable = "YOLOGEN_LIBTORCH";

    /// <summary>What TorchSharp asks for, in the order in which the libraries need each other.</summary>
    private static readonly string[] InOrder = ["c10", "torch_cpu", "torch"];

    /// <summary>The folders of libtorch and of TorchSharp's library; null if one of the two is missing.</summary>
    public static (string Libtorch, string TorchSharp)? Find()
    {
        if (NativePackage.Libtorch(Platform.Current) is not { } libtorch || NativePackage.TorchSharp(Platform.Current) is not { } torchSharp)
        {
            return null;
        }

        return NativeFinder.Find(libtorch, Variable) is { } first && NativeFinder.Find(torchSharp, Variable) is { } second ? (first, second) : null;
    }

    /// <summary>What is wrong with the variable, if it is set and does not lead to both; else null.</summary>
    public static string? Wrong()
        => NativePackage.Libtorch(Platform.Current) is { } libtorch && NativePackage.TorchSharp(Platform.Current) is { } torchSharp
            ? NativeFinder.Wrong(libtorch, Variable) ?? NativeFinder.Wrong(torchSharp, Variable)
            : null;

    /// <summary>Loads libtorch from its folder and then TorchSharp's library, and answers TorchSharp's own search with them.</summary>
    /// <param name="libtorch">Folder of libtorch.</param>
    /// <param name="torchSharpLibrary">File of TorchSharp's library.</param>
    /// <exception cref="DllNotFoundException">One of them needs a library that this machine does not have.</exception>
    public static void Load(string libtorch, string torchSharpLibrary)
    {
        string platform = Platform.Current!;
        var loaded = new Dictionary<string, nint>(StringComparer.Ordinal);
        if (OperatingSystem.IsWindows())
        {
            // libtorch's libraries ask for each other by name: only the search path leads there.
            Environment.SetEnvironmentVariable("PATH", libtorch + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"));
        }

        foreach (string name in InOrder)
        {
            loaded[name] = NativeLibrary.Load(Path.Combine(libtorch, NativePackage.FileOf(platform, name)));
        }

        loaded["LibTorchSharp"] = NativeLibrary.Load(torchSharpLibrary);
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => loaded.GetValueOrDefault(name);
    }
}
