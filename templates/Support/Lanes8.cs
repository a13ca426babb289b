// Rendered by eng/regenerate.sh from templates/Tiles/lanes.sbn: change that file.
#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>Eight floats: AVX2.</summary>
internal readonly unsafe struct Lanes8(Vector256<float> value) : ILanes<Lanes8>
{
    private readonly Vector256<float> _v = value;

    public static int Count
    {
        [MethodImpl(AggressiveInlining)]
        get => 8;
    }

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 Load(float* source) => new(Vector256.Load(source));

    [MethodImpl(AggressiveInlining)]
    public static void Store(Lanes8 value, float* destination) => value._v.Store(destination);

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 LoadBytes(byte* source) =>
        Avx2.IsSupported
            ? new(Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(source)))
            : new(Vector256.ConvertToSingle(Vector256.WidenLower(Vector256.WidenLower(
                Vector256.CreateScalar(Unsafe.ReadUnaligned<ulong>(source)).AsByte())).AsInt32()));

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 LoadInt32(int* source) => new(Vector256.ConvertToSingle(Vector256.Load(source)));

    [MethodImpl(AggressiveInlining)]
    public static void StoreBytes(Lanes8 value, byte* destination)
    {
        Vector256<int> whole = Vector256.ConvertToInt32Native(value._v);
        Vector128<short> words = Vector128.Narrow(whole.GetLower(), whole.GetUpper());
        Unsafe.WriteUnaligned(destination, Vector128.Narrow(words, words).AsUInt64().ToScalar());
    }

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 All(float value) => new(Vector256.Create(value));

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 operator +(Lanes8 a, Lanes8 b) => new(a._v + b._v);

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 operator -(Lanes8 a, Lanes8 b) => new(a._v - b._v);

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 operator *(Lanes8 a, Lanes8 b) => new(a._v * b._v);

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 operator /(Lanes8 a, Lanes8 b) => new(a._v / b._v);

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 Fma(Lanes8 a, Lanes8 b, Lanes8 c) => new(Vector256.FusedMultiplyAdd(a._v, b._v, c._v));

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 Max(Lanes8 a, Lanes8 b) =>
        Avx.IsSupported ? new(Avx.Max(a._v, b._v)) : IfGreater(a, b, a, b);

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 Min(Lanes8 a, Lanes8 b) =>
        Avx.IsSupported ? new(Avx.Min(a._v, b._v)) : IfGreater(b, a, a, b);

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 Sqrt(Lanes8 a) => new(Vector256.Sqrt(a._v));

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 Floor(Lanes8 a) => new(Vector256.Floor(a._v));

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 Ceiling(Lanes8 a) => new(Vector256.Ceiling(a._v));

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 Round(Lanes8 a) => new(Vector256.Round(a._v));

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 IfGreater(Lanes8 a, Lanes8 b, Lanes8 x, Lanes8 y) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(a._v, b._v), x._v, y._v));

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 IfEqual(Lanes8 a, Lanes8 b, Lanes8 x, Lanes8 y) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(a._v, b._v), x._v, y._v));

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 AddBits(Lanes8 a, Lanes8 b) => new((a._v.AsInt32() + b._v.AsInt32()).AsSingle());

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 SubtractBits(Lanes8 a, Lanes8 b) => new((a._v.AsInt32() - b._v.AsInt32()).AsSingle());

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 And(Lanes8 a, Lanes8 b) => new(a._v & b._v);

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 Or(Lanes8 a, Lanes8 b) => new(a._v | b._v);

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 Xor(Lanes8 a, Lanes8 b) => new(a._v ^ b._v);

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 ShiftLeft(Lanes8 a, int count) => new(Vector256.ShiftLeft(a._v.AsInt32(), count).AsSingle());

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 ShiftRight(Lanes8 a, int count) => new(Vector256.ShiftRightArithmetic(a._v.AsInt32(), count).AsSingle());

    [MethodImpl(AggressiveInlining)]
    public static Lanes8 FromBits(Lanes8 a) => new(Vector256.ConvertToSingle(a._v.AsInt32()));
}
