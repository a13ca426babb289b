namespace YoloGen.Tests;

/// <summary>Finds the data that is not part of the project: <c>YOLOGEN_SHARED</c>, or <c>../shared</c> beside the repository.</summary>
internal static class SharedData
{
    /// <summary>The repository's root: the folder above this assembly that holds YoloGen.sln.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>Path below the shared folder; skips the running test where it is absent.</summary>
    public static string Require(params string[] parts)
    {
        string path = Path.Combine([Folder, .. parts]);
        Xunit.Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"{string.Join('/', parts)} is not there (set YOLOGEN_SHARED, or put the data into ../shared)");
        return path;
    }

    /// <summary>Whether a path below the shared folder exists.</summary>
    public static bool Has(params string[] parts)
    {
        string path = Path.Combine([Folder, .. parts]);
        return File.Exists(path) || Directory.Exists(path);
    }

    private static string Folder => Environment.GetEnvironmentVariable("YOLOGEN_SHARED") is { Length: > 0 } set ? set : Path.Combine(RepositoryRoot, "..", "shared");

    private static string FindRoot()
    {
        for (DirectoryInfo? d = new(AppContext.BaseDirectory); d is not null; d = d.Parent)
        {
            if (File.Exists(Path.Combine(d.FullName, "YoloGen.sln")))
            {
                return d.FullName;
            }
        }

        throw new InvalidOperationException("the tests run from inside the repository");
    }
}
