using Microsoft.Extensions.Options;
using Photos;

namespace FolderWatcher;

/// <summary>Looks at photos with one detector, which is constructed once and used by one photo at a time.</summary>
internal sealed class PhotoProcessor(IOptions<WatchOptions> options) : IDisposable
{
    private readonly FaceMaskDetector _detector = new();
    private readonly FaceMaskDetector.Detection[] _found = new FaceMaskDetector.Detection[100];

    /// <summary>Looks at a photo and writes what it found beside it; for a broken photo, why it found nothing.</summary>
    /// <exception cref="IOException">The photo cannot be read yet, or the result cannot be written.</exception>
    public PhotoResult Process(PhotoFile file)
    {
        PhotoResult result;
        try
        {
            Photo photo = PhotoDecoder.Read(file.Path);
            if (PhotoFile.Of(new FileInfo(file.Path)) != file)
                throw new IOException("it was written to while it was read");
            int count = _detector.Detect(photo.Rgb, photo.Width, photo.Height, _found, options.Value.Score);
            result = new PhotoResult(Path.GetFileName(file.Path), file.Bytes, file.Modified, photo.Width, photo.Height, [.. _found.Take(count).Select(ToBox)], null);
            if (options.Value.Annotate)
                Annotate(photo, count, file.AnnotatedPath);
        }
        catch (InvalidDataException e)
        {
            result = new PhotoResult(Path.GetFileName(file.Path), file.Bytes, file.Modified, 0, 0, [], e.Message);
        }

        result.Write(file.ResultPath);
        return result;
    }

    public void Dispose() => _detector.Dispose();

    private static Box ToBox(FaceMaskDetector.Detection d) => new(FaceMaskDetector.ClassNames[d.ClassId], d.Score, d.X, d.Y, d.Width, d.Height);

    private void Annotate(Photo photo, int count, string path)
    {
        foreach (FaceMaskDetector.Detection d in _found.Take(count).Reverse())
            BoxPainter.Draw(photo, d.X, d.Y, d.Width, d.Height, d.ClassId);
        BoxPainter.Write(photo, path);
    }
}
