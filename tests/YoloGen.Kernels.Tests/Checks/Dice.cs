#nullable enable
using System;

namespace YoloGen.Kernels.Tests.Checks;

/// <summary>Random shapes and contents from a seed, the same on every platform.</summary>
internal sealed class Dice(int seed)
{
    private ulong _state = (ulong)seed * 0x9E3779B97F4A7C15 + 0x1234567;

    public int Next(int lowest, int highest)
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return lowest + (int)((_state >> 11) % (ulong)(highest - lowest + 1));
    }

    public int Pick(params ReadOnlySpan<int> choices) => choices[Next(0, choices.Length - 1)];

    public float Float(float lowest, float highest) => lowest + (highest - lowest) * Next(0, 1 << 20) / (1 << 20);

    /// <summary>Activations: uniform, or at the ends of the range.</summary>
    public void Activations(Span<byte> bytes)
    {
        int kind = Next(0, 4);
        foreach (ref byte b in bytes)
            b = (byte)(kind switch { 0 => 255, 1 => 0, 2 => Pick(0, 255), _ => Next(0, 255) });
    }

    /// <summary>Weights: uniform, or at the ends of the range; -128 only if <paramref name="least"/> is -128.</summary>
    public void Weights(Span<sbyte> weights, int least)
    {
        int kind = Next(0, 4);
        foreach (ref sbyte w in weights)
            w = (sbyte)(kind switch { 0 => least, 1 => 127, 2 => Pick(least, 127), _ => Next(least, 127) });
    }
}
