using System.Runtime.InteropServices;
using YoloGen.Diagnostics;
using YoloGen.Onnx.External;
using YoloGen.Onnx.Files;

namespace YoloGen.Vision;

/// <summary>A photo's file in native memory, which is given back at once: a collection may come long after the photo beside it is used.</summary>
internal sealed unsafe class PhotoFile : IDisposable
{
    private readonly int _length;
    private byte* _start;

    private PhotoFile(int length)
    {
        _length = length;
        _start = (byte*)NativeMemory.Alloc((nuint)length);
    }

    /// <summary>The whole file, until it is disposed.</summary>
    public ReadOnlySpan<byte> Bytes => new(_start, _length);

    /// <summary>Reads a file, or its first bytes.</summary>
    /// <exception cref="YoloGenException">YG0001, YG0002, YG0701.</exception>
    public static PhotoFile Read(string path, int most = int.MaxValue)
    {
        PhotoFile? file = null;
        try
        {
            // Before opening one could wait for ever.
            string real = LinkResolver.Resolve(path);
            FileKind kind = FileKinds.Of(real);
            if (kind is FileKind.Pipe or FileKind.Socket or FileKind.Device)
                throw new YoloGenException(DiagnosticCodes.BadPhoto, $"{FileKinds.Describe(kind)} where a photo is expected", path);
            if (kind == FileKind.Missing && new FileInfo(path).LinkTarget is not null)
                throw new YoloGenException(DiagnosticCodes.FileNotReadable, $"a link to {real}, which does not exist", path);
            if (kind == FileKind.Regular && new FileInfo(real).Length == 0)
                throw new YoloGenException(DiagnosticCodes.BadPhoto, "the file is empty", path);
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            if (!stream.CanSeek)
                throw new YoloGenException(DiagnosticCodes.FileNotReadable, "not a regular file", path);
            if (stream.Length > PhotoReader.MaxFileBytes)
                throw new YoloGenException(DiagnosticCodes.FileTooLarge, $"{stream.Length} bytes; photos up to {PhotoReader.MaxFileBytes} are read", path);
            file = new PhotoFile((int)Math.Min(stream.Length, most));
            stream.ReadExactly(new Span<byte>(file._start, file._length));
            return file;
        }
        catch (Exception e)
        {
            file?.Dispose();
            if (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
                throw new YoloGenException(DiagnosticCodes.FileNotReadable, $"the photo cannot be read: {e.Message}", path);
            throw;
        }
    }

    public void Dispose()
    {
        NativeMemory.Free(_start);
        _start = null;
    }
}
