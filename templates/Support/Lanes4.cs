// Rendered by eng/regenerate.sh from templates/Tiles/lanes.sbn: change that file.
#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>Four floats: NEON, or the lower half of AVX.</summary>
internal readonly unsafe struct Lanes4(Vector128<float> value) : ILanes<Lanes4>
{
    private readonly Vector128<float> _v = value;

    public static int Count
    {
        [MethodImpl(AggressiveInlining)]
        get => 4;
    }

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 Load(float* source) => new(Vector128.Load(source));

    [MethodImpl(AggressiveInlining)]
    public static void Store(Lanes4 value, float* destination) => value._v.Store(destination);

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 LoadBytes(byte* source)
    {
        Vector128<byte> bytes = Vector128.CreateScalar(Unsafe.ReadUnaligned<uint>(source)).AsByte();
        return new(Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32()));
    }

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 LoadInt32(int* source) => new(Vector128.ConvertToSingle(Vector128.Load(source)));

    [MethodImpl(AggressiveInlining)]
    public static void StoreBytes(Lanes4 value, byte* destination)
    {
        Vector128<int> whole = Vector128.ConvertToInt32Native(value._v);
        Vector128<short> words = Vector128.Narrow(whole, whole);
        Unsafe.WriteUnaligned(destination, Vector128.Narrow(words, words).AsUInt32().ToScalar());
    }

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 All(float value) => new(Vector128.Create(value));

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 operator +(Lanes4 a, Lanes4 b) => new(a._v + b._v);

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 operator -(Lanes4 a, Lanes4 b) => new(a._v - b._v);

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 operator *(Lanes4 a, Lanes4 b) => new(a._v * b._v);

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 operator /(Lanes4 a, Lanes4 b) => new(a._v / b._v);

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 Fma(Lanes4 a, Lanes4 b, Lanes4 c) => new(Vector128.FusedMultiplyAdd(a._v, b._v, c._v));

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 Max(Lanes4 a, Lanes4 b) =>
        Sse.IsSupported ? new(Sse.Max(a._v, b._v)) : IfGreater(a, b, a, b);

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 Min(Lanes4 a, Lanes4 b) =>
        Sse.IsSupported ? new(Sse.Min(a._v, b._v)) : IfGreater(b, a, a, b);

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 Sqrt(Lanes4 a) => new(Vector128.Sqrt(a._v));

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 Floor(Lanes4 a) => new(Vector128.Floor(a._v));

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 Ceiling(Lanes4 a) => new(Vector128.Ceiling(a._v));

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 Round(Lanes4 a) => new(Vector128.Round(a._v));

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 IfGreater(Lanes4 a, Lanes4 b, Lanes4 x, Lanes4 y) =>
        new(Vector128.ConditionalSelect(Vector128.GreaterThan(a._v, b._v), x._v, y._v));

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 IfEqual(Lanes4 a, Lanes4 b, Lanes4 x, Lanes4 y) =>
        new(Vector128.ConditionalSelect(Vector128.Equals(a._v, b._v), x._v, y._v));

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 AddBits(Lanes4 a, Lanes4 b) => new((a._v.AsInt32() + b._v.AsInt32()).AsSingle());

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 SubtractBits(Lanes4 a, Lanes4 b) => new((a._v.AsInt32() - b._v.AsInt32()).AsSingle());

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 And(Lanes4 a, Lanes4 b) => new(a._v & b._v);

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 Or(Lanes4 a, Lanes4 b) => new(a._v | b._v);

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 Xor(Lanes4 a, Lanes4 b) => new(a._v ^ b._v);

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 ShiftLeft(Lanes4 a, int count) => new(Vector128.ShiftLeft(a._v.AsInt32(), count).AsSingle());

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 ShiftRight(Lanes4 a, int count) => new(Vector128.ShiftRightArithmetic(a._v.AsInt32(), count).AsSingle());

    [MethodImpl(AggressiveInlining)]
    public static Lanes4 FromBits(Lanes4 a) => new(Vector128.ConvertToSingle(a._v.AsInt32()));
}
