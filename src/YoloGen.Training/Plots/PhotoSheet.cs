using YoloGen.Vision;

namespace YoloGen.Training.Plots;

/// <summary>Pictures beside and below each other on a white one.</summary>
internal sealed class PhotoSheet
{
    private readonly Photo _photo;

    public PhotoSheet(int width, int height)
    {
        _photo = new Photo(width, height);
        _photo.Rgb.AsSpan().Fill(255);
    }

    public void Save(string path) => PhotoWriter.Write(_photo, path);

    /// <summary>Puts a picture into the sheet; what would lie outside is left out.</summary>
    public void Paste(Photo source, int left, int top)
    {
        for (int y = 0; y < Math.Min(source.Height, _photo.Height - top); y++)
            source.Rgb.AsSpan(y * source.Width * 3, Math.Min(source.Width, _photo.Width - left) * 3).CopyTo(_photo.Rgb.AsSpan(((top + y) * _photo.Width + left) * 3));
    }
}
