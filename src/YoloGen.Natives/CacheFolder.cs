namespace YoloGen.Natives;

/// <summary>Where derived files are kept that can be made again.</summary>
internal static class CacheFolder
{
    /// <summary><c>$XDG_CACHE_HOME/yologen</c> or <c>~/.cache/yologen</c>; on Windows the user's local application data.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Base(), "yologen");

    private static string Base()
    {
        if (OperatingSystem.IsWindows())
        {
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        }

        return Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
            ? set
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
    }
}
