using YoloGen.Diagnostics;
using YoloGen.Onnx.Files;

namespace YoloGen.Compiler;

/// <summary>Files that are written together: each beside its place first, then moved, so that no half-written file is ever seen.</summary>
internal static class FileSet
{
    /// <summary>Writes the files into a folder, which is created if it does not exist.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="files">Names and contents.</param>
    /// <param name="keepEqual">Whether a file that has the content already keeps its time, so that nothing that depends on it is built again.</param>
    /// <exception cref="YoloGenException">A file cannot be written.</exception>
    public static void Write(string folder, IReadOnlyList<(string Name, byte[] Content)> files, bool keepEqual = false)
    {
        // Several processes may write into one folder at a time: an IDE and a build.
        OutputFile.CheckFolder(folder, files.Select(f => f.Name));
        bool isNew = !Directory.Exists(folder);
        string temporary = Path.Combine(folder, $".yologen-{Environment.ProcessId}-{Path.GetRandomFileName()}");
        try
        {
            Directory.CreateDirectory(temporary);
            (string Name, byte[] Content)[] changed = [.. files.Where(f => !keepEqual || !HasContent(Path.Combine(folder, f.Name), f.Content))];
            foreach ((string name, byte[] content) in changed)
            {
                File.WriteAllBytes(Path.Combine(temporary, name), content);
            }

            foreach ((string name, _) in changed)
            {
                File.Move(Path.Combine(temporary, name), OutputFile.Check(Path.Combine(folder, name)), overwrite: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Remove(temporary, recursive: true);
            if (isNew)
            {
                Remove(folder, recursive: false);
            }

            throw new YoloGenException(DiagnosticCodes.FileNotWritable, exception.Message, folder);
        }
        finally
        {
            Remove(temporary, recursive: true);
        }
    }

    private static bool HasContent(string path, byte[] content)
        => File.Exists(path) && new FileInfo(path).Length == content.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);

    private static void Remove(string folder, bool recursive)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What is left there harms nobody.
        }
    }
}
