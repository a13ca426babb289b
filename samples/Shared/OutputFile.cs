namespace Photos;

/// <summary>Files that are written whole or not at all, and only where a regular file is or nothing is.</summary>
internal static class OutputFile
{
    /// <summary>Refuses a place that holds something else: a folder, a link, a pipe or a device.</summary>
    /// <exception cref="IOException">It does.</exception>
    public static void Check(string path)
    {
        var info = new FileInfo(path);
        // Pipes and devices have length 0; a result that was written here never has.
        if (Directory.Exists(path) || info.LinkTarget is not null || info is { Exists: true, Length: 0 })
            throw new IOException($"{path} is in the way: a folder, a link, or no file with content; remove it, or choose another place");
    }

    /// <summary>Writes a file through a temporary one beside it, which does not stay behind where the disk is full.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        Check(path);
        string partial = path + ".partial";
        // Whatever has that name is removed, not followed or written into.
        File.Delete(partial);
        try
        {
            using (var file = new FileStream(partial, FileMode.CreateNew))
                write(file);
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
