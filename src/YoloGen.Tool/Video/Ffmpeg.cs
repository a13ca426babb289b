using System.ComponentModel;
using System.Diagnostics;
using YoloGen.Diagnostics;
using YoloGen.Vision;

namespace YoloGen.Tool.Video;

/// <summary>ffmpeg, where it is installed, between films or cameras and Y4M through a pipe.</summary>
internal static class Ffmpeg
{
    private const string Program = "ffmpeg";

    /// <summary>Reads a film, a camera (/dev/video0) or a stream (rtsp://, http://).</summary>
    public static IFrameReader Open(string source)
    {
        string[] camera = source.StartsWith("/dev/video", StringComparison.Ordinal) ? ["-f", "v4l2"] : [];
        Process process = Start(source, ["-nostdin", "-v", "error", .. camera, "-i", source, "-an", "-pix_fmt", "yuv444p", "-f", "yuv4mpegpipe", "-"], read: true);
        return new Reader(process, source);
    }

    /// <summary>Writes a film of the kind that its name says.</summary>
    public static IFrameWriter Create(string path, (int Numerator, int Denominator) rate)
        => new Writer(Start(path, ["-y", "-v", "error", "-f", "yuv4mpegpipe", "-i", "-", "-pix_fmt", "yuv420p", "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", path], read: false), rate, path);

    private static Process Start(string about, string[] arguments, bool read)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = read, RedirectStandardInput = !read, RedirectStandardError = true })!;
        }
        catch (Win32Exception)
        {
            throw new YoloGenException(DiagnosticCodes.ToolMissing, "films of this kind are read and written by ffmpeg, which is not installed (apt-get install ffmpeg); films of .y4m and .mjpeg need none", about);
        }
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private sealed class Reader : IFrameReader
    {
        private readonly Process _process;
        private readonly Task<string> _errors;
        private readonly Y4mReader _film;
        private readonly string _source;

        public Reader(Process process, string source)
        {
            (_process, _source) = (process, source);
            _errors = process.StandardError.ReadToEndAsync();
            try
            {
                _film = new Y4mReader(process.StandardOutput.BaseStream, source);
            }
            catch (YoloGenException)
            {
                process.WaitForExit();
                string said = _errors.Result;
                End(process);
                throw new YoloGenException(DiagnosticCodes.BadFilm, $"ffmpeg reads no frame of it{(said.Length > 0 ? ": " + Reports.Printable.Of(said.Trim(), 300) : "")}", source);
            }
        }

        public (int Numerator, int Denominator) Rate => _film.Rate;

        public int? Count => null;

        public Photo? Read()
        {
            if (_film.Read() is { } frame)
            {
                return frame;
            }

            _process.WaitForExit();
            return _process.ExitCode == 0 ? null : throw new YoloGenException(DiagnosticCodes.BadFilm, $"ffmpeg stopped: {Reports.Printable.Of(_errors.Result.Trim(), 300)}", _source);
        }

        public void Dispose()
        {
            _film.Dispose();
            End(_process);
        }
    }

    private sealed class Writer(Process process, (int Numerator, int Denominator) rate, string path) : IFrameWriter
    {
        private readonly Y4mWriter _film = new(process.StandardInput.BaseStream, rate);
        private readonly Task<string> _errors = process.StandardError.ReadToEndAsync();

        public void Write(Photo frame)
        {
            try
            {
                _film.Write(frame);
            }
            catch (IOException)
            {
                throw Stopped();
            }
        }

        public void Complete()
        {
            _film.Dispose();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw Stopped();
            }
        }

        public void Dispose() => End(process);

        private YoloGenException Stopped() => new(DiagnosticCodes.FileNotWritable, $"ffmpeg writes no film there: {Reports.Printable.Of(_errors.Result.Trim(), 300)}", path);
    }
}
