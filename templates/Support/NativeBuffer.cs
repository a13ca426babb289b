#nullable enable
using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace YoloGen.Generated;

/// <summary>
/// Zeroed native memory, aligned to 64 bytes, with 256 more bytes before and after that kernels may read beyond the ends. A class that
/// works on it holds a reference to it for as long, since the finalizer frees it. The garbage collector is told how much it is: a program that
/// forgets to dispose gets its memory back in time.
/// </summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    private const nuint Slack = 256;
    private byte* _block;
    private int _owners = 1;

    /// <summary>Allocates; throws <see cref="OutOfMemoryException"/> where there is not enough.</summary>
    public NativeBuffer(nuint length)
    {
        if (length > (nuint)nint.MaxValue - 2 * Slack)
            throw new OutOfMemoryException();
        Length = length;
        _block = (byte*)NativeMemory.AlignedAlloc(length + 2 * Slack, 64);
        NativeMemory.Clear(_block, length + 2 * Slack);
        GC.AddMemoryPressure((long)(length + 2 * Slack));
    }

    ~NativeBuffer() => Free();

    /// <summary>The first of <see cref="Length"/> bytes; null once disposed.</summary>
    public byte* Pointer => _block == null ? null : _block + Slack;

    public nuint Length { get; }

    /// <summary>Another owner: the memory is given back when each has disposed it. For an owner that is forgotten the finalizer does, once nobody refers to it.</summary>
    public NativeBuffer Share()
    {
        Interlocked.Increment(ref _owners);
        return this;
    }

    public void Dispose()
    {
        if (Interlocked.Decrement(ref _owners) > 0)
            return;
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_block == null)
            return;
        NativeMemory.AlignedFree(_block);
        _block = null;
        GC.RemoveMemoryPressure((long)(Length + 2 * Slack));
    }
}
