namespace YoloGen.Onnx.External;

/// <summary>The real path of a file: links in every component resolved, as realpath(3) does. Missing components stay as they are.</summary>
internal static class LinkResolver
{
    /// <summary>Resolves <paramref name="path"/>, which must be absolute.</summary>
    /// <exception cref="IOException">More than <see cref="OnnxLimits.MaxLinks"/> links.</exception>
    public static string Resolve(string path)
    {
        int links = 0;
        string full = Path.GetFullPath(path);
        string real = Path.GetPathRoot(full)!;
        var pending = new Stack<string>(Components(full).Reverse());
        while (pending.TryPop(out string? part))
        {
            string next = Path.Combine(real, part);
            string? target = new FileInfo(next).LinkTarget;
            if (target is null)
            {
                real = next;
                continue;
            }

            if (++links > OnnxLimits.MaxLinks)
            {
                throw new IOException("too many symbolic links");
            }

            string absolute = Path.GetFullPath(Path.Combine(real, target));
            real = Path.GetPathRoot(absolute)!;
            foreach (string component in Components(absolute).Reverse())
            {
                pending.Push(component);
            }
        }

        return real;
    }

    private static string[] Components(string full)
        => full[Path.GetPathRoot(full)!.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
}
