using System.Text.Json;
using System.Text.Json.Serialization;
using Photos;

namespace FolderWatcher;

/// <summary>What is written beside a photo, as photo.jpg.json.</summary>
/// <param name="Photo">Name of the photo.</param>
/// <param name="Bytes">Size of the file that was looked at.</param>
/// <param name="Modified">When it was last written to: a later file of the same name is looked at again.</param>
/// <param name="Width">Pixels; 0 if the photo is broken.</param>
/// <param name="Height">Pixels; 0 if the photo is broken.</param>
/// <param name="Boxes">Best first, in pixels of the photo.</param>
/// <param name="Error">Why there are no boxes; null if all is well.</param>
internal sealed record PhotoResult(string Photo, long Bytes, DateTime Modified, int Width, int Height, IReadOnlyList<Box> Boxes, string? Error)
{
    /// <summary>Reads a result.</summary>
    /// <returns>The result; null if there is none, or none that can be read.</returns>
    public static PhotoResult? Read(string path)
    {
        try
        {
            // A pipe has length 0, and reading it could wait for ever.
            if (new FileInfo(path) is not { Exists: true, Length: > 0 })
                return null;
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ResultJson.Default.PhotoResult);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the file whole or not at all: whoever waits for it never sees half of it.</summary>
    public void Write(string path)
        => OutputFile.Write(path, file => JsonSerializer.Serialize(file, this, ResultJson.Default.PhotoResult));
}

/// <summary>A found object.</summary>
internal sealed record Box(string Class, float Score, float X, float Y, float Width, float Height);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PhotoResult))]
internal sealed partial class ResultJson : JsonSerializerContext;
