using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>Support classes with a Decode method: their files are resources of this assembly.</summary>
internal static class HeadClasses
{
    private const string Folder = "Heads/";

    /// <summary>Their names, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        typeof(HeadClasses).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension).OrderBy(n => n, StringComparer.Ordinal).ToArray();

    /// <summary>The text of one.</summary>
    public static string Text(string name)
    {
        using Stream stream = typeof(HeadClasses).Assembly.GetManifestResourceStream($"{Folder}{name}.cs")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
