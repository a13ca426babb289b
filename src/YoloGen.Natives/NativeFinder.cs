namespace YoloGen.Natives;

/// <summary>Looks for a package's native libraries, in a fixed order.</summary>
internal static class NativeFinder
{
    /// <summary>
    /// Folder that holds the package's library: the one an environment variable names, the program's own, the program's
    /// <c>runtimes</c> folder, then the user's NuGet packages folder. Null if it is in none.
    /// </summary>
    /// <param name="package">What is wanted.</param>
    /// <param name="variable">Environment variable with a folder, or with the library's path.</param>
    public static string? Find(NativePackage package, string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set)
        {
            return new[] { set, Path.GetDirectoryName(set) ?? set }.FirstOrDefault(f => File.Exists(Path.Combine(f, package.Library)));
        }

        string own = AppContext.BaseDirectory;
        return new[] { own, Path.Combine(own, "runtimes", package.Platform, "native") }
            .Concat(PackagesFolder.Candidates().Select(package.FolderIn))
            .FirstOrDefault(f => File.Exists(Path.Combine(f, package.Library)));
    }

    /// <summary>What is wrong with the variable, if it is set and does not lead to the library; else null.</summary>
    public static string? Wrong(NativePackage package, string variable)
        => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set && Find(package, variable) is null
            ? $"{variable} names '{set}', which has no {package.Library}; correct it, or unset it so that the NuGet packages folder is searched"
            : null;
}
