using System.Text;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Files;

namespace YoloGen.Vision;

/// <summary>Writes binary PPM (P6): the format that emitted programs read without any library.</summary>
public static class PpmWriter
{
    /// <summary>Writes a file, through a temporary one beside it.</summary>
    /// <exception cref="YoloGenException">YG0003.</exception>
    public static void Write(Photo photo, string path)
    {
        ArgumentNullException.ThrowIfNull(photo);
        OutputFile.Write(path, file =>
        {
            file.Write(Encoding.ASCII.GetBytes(FormattableString.Invariant($"P6\n{photo.Width} {photo.Height}\n255\n")));
            file.Write(photo.Rgb);
        });
    }
}
