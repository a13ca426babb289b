#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>Where bytes may lie after rounding: value + Zero, clamped to Min..Max, all in the storage domain.</summary>
internal readonly struct ByteRange(int zero, int min, int max)
{
    /// <summary>The zero point in every lane, so that loops keep it in a register.</summary>
    public readonly Vector128<short> Zeros = Vector128.Create((short)zero);
    public readonly byte Min = (byte)min;
    public readonly byte Max = (byte)max;

    /// <summary>Max - Zero, the bound of x86, whose conversion turns what is too large into int.MinValue.</summary>
    public readonly float Upper = max - zero;
}

/// <summary>
/// Eight floats between bytes, integers and bytes, so that the rows that requantize are written once for AVX2 and NEON.
/// Every operation rounds each lane as IEEE 754 says.
/// </summary>
internal unsafe interface IEight<T>
    where T : struct, IEight<T>
{
    static abstract T FromBytes(byte* source);

    /// <summary>Eight bytes minus numbers of 0..255.</summary>
    static abstract T Differences(byte* source, Vector128<short> zeros);

    /// <summary>(a - zerosA) * (b - zerosB), at most 255 * 255: exact.</summary>
    static abstract T Products(byte* a, Vector128<short> zerosA, byte* b, Vector128<short> zerosB);

    static abstract T FromInts(int* source);

    static abstract T FromWords(Vector128<ushort> words);

    /// <summary>Eight sums of 16 bits and eight bytes more.</summary>
    static abstract Vector128<ushort> AddBytes(Vector128<ushort> sums, byte* source);

    static abstract T Load(float* source);

    static abstract T All(float value);

    static abstract void Store(T value, float* destination);

    /// <summary>clamp(round_half_even(value) + Zero, Min, Max), saturating at each step.</summary>
    static abstract void StoreRounded(T value, in ByteRange range, byte* destination);

    /// <summary>The value, or the nearer of two limits; the lower one for a NaN.</summary>
    static abstract T Limit(T value, T low, T high);

    /// <summary>a * b + c, rounded once.</summary>
    static abstract T Fma(T a, T b, T c);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    static abstract T operator /(T a, T b);
}

/// <summary>AVX2.</summary>
internal readonly unsafe struct Eight256(Vector256<float> value) : IEight<Eight256>
{
    private readonly Vector256<float> _value = value;

    [MethodImpl(AggressiveInlining)]
    public static Eight256 FromBytes(byte* source) => new(Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(source)));

    [MethodImpl(AggressiveInlining)]
    public static Eight256 Differences(byte* source, Vector128<short> zeros) =>
        new(Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(Sse2.Subtract(Sse41.ConvertToVector128Int16(source), zeros))));

    /// <summary>vpmaddwd of words that are sign-extended with words that are zero-extended: the upper product is 0.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Eight256 Products(byte* a, Vector128<short> zerosA, byte* b, Vector128<short> zerosB)
    {
        Vector256<int> left = Avx2.ConvertToVector256Int32(Sse2.Subtract(Sse41.ConvertToVector128Int16(a), zerosA));
        Vector256<int> right = Avx2.ConvertToVector256Int32(Sse2.Subtract(Sse41.ConvertToVector128Int16(b), zerosB).AsUInt16());
        return new(Avx.ConvertToVector256Single(Avx2.MultiplyAddAdjacent(left.AsInt16(), right.AsInt16())));
    }

    [MethodImpl(AggressiveInlining)]
    public static Eight256 FromInts(int* source) => new(Avx.ConvertToVector256Single(Vector256.Load(source)));

    [MethodImpl(AggressiveInlining)]
    public static Eight256 FromWords(Vector128<ushort> words) => new(Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(words)));

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> AddBytes(Vector128<ushort> sums, byte* source) => Sse2.Add(sums, Sse41.ConvertToVector128Int16(source).AsUInt16());

    [MethodImpl(AggressiveInlining)]
    public static Eight256 Load(float* source) => new(Vector256.Load(source));

    [MethodImpl(AggressiveInlining)]
    public static Eight256 All(float value) => new(Vector256.Create(value));

    [MethodImpl(AggressiveInlining)]
    public static void Store(Eight256 value, float* destination) => value._value.Store(destination);

    [MethodImpl(AggressiveInlining)]
    public static void StoreRounded(Eight256 value, in ByteRange range, byte* destination)
    {
        Vector256<int> whole = Avx.ConvertToVector256Int32(Avx.Min(value._value, Vector256.Create(range.Upper)));
        Vector128<short> words = Sse2.AddSaturate(Sse2.PackSignedSaturate(whole.GetLower(), whole.GetUpper()), range.Zeros);
        Vector128<byte> bytes = Sse2.PackUnsignedSaturate(words, words);
        if (range.Min != 0)
            bytes = Sse2.Max(bytes, Vector128.Create(range.Min));
        Unsafe.WriteUnaligned(destination, bytes.AsUInt64().ToScalar());
    }

    /// <summary>vmaxps answers its second operand where one is a NaN.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Eight256 Limit(Eight256 value, Eight256 low, Eight256 high) => new(Avx.Min(Avx.Max(value._value, low._value), high._value));

    [MethodImpl(AggressiveInlining)]
    public static Eight256 Fma(Eight256 a, Eight256 b, Eight256 c) => new(Vector256.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(AggressiveInlining)]
    public static Eight256 operator +(Eight256 a, Eight256 b) => new(a._value + b._value);

    [MethodImpl(AggressiveInlining)]
    public static Eight256 operator -(Eight256 a, Eight256 b) => new(a._value - b._value);

    [MethodImpl(AggressiveInlining)]
    public static Eight256 operator *(Eight256 a, Eight256 b) => new(a._value * b._value);

    [MethodImpl(AggressiveInlining)]
    public static Eight256 operator /(Eight256 a, Eight256 b) => new(a._value / b._value);
}

