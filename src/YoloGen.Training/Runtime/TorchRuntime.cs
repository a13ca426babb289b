using System.Runtime.InteropServices;
using TorchSharp;
using YoloGen.Diagnostics;
using YoloGen.Natives;

namespace YoloGen.Training.Runtime;

/// <summary>
/// Makes libtorch load. TorchSharp's own library is built with GCC 13 and imports <c>std::ios_base_library_init()</c>
/// (GLIBCXX_3.4.32) which older systems lack (Debian 12, Ubuntu 22.04). All it does is initialise the standard streams, which
/// libtorch has done already when the library loads, so on such systems a copy of the library gets the import rebound to a function
/// without arguments or effect: the one in the output folder, or, in the packaged tool, one in the cache folder, since the packages
/// folder is shared. Everywhere else nothing is touched.
/// </summary>
internal static class TorchRuntime
{
    private const string Missing = "_ZSt21ios_base_library_initv";
    private const string Substitute = "_ZNSt6chrono3_V212steady_clock3nowEv";
    private static readonly string FileName = NativePackage.FileOf(Platform.Current ?? "linux", "LibTorchSharp");
    private static readonly Lock Gate = new();
    private static string? _failure;
    private static DiagnosticCode _failureCode = DiagnosticCodes.TorchNotLoadable;
    private static bool _prepared;

    /// <summary>Why libtorch does not load here, and what to do; null when it does.</summary>
    public static string? Failure
    {
        get
        {
            lock (Gate)
            {
                if (!_prepared)
                    _failure = Prepare();
                _prepared = true;
                return _failure;
            }
        }
    }

    /// <summary>Loads libtorch.</summary>
    /// <exception cref="YoloGenException">It does not load; the message says what is missing.</exception>
    public static void Load()
    {
        if (Failure is { } reason)
            throw new YoloGenException(_failureCode, reason);
    }

    private static string? Prepare()
    {
        bool known = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64
            || OperatingSystem.IsWindows() && RuntimeInformation.ProcessArchitecture == Architecture.X64
            || OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        if (!known)
            return $"libtorch is packaged for Linux x64, Windows x64 and macOS arm64, not for {RuntimeInformation.RuntimeIdentifier}; train on one of those";
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // Threads that spin at barriers starve the others, and the loader, on a machine that is not idle.
                SetEnvironment("OMP_WAIT_POLICY", "PASSIVE", overwrite: 0);
            }
            if (NativeFolders().Select(folder => Path.Combine(folder, FileName)).FirstOrDefault(File.Exists) is { } own)
                RepairForOldStandardLibrary(own, own);
            else if (LoadFromPackages() is { } missing)
                return missing;
            torch.TryInitializeDeviceType(DeviceType.CPU);
            using torch.Tensor probe = torch.zeros(1);
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException or NotSupportedException
            or EntryPointNotFoundException or FileNotFoundException or IOException or UnauthorizedAccessException)
        {
            Exception inner = exception.GetBaseException();
            return $"libtorch does not load: {inner.Message.ReplaceLineEndings(" ")}; its folder or {CacheFolder.Path} must be writable, "
                + "and on Linux install libgomp1 and a C++ standard library of GCC 11 or newer";
        }
    }

    /// <summary>Loads the libraries that the packaged tool leaves out; what to do if they are not there, else null.</summary>
    private static string? LoadFromPackages()
    {
        if (TorchLibraries.Find() is not { } found)
        {
            _failureCode = DiagnosticCodes.LibraryMissing;
            return TorchLibraries.Wrong() ?? $"libtorch is not on this machine, and only training needs it; run: {CommandName.Setup("torch")} (fetches the NuGet packages, about 140 MB, "
                + $"600 MB unpacked), or set {TorchLibraries.Variable} to a folder with libtorch and {FileName}";
        }
        string library = Path.Combine(found.TorchSharp, FileName);
        string copy = Path.Combine(CacheFolder.Path, "torchsharp-" + typeof(torch).Assembly.GetName().Version, FileName);
        TorchLibraries.Load(found.Libtorch, RepairForOldStandardLibrary(library, copy));
        return null;
    }

    /// <summary>Writes a repaired copy where one is needed, and returns the file to load.</summary>
    private static string RepairForOldStandardLibrary(string library, string copy)
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libstdc++.so.6", out nint standard) || NativeLibrary.TryGetExport(standard, Missing, out _))
            return library;
        byte[] bytes = File.ReadAllBytes(library);
        if (!ElfSymbolPatch.TryRebind(bytes, Missing, Substitute))
            return library; // done before, or another build of the library
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        string temporary = $"{copy}.{Environment.ProcessId}";
        File.WriteAllBytes(temporary, bytes);
        File.Move(temporary, copy, overwrite: true);
        return copy;
    }

    /// <summary>The C library's own setenv: .NET's copy of the environment does not reach native libraries.</summary>
    [DllImport("libc", EntryPoint = "setenv", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetEnvironment([MarshalAs(UnmanagedType.LPStr)] string name, [MarshalAs(UnmanagedType.LPStr)] string value, int overwrite);

    private static IEnumerable<string> NativeFolders()
    {
        yield return AppContext.BaseDirectory;
        yield return Path.Combine(AppContext.BaseDirectory, "runtimes", Platform.Current ?? "", "native");
        if (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") is string directories)
        {
            foreach (string directory in directories.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            {
                if (!directory.Contains(".nuget", StringComparison.Ordinal))
                    yield return directory;
            }
        }
    }
}
