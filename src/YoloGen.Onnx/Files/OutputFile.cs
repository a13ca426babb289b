using System.Text;
using YoloGen.Diagnostics;
using YoloGen.Onnx.External;

namespace YoloGen.Onnx.Files;

/// <summary>
/// Files that are written whole or not at all, and only where a regular file is or nothing is: a pipe would wait for ever, and a device or a
/// folder is not ours to replace. A link is followed, so that what it names gets the content.
/// </summary>
internal static class OutputFile
{
    /// <summary>Names of files that are not written to their end, and stay where the process is killed meanwhile.</summary>
    public const string PartialPattern = "*" + Partial;

    private const string Partial = ".partial";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Refuses a place where nothing can be written, before the work for it begins.</summary>
    /// <returns>The path with links followed.</returns>
    /// <exception cref="YoloGenException">YG0003.</exception>
    public static string Check(string path)
    {
        string real = Real(path);
        if (FileKinds.Of(real) is var kind and not (FileKind.Missing or FileKind.Regular))
        {
            throw Refusal(path, $"there is {FileKinds.Describe(kind)} where the file would be written; choose another place");
        }

        string parent = Path.GetDirectoryName(real) ?? real;
        if (!Directory.Exists(parent))
        {
            throw Refusal(path, $"the folder {parent} does not exist; create it, or choose another place");
        }

        return FileKinds.IsWritable(parent) ? real : throw ReadOnly(path, parent);
    }

    /// <summary>As <see cref="Check"/>, for a file whose folder is created where there is none.</summary>
    /// <exception cref="YoloGenException">YG0003.</exception>
    public static void CheckNew(string path) => CheckFolder(Path.GetDirectoryName(Path.GetFullPath(path)) ?? path, [Path.GetFileName(path)]);

    /// <summary>Refuses a folder that cannot be created, and names in it where no file can be written, before the work for them begins.</summary>
    /// <param name="folder">The folder, which need not exist yet.</param>
    /// <param name="names">Names of the files that will be written into it.</param>
    /// <exception cref="YoloGenException">YG0003.</exception>
    public static void CheckFolder(string folder, IEnumerable<string> names)
    {
        // The nearest thing that exists has to be a folder, in which the others are made.
        string real = Real(folder);
        string nearest = real;
        FileKind kind;
        while ((kind = FileKinds.Of(nearest)) == FileKind.Missing && Path.GetDirectoryName(nearest) is { } parent)
        {
            nearest = parent;
        }

        if (kind != FileKind.Directory)
        {
            throw Refusal(folder, $"there is {FileKinds.Describe(kind)} where {(nearest == real ? "the folder" : "a folder above it")} would be; choose another place");
        }

        if (!FileKinds.IsWritable(nearest))
        {
            throw ReadOnly(folder, nearest);
        }

        if (nearest == real)
        {
            foreach (string name in names)
            {
                Check(Path.Combine(folder, name));
            }
        }
    }

    /// <summary>Writes text as UTF-8 without a mark.</summary>
    /// <exception cref="YoloGenException">YG0003.</exception>
    public static void Write(string path, string text) => Write(path, Utf8.GetBytes(text));

    /// <summary>Writes a file.</summary>
    /// <exception cref="YoloGenException">YG0003.</exception>
    public static void Write(string path, byte[] content) => Write(path, file => file.Write(content));

    /// <summary>Writes a file piece by piece; what it replaces stays until the last piece is on the disk.</summary>
    /// <exception cref="YoloGenException">YG0003.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        string real = Check(path);
        // Several processes may write one file at a time; the last one stays.
        string partial = $"{real}.{Environment.ProcessId}-{Path.GetRandomFileName()}{Partial}";
        try
        {
            using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                write(file);
            }

            File.Move(partial, real, overwrite: true);
        }
        catch (Exception e)
        {
            Remove(partial);
            if (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                throw Refusal(path, $"cannot be written: {e.Message}");
            }

            throw;
        }
    }

    private static string Real(string path)
    {
        try
        {
            return LinkResolver.Resolve(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Refusal(path, $"cannot be written: {e.Message}");
        }
    }

    private static void Remove(string partial)
    {
        try
        {
            File.Delete(partial);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // The first problem is the one to report.
        }
    }

    private static YoloGenException ReadOnly(string path, string folder) => Refusal(path, $"the folder {folder} cannot be written to; choose another place");

    private static YoloGenException Refusal(string path, string reason) => new(DiagnosticCodes.FileNotWritable, reason, path);
}
