using System.Globalization;
using YoloGen.Diagnostics;

namespace YoloGen.Onnx.External;

/// <summary>
/// Reads tensor values from a file beside the model. Only a regular file inside the model's folder, after links are
/// resolved, and only exactly as many bytes as the tensor needs: a model must not read other files of its user.
/// </summary>
internal sealed class ExternalDataReader(string? modelPath)
{
    private readonly SortedSet<string> _files = new(StringComparer.Ordinal);

    /// <summary>Absolute paths of the files that values were read from, links resolved.</summary>
    public IReadOnlyCollection<string> Files => _files;

    public ReadOnlyMemory<byte> Read(OnnxTensor tensor, IReadOnlyList<(string Key, string Value)> entries, long expected)
    {
        string location = Entry(tensor, entries, "location") ?? throw Bad(tensor, "it names no location");
        long offset = Number(tensor, entries, "offset") ?? 0;
        long? length = Number(tensor, entries, "length");
        string file = Locate(tensor, location);
        try
        {
            var info = new FileInfo(file);
            if (!info.Exists)
            {
                throw Bad(tensor, $"'{location}' is not beside the model; keep the two files together");
            }

            // A pipe or device has length 0, so that it fails here and is never opened.
            if (offset > info.Length || (length ?? (info.Length - offset)) != expected || expected > info.Length - offset)
            {
                throw Bad(tensor, $"it needs exactly {expected} bytes at offset {offset} of '{location}', the model asks for {length?.ToString(CultureInfo.InvariantCulture) ?? "the rest"}, and the file has {info.Length}");
            }

            _files.Add(file);
            if (expected == 0)
            {
                return default;
            }

            // Opened in any case, so that what cannot be read is refused now.
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (expected >= ExternalBytes.Least)
            {
                return new ExternalBytes(file, offset, (int)expected, tensor.Name).Memory;
            }

            stream.Position = offset;
            var bytes = new byte[expected];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Bad(tensor, $"'{location}' cannot be read: {e.Message}");
        }
    }

    private string Locate(OnnxTensor tensor, string location)
    {
        if (modelPath is null)
        {
            throw Bad(tensor, "the model is not a file, so that nothing can lie beside it");
        }

        // Both separators, on every platform: a file that is safe on one must be safe on all.
        string[] parts = location.Split('/', '\\');
        if (location.Length == 0 || location.Contains('\0') || location.Contains(':') || Path.IsPathRooted(location) || parts.Any(p => p is ".." or ""))
        {
            throw Bad(tensor, $"the location '{location}' is not a plain relative path; only files in the model's folder are read");
        }

        try
        {
            string folder = LinkResolver.Resolve(Path.GetDirectoryName(Path.GetFullPath(modelPath))!);
            string file = LinkResolver.Resolve(Path.Combine(folder, Path.Combine(parts)));
            return file.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
                ? file
                : throw Bad(tensor, $"'{location}' leads out of the model's folder; copy the file there instead of linking it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Bad(tensor, $"'{location}' cannot be resolved: {e.Message}");
        }
    }

    private static string? Entry(OnnxTensor tensor, IReadOnlyList<(string Key, string Value)> entries, string key)
    {
        string[] found = [.. entries.Where(e => e.Key == key).Select(e => e.Value)];
        return found.Length > 1 ? throw Bad(tensor, $"'{key}' is given {found.Length} times") : found.FirstOrDefault();
    }

    private static long? Number(OnnxTensor tensor, IReadOnlyList<(string Key, string Value)> entries, string key)
        => Entry(tensor, entries, key) is not { } text ? null
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value
            : throw Bad(tensor, $"'{key}' is '{text}', not a number of bytes");

    private static YoloGenException Bad(OnnxTensor tensor, string what)
        => new(DiagnosticCodes.BadExternalData, $"external data of tensor '{tensor.Name}': {what}");
}
