using YoloGen.Vision;

namespace YoloGen.Training.Plots;

/// <summary>Pictures beside and below each other on a white one.</summary>
internal sealed class PhotoSheet
{
    private readonly Photo photo;

    public PhotoSheet(int width, int height)
    {
        photo = new Photo(width, height);
        photo.Rgb.AsSpan().Fill(255);
    }

    public void Save(string path) => PhotoWriter.Write(photo, path);

    /// <summary>Puts a picture into the sheet; what would lie outside is left out.</summary>
    public void Paste(Photo source, int left, int top)
    {
        for (int y = 0; y < Math.Min(source.Height, photo.Height - top); y++)
            source.Rgb.AsSpan(y * source.Width * 3, Math.Min(source.Width, photo.Width - left) * 3).CopyTo(photo.Rgb.AsSpan(((top + y) * photo.Width + left) * 3));
    }
}