/// <summary>NEON, in two halves.</summary>
internal readonly unsafe struct EightNeon(Vector128<float> low, Vector128<float> high) : IEight<EightNeon>
{
    private readonly Vector128<float> _low = low, _high = high;

    [MethodImpl(AggressiveInlining)]
    public static EightNeon FromBytes(byte* source)
    {
        Vector128<ushort> words = AdvSimd.ZeroExtendWideningLower(Vector64.Load(source));
        return new(AdvSimd.ConvertToSingle(AdvSimd.ZeroExtendWideningLower(words.GetLower())), AdvSimd.ConvertToSingle(AdvSimd.ZeroExtendWideningUpper(words)));
    }

    [MethodImpl(AggressiveInlining)]
    public static EightNeon Differences(byte* source, Vector128<short> zeros)
    {
        Vector128<short> words = AdvSimd.Subtract(AdvSimd.ZeroExtendWideningLower(Vector64.Load(source)).AsInt16(), zeros);
        return new(AdvSimd.ConvertToSingle(AdvSimd.SignExtendWideningLower(words.GetLower())), AdvSimd.ConvertToSingle(AdvSimd.SignExtendWideningUpper(words)));
    }

    [MethodImpl(AggressiveInlining)]
    public static EightNeon Products(byte* a, Vector128<short> zerosA, byte* b, Vector128<short> zerosB)
    {
        Vector128<short> left = AdvSimd.Subtract(AdvSimd.ZeroExtendWideningLower(Vector64.Load(a)).AsInt16(), zerosA);
        Vector128<short> right = AdvSimd.Subtract(AdvSimd.ZeroExtendWideningLower(Vector64.Load(b)).AsInt16(), zerosB);
        return new(
            AdvSimd.ConvertToSingle(AdvSimd.MultiplyWideningLower(left.GetLower(), right.GetLower())), AdvSimd.ConvertToSingle(AdvSimd.MultiplyWideningUpper(left, right)));
    }

    [MethodImpl(AggressiveInlining)]
    public static EightNeon FromInts(int* source) => new(AdvSimd.ConvertToSingle(Vector128.Load(source)), AdvSimd.ConvertToSingle(Vector128.Load(source + 4)));

    [MethodImpl(AggressiveInlining)]
    public static EightNeon FromWords(Vector128<ushort> words) =>
        new(AdvSimd.ConvertToSingle(AdvSimd.ZeroExtendWideningLower(words.GetLower())), AdvSimd.ConvertToSingle(AdvSimd.ZeroExtendWideningUpper(words)));

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> AddBytes(Vector128<ushort> sums, byte* source) => AdvSimd.AddWideningLower(sums, Vector64.Load(source));

    [MethodImpl(AggressiveInlining)]
    public static EightNeon Load(float* source) => new(Vector128.Load(source), Vector128.Load(source + 4));

    [MethodImpl(AggressiveInlining)]
    public static EightNeon All(float value) => new(Vector128.Create(value), Vector128.Create(value));

    [MethodImpl(AggressiveInlining)]
    public static void Store(EightNeon value, float* destination)
    {
        value._low.Store(destination);
        value._high.Store(destination + 4);
    }

    [MethodImpl(AggressiveInlining)]
    public static void StoreRounded(EightNeon value, in ByteRange range, byte* destination)
    {
        Vector64<short> half = AdvSimd.ExtractNarrowingSaturateLower(AdvSimd.ConvertToInt32RoundToEven(value._low));
        Vector128<short> words = AdvSimd.ExtractNarrowingSaturateUpper(half, AdvSimd.ConvertToInt32RoundToEven(value._high));
        Vector64<byte> bytes = AdvSimd.ExtractNarrowingSaturateUnsignedLower(AdvSimd.AddSaturate(words, range.Zeros));
        if (range.Min != 0 || range.Max != 255)
            bytes = AdvSimd.Min(AdvSimd.Max(bytes, Vector64.Create(range.Min)), Vector64.Create(range.Max));
        bytes.Store(destination);
    }

    /// <summary>fmax would keep a NaN.</summary>
    [MethodImpl(AggressiveInlining)]
    public static EightNeon Limit(EightNeon value, EightNeon low, EightNeon high) => new(
        AdvSimd.Min(Vector128.ConditionalSelect(AdvSimd.CompareGreaterThan(value._low, low._low), value._low, low._low), high._low),
        AdvSimd.Min(Vector128.ConditionalSelect(AdvSimd.CompareGreaterThan(value._high, low._high), value._high, low._high), high._high));

    [MethodImpl(AggressiveInlining)]
    public static EightNeon Fma(EightNeon a, EightNeon b, EightNeon c) =>
        new(AdvSimd.FusedMultiplyAdd(c._low, a._low, b._low), AdvSimd.FusedMultiplyAdd(c._high, a._high, b._high));

    [MethodImpl(AggressiveInlining)]
    public static EightNeon operator +(EightNeon a, EightNeon b) => new(a._low + b._low, a._high + b._high);

    [MethodImpl(AggressiveInlining)]
    public static EightNeon operator -(EightNeon a, EightNeon b) => new(a._low - b._low, a._high - b._high);

    [MethodImpl(AggressiveInlining)]
    public static EightNeon operator *(EightNeon a, EightNeon b) => new(a._low * b._low, a._high * b._high);

    [MethodImpl(AggressiveInlining)]
    public static EightNeon operator /(EightNeon a, EightNeon b) => new(a._low / b._low, a._high / b._high);
}
