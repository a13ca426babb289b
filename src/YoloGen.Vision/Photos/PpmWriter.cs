using System.Text;
using YoloGen.Diagnostics;

namespace YoloGen.Vision;

/// <summary>Writes binary PPM (P6): the format that emitted programs read without any library.</summary>
public static class PpmWriter
{
    /// <summary>Writes a file, through a temporary one beside it.</summary>
    /// <exception cref="YoloGenException">YG0003.</exception>
    public static void Write(Photo photo, string path)
    {
        ArgumentNullException.ThrowIfNull(photo);
        string partial = path + ".partial";
        try
        {
            using (FileStream file = File.Create(partial))
            {
                file.Write(Encoding.ASCII.GetBytes(FormattableString.Invariant($"P6\n{photo.Width} {photo.Height}\n255\n")));
                file.Write(photo.Rgb);
            }

            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new YoloGenException(DiagnosticCodes.FileNotWritable, $"the photo cannot be written: {e.Message}", path);
        }
    }
}
