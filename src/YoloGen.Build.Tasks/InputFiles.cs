using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace YoloGen.Build.Tasks;

/// <summary>
/// The files beside a model that its values were read from (external data of ONNX), with the length and time that they had. Known only after a
/// model was compiled, so they stand in a file of their own beside the options.
/// </summary>
internal static class InputFiles
{
    /// <summary>Extension of that file.</summary>
    public const string Extension = ".inputs";

    /// <summary>Length and time of a file, as text; "absent" without it.</summary>
    public static string Version(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? string.Format(CultureInfo.InvariantCulture, "{0} {1}", file.Length, file.LastWriteTimeUtc.Ticks) : "absent";
    }

    /// <summary>Writes the versions of files; without files there is none to write.</summary>
    public static void Write(string path, IReadOnlyCollection<string> files)
    {
        if (files.Count == 0)
        {
            File.Delete(path);
            return;
        }

        File.WriteAllText(path, string.Concat(files.Select(f => Wire.Join(f, Version(f)) + "\n")), new UTF8Encoding(false));
    }

    /// <summary>Whether all files are as they were.</summary>
    public static bool AreUnchanged(string path)
        => !File.Exists(path) || File.ReadAllLines(path, Encoding.UTF8).Select(Wire.Split).All(f => f.Count == 2 && Version(f[0]) == f[1]);
}
