using YoloGen.Diagnostics;
using YoloGen.Onnx.Files;
using YoloGen.Vision;

namespace YoloGen.Tool.Video;

/// <summary>Films and cameras by their names: which are read here, and which by ffmpeg.</summary>
internal static class Film
{
    private static readonly string[] Own = [".y4m", ".mjpeg", ".mjpg"], Others = [".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".mpg", ".mpeg", ".ts", ".wmv", ".flv"];

    /// <summary>Whether a source is a film, a camera or a stream.</summary>
    public static bool Is(string source)
        => source.StartsWith("/dev/video", StringComparison.Ordinal) || source.Contains("://", StringComparison.Ordinal) || Own.Concat(Others).Contains(Path.GetExtension(source), StringComparer.OrdinalIgnoreCase);

    /// <summary>The file name of what is written for a source.</summary>
    public static string OutputName(string source)
        => source.StartsWith("/dev/", StringComparison.Ordinal) || source.Contains("://", StringComparison.Ordinal) ? "camera.mp4" : Path.GetFileName(source);

    /// <summary>Opens a source.</summary>
    /// <exception cref="YoloGenException">YG0001, YG0705, or YG0601 where ffmpeg is needed and missing.</exception>
    public static IFrameReader Open(string source)
    {
        bool file = !source.StartsWith("/dev/", StringComparison.Ordinal) && !source.Contains("://", StringComparison.Ordinal);
        if (file && !File.Exists(source))
        {
            throw new YoloGenException(DiagnosticCodes.FileNotReadable, "there is no such file", source);
        }

        try
        {
            return Path.GetExtension(source).ToLowerInvariant() switch
            {
                ".y4m" when file => new Y4mReader(File.OpenRead(source), source),
                ".mjpeg" or ".mjpg" when file => new MjpegReader(File.OpenRead(source), source),
                _ => Ffmpeg.Open(source),
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new YoloGenException(DiagnosticCodes.FileNotReadable, exception.Message, source);
        }
    }

    /// <summary>A film of the kind that its name says.</summary>
    public static IFrameWriter Create(string path, (int Numerator, int Denominator) rate)
        => Own.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) ? new Writer(path, rate) : Ffmpeg.Create(path, rate);

    /// <summary>Y4M or JPEG photos one after the other, in a file that has its name only when it is whole.</summary>
    private sealed class Writer : IFrameWriter
    {
        private readonly string _path, _partial;
        private readonly FileStream _file;
        private readonly Y4mWriter? _film;
        private bool _done;

        public Writer(string path, (int Numerator, int Denominator) rate)
        {
            _path = OutputFile.Check(path);
            _partial = _path + OutputFile.PartialPattern[1..];
            _file = File.Create(_partial);
            _film = Path.GetExtension(path).Equals(".y4m", StringComparison.OrdinalIgnoreCase) ? new Y4mWriter(_file, rate) : null;
        }

        public void Write(Photo frame)
        {
            if (_film is not null)
            {
                _film.Write(frame);
            }
            else
            {
                _file.Write(PhotoWriter.Encode(frame, jpeg: true));
            }
        }

        public void Complete()
        {
            _file.Dispose();
            File.Move(_partial, _path, overwrite: true);
            _done = true;
        }

        public void Dispose()
        {
            _file.Dispose();
            if (!_done)
            {
                File.Delete(_partial);
            }
        }
    }
}
