using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace YoloGen.Natives;

/// <summary>
/// Finds libraries in the program's own <c>runtimes</c> folder. The training program needs it in the tool's package, where it has no
/// <c>.deps.json</c> that would say where they are.
/// </summary>
internal static class OwnLibraries
{
    /// <summary>From now on, a library that is found nowhere else is looked for there.</summary>
    public static void Register() => AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => Load(name);

    private static nint Load(string name)
    {
        if (Platform.Current is not { } platform || name.AsSpan().IndexOfAny('/', '\\') >= 0)
        {
            return 0;
        }

        string ending = Path.GetExtension(NativePackage.FileOf(platform, ""));
        string[] names = [name + ending, NativePackage.FileOf(platform, name)];
        string[] folders = [platform, platform.Split('-')[0]];
        foreach (string file in folders.SelectMany(f => names.Select(n => Path.Combine(AppContext.BaseDirectory, "runtimes", f, "native", n))))
        {
            if (File.Exists(file) && NativeLibrary.TryLoad(file, out nint handle))
            {
                return handle;
            }
        }

        return 0;
    }
}
