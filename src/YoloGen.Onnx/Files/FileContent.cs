using System.Runtime.InteropServices;
using YoloGen.Diagnostics;
using YoloGen.Onnx.External;

namespace YoloGen.Onnx.Files;

/// <summary>
/// A file in native memory, which is given back on disposal: what a model's file took is free before its values are taken over. The managed heap
/// would keep it until the next full collection; a mapped file would end the process if someone cut the file short.
/// </summary>
internal sealed unsafe class FileContent : IDisposable
{
    private readonly int _length;
    private byte* _bytes;

    private FileContent(int length)
    {
        _length = length;
        _bytes = (byte*)NativeMemory.Alloc((nuint)length);
    }

    ~FileContent() => Free();

    /// <summary>The bytes; valid until disposal.</summary>
    public ReadOnlySpan<byte> Bytes => new(_bytes, _length);

    /// <summary>Reads a model file whole.</summary>
    /// <exception cref="YoloGenException">It is missing, empty, too large or cannot be read.</exception>
    public static FileContent Read(string path)
    {
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists)
            {
                throw new YoloGenException(
                    DiagnosticCodes.FileNotReadable, Directory.Exists(path) ? "a folder where a model file is expected" : "the file does not exist", path);
            }

            // Before opening one could block.
            string real = LinkResolver.Resolve(path);
            FileKind kind = FileKinds.Of(real);
            if (kind == FileKind.Missing)
            {
                throw new YoloGenException(DiagnosticCodes.FileNotReadable, $"a link to {real}, which does not exist", path);
            }

            if (kind != FileKind.Regular)
            {
                throw new YoloGenException(DiagnosticCodes.FileNotReadable, $"{FileKinds.Describe(kind)} where a model file is expected", path);
            }

            if (info.Length == 0)
            {
                throw new YoloGenException(DiagnosticCodes.NotOnnx, "the file is empty; export or download it again", path);
            }

            if (info.Length > OnnxLimits.MaxFileBytes)
            {
                throw new YoloGenException(DiagnosticCodes.FileTooLarge, $"{info.Length} bytes; models of at most {OnnxLimits.MaxFileBytes} are read", path);
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var content = new FileContent((int)info.Length);
            stream.ReadExactly(new Span<byte>(content._bytes, content._length));
            return content;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new YoloGenException(DiagnosticCodes.FileNotReadable, $"cannot be read: {e.Message}", path);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.Free(_bytes);
        _bytes = null;
    }
}
