#nullable enable
using System;
using System.Runtime.InteropServices;

namespace YoloGen.Kernels.Tests.Checks;

/// <summary>
/// Native bytes that begin right behind a page that nobody may touch, or end right before one, aligned to 64; the rest of their pages has a pattern.
/// Elsewhere than on Linux the pattern stands alone.
/// </summary>
internal sealed unsafe partial class GuardedBuffer : IDisposable
{
    private const int Page = 65536; // pages of AArch64 may be that large
    private const byte Pattern = 0xA5;
    private readonly byte* _block;
    private readonly int _pages;

    public GuardedBuffer(int length, bool atEnd)
    {
        Length = length;
        int whole = (length + 63) & ~63;
        _pages = (whole + Page - 1) / Page * Page;
        _block = OperatingSystem.IsLinux() ? Map(0, (nuint)(_pages + 2 * Page), 0, 0x22, -1, 0) : (byte*)NativeMemory.AlignedAlloc((nuint)(_pages + 2 * Page), 64);
        if (OperatingSystem.IsLinux() && Protect(_block + Page, (nuint)_pages, 3) != 0)
            throw new OutOfMemoryException();
        Start = _block + Page + (atEnd ? _pages - whole : 0);
        new Span<byte>(_block + Page, _pages).Fill(Pattern);
    }

    public int Length { get; }

    public byte* Start { get; }

    public Span<byte> All => new(Start, Length);

    /// <summary>Whether nothing was written beside the buffer.</summary>
    public bool IsIntact
    {
        get
        {
            byte* first = _block + Page, end = Start + Length;
            return !new Span<byte>(first, (int)(Start - first)).ContainsAnyExcept(Pattern) && !new Span<byte>(end, (int)(first + _pages - end)).ContainsAnyExcept(Pattern);
        }
    }

    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
            _ = Unmap(_block, (nuint)(_pages + 2 * Page));
        else
            NativeMemory.AlignedFree(_block);
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial byte* Map(nint at, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(byte* at, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(byte* at, nuint length);
}
