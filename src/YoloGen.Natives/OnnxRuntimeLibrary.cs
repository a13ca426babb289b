using System.Runtime.InteropServices;
using System.Runtime.Loader;
using YoloGen.Diagnostics;

namespace YoloGen.Natives;

/// <summary>The native half of ONNX Runtime, found and loaded when a verb compares with it.</summary>
internal static class OnnxRuntimeLibrary
{
    /// <summary>Environment variable that names the library's folder.</summary>
    public const string Variable = "YOLOGEN_ONNXRUNTIME";

    private static readonly Lock Gate = new();
    private static nint _handle;

    /// <summary>Folder of the library, or null.</summary>
    public static string? Find() => NativePackage.OnnxRuntime(Platform.Current) is { } package ? NativeFinder.Find(package, Variable) : null;

    /// <summary>Loads the library; call it before the first use of ONNX Runtime's managed classes.</summary>
    /// <exception cref="YoloGenException">YG0604: it is not on this machine; the message names the command that fetches it.</exception>
    public static void Load()
    {
        lock (Gate)
        {
            if (_handle != 0)
            {
                return;
            }

            string folder = Find() ?? throw new YoloGenException(DiagnosticCodes.LibraryMissing, Missing());
            string file = Path.Combine(folder, NativePackage.OnnxRuntime(Platform.Current)!.Library);
            if (!NativeLibrary.TryLoad(file, out _handle))
            {
                throw new YoloGenException(DiagnosticCodes.LibraryMissing, "ONNX Runtime does not load; it needs glibc 2.28 and the C++ standard library of GCC 8 or newer on Linux, the Visual C++ redistributable on Windows", file);
            }

            // Windows has an ONNX Runtime of its own in its system folder: what is loaded already by full path wins over it.
            AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => name is "onnxruntime" or "onnxruntime.dll" ? _handle : 0;
        }
    }

    private static string Missing() => NativePackage.OnnxRuntime(Platform.Current) is { } package
        ? NativeFinder.Wrong(package, Variable) ?? $"ONNX Runtime {package.Version} is not on this machine, and only this kind of check needs it; run: {CommandName.Setup("onnxruntime")} "
            + $"(fetches the NuGet package, {package.Megabytes} MB), or set {Variable} to a folder with {package.Library}"
        : $"ONNX Runtime is not packaged for {RuntimeInformation.RuntimeIdentifier}; set {Variable} to a folder with its library, or use Linux (glibc) x64 or arm64, Windows, or macOS arm64";
}
