#nullable enable
using System;
using System.Buffers.Binary;
using System.Numerics;

namespace YoloGen.Generated;

/// <summary>
/// XXH64 with seed 0 (Yann Collet's specification): tells a damaged or foreign weights file from the right one. Own code, because the
/// base class library's SHA-256 needs OpenSSL on Linux, which a Pi may not have.
/// </summary>
internal static class XxHash64
{
    private const ulong Prime1 = 0x9E3779B185EBCA87, Prime2 = 0xC2B2AE3D27D4EB4F, Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63, Prime5 = 0x27D4EB2F165667C5;

    public static ulong Compute(ReadOnlySpan<byte> data)
    {
        ulong hash, length = (ulong)data.Length;
        if (data.Length >= 32)
        {
            ulong a = unchecked(Prime1 + Prime2), b = Prime2, c = 0, d = unchecked(0 - Prime1);
            for (; data.Length >= 32; data = data[32..])
            {
                a = Round(a, BinaryPrimitives.ReadUInt64LittleEndian(data));
                b = Round(b, BinaryPrimitives.ReadUInt64LittleEndian(data[8..]));
                c = Round(c, BinaryPrimitives.ReadUInt64LittleEndian(data[16..]));
                d = Round(d, BinaryPrimitives.ReadUInt64LittleEndian(data[24..]));
            }
            hash = unchecked(BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18));
            hash = Merge(Merge(Merge(Merge(hash, a), b), c), d);
        }
        else
        {
            hash = Prime5;
        }
        hash = unchecked(hash + length);
        for (; data.Length >= 8; data = data[8..])
            hash = unchecked(BitOperations.RotateLeft(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(data)), 27) * Prime1 + Prime4);
        if (data.Length >= 4)
        {
            hash = unchecked(BitOperations.RotateLeft(hash ^ BinaryPrimitives.ReadUInt32LittleEndian(data) * Prime1, 23) * Prime2 + Prime3);
            data = data[4..];
        }
        foreach (byte value in data)
            hash = unchecked(BitOperations.RotateLeft(hash ^ value * Prime5, 11) * Prime1);
        hash = unchecked((hash ^ (hash >> 33)) * Prime2);
        hash = unchecked((hash ^ (hash >> 29)) * Prime3);
        return hash ^ (hash >> 32);
    }

    private static ulong Round(ulong sum, ulong value) => unchecked(BitOperations.RotateLeft(sum + value * Prime2, 31) * Prime1);

    private static ulong Merge(ulong hash, ulong sum) => unchecked((hash ^ Round(0, sum)) * Prime1 + Prime4);
}
