using System.Buffers;
using System.Runtime.InteropServices;
using YoloGen.Diagnostics;

namespace YoloGen.Onnx.External;

/// <summary>
/// Bytes of a file that are read when they are looked at and may be forgotten afterwards: a model with hundreds of megabytes beside it does
/// not have all of them in memory at once.
/// </summary>
internal sealed class ExternalBytes(string file, long offset, int length, string tensor) : MemoryManager<byte>
{
    /// <summary>Tensors below that are kept.</summary>
    public const int Least = 1 << 20;

    private readonly WeakReference<byte[]> _read = new([]);

    public override Memory<byte> Memory => CreateMemory(length);

    public override Span<byte> GetSpan()
    {
        if (!_read.TryGetTarget(out byte[]? bytes) || bytes.Length != length)
        {
            bytes = new byte[length];
            CopyTo(0, bytes);
            _read.SetTarget(bytes);
        }

        return bytes;
    }

    /// <summary>Reads bytes from <paramref name="start"/> on until the destination is full, and keeps nothing.</summary>
    /// <exception cref="YoloGenException">The file is not what it was when the model was read.</exception>
    public void CopyTo(long start, Span<byte> destination)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(start + destination.Length, length);
            stream.Position = offset + start;
            stream.ReadExactly(destination);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new YoloGenException(DiagnosticCodes.BadExternalData, $"external data of tensor '{tensor}': '{Path.GetFileName(file)}' cannot be read: {e.Message}");
        }
    }

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        GetSpan();
        _read.TryGetTarget(out byte[]? bytes);
        return bytes.AsMemory(elementIndex).Pin();
    }

    public override void Unpin()
    {
        // The handle that Pin gives belongs to the array.
    }

    protected override void Dispose(bool disposing)
    {
        // Nothing is held.
    }
}
