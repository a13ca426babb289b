#nullable enable
using System;
using System.Runtime.InteropServices;

namespace YoloGen.Kernels.Tests.Checks;

/// <summary>Native bytes with 256 bytes of slack at both ends, as the arena has; the slack and the buffer start as a known pattern.</summary>
internal sealed unsafe class Buffer : IDisposable
{
    private const int Slack = 256;
    private readonly byte* _memory;

    public Buffer(nint length, byte fill = 0xA5)
    {
        Length = length;
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)(length + 2 * Slack), 64);
        new Span<byte>(_memory, checked((int)length) + 2 * Slack).Fill(fill);
    }

    public nint Length { get; }

    public byte* Start => _memory + Slack;

    public Span<byte> All => new(_memory, (int)Length + 2 * Slack);

    public void Dispose() => NativeMemory.AlignedFree(_memory);
}
