#nullable enable
using System;
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>One float: the definition, and what finishes the tail of a row on every processor.</summary>
internal readonly unsafe struct Lanes1(float value) : ILanes<Lanes1>
{
    private readonly float _v = value;

    private int Bits
    {
        [MethodImpl(AggressiveInlining)]
        get => BitConverter.SingleToInt32Bits(_v);
    }

    public static int Count
    {
        [MethodImpl(AggressiveInlining)]
        get => 1;
    }

    /// <summary>The value itself.</summary>
    public float Value
    {
        [MethodImpl(AggressiveInlining)]
        get => _v;
    }

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 Load(float* source) => new(*source);

    [MethodImpl(AggressiveInlining)]
    public static void Store(Lanes1 value, float* destination) => *destination = value._v;

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 LoadBytes(byte* source) => new(*source);

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 LoadInt32(int* source) => new(*source);

    [MethodImpl(AggressiveInlining)]
    public static void StoreBytes(Lanes1 value, byte* destination) => *destination = (byte)(int)value._v;

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 All(float value) => new(value);

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 operator +(Lanes1 a, Lanes1 b) => new(a._v + b._v);

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 operator -(Lanes1 a, Lanes1 b) => new(a._v - b._v);

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 operator *(Lanes1 a, Lanes1 b) => new(a._v * b._v);

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 operator /(Lanes1 a, Lanes1 b) => new(a._v / b._v);

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 Fma(Lanes1 a, Lanes1 b, Lanes1 c) => new(MathF.FusedMultiplyAdd(a._v, b._v, c._v));

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 Max(Lanes1 a, Lanes1 b) => a._v > b._v ? a : b;

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 Min(Lanes1 a, Lanes1 b) => a._v < b._v ? a : b;

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 Sqrt(Lanes1 a) => new(MathF.Sqrt(a._v));

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 Floor(Lanes1 a) => new(MathF.Floor(a._v));

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 Ceiling(Lanes1 a) => new(MathF.Ceiling(a._v));

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 Round(Lanes1 a) => new(MathF.Round(a._v));

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 IfGreater(Lanes1 a, Lanes1 b, Lanes1 x, Lanes1 y) => a._v > b._v ? x : y;

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 IfEqual(Lanes1 a, Lanes1 b, Lanes1 x, Lanes1 y) => a._v == b._v ? x : y;

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 AddBits(Lanes1 a, Lanes1 b) => FromInt(unchecked(a.Bits + b.Bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 SubtractBits(Lanes1 a, Lanes1 b) => FromInt(unchecked(a.Bits - b.Bits));

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 And(Lanes1 a, Lanes1 b) => FromInt(a.Bits & b.Bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 Or(Lanes1 a, Lanes1 b) => FromInt(a.Bits | b.Bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 Xor(Lanes1 a, Lanes1 b) => FromInt(a.Bits ^ b.Bits);

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 ShiftLeft(Lanes1 a, int count) => FromInt(a.Bits << count);

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 ShiftRight(Lanes1 a, int count) => FromInt(a.Bits >> count);

    [MethodImpl(AggressiveInlining)]
    public static Lanes1 FromBits(Lanes1 a) => new(a.Bits);

    [MethodImpl(AggressiveInlining)]
    private static Lanes1 FromInt(int bits) => new(BitConverter.Int32BitsToSingle(bits));
}
