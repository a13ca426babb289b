#nullable enable

namespace YoloGen.Generated;

/// <summary>
/// A vector of floats of any width, one included. Every formula in this assembly that is not a convolution is written once over this
/// interface; each operation rounds each lane as IEEE 754 says, so that the width of a vector never shows in a result.
/// </summary>
/// <remarks>
/// Comparisons with a NaN are false. <see cref="Max"/> and <see cref="Min"/> return their second argument where the comparison is false
/// (a NaN, or zeros of different sign), as x86 does; Arm's own instructions differ and are not used. The sign and payload of a NaN that
/// arithmetic creates are the processor's choice; nothing else is.
/// </remarks>
internal unsafe interface ILanes<T> where T : struct, ILanes<T>
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Count { get; }

    static abstract T Load(float* source);

    static abstract void Store(T value, float* destination);

    /// <summary>Bytes converted to floats.</summary>
    static abstract T LoadBytes(byte* source);

    /// <summary>Integers converted to floats, rounding half to even.</summary>
    static abstract T LoadInt32(int* source);

    /// <summary>Stores lanes that hold whole numbers in 0..255 as bytes.</summary>
    static abstract void StoreBytes(T value, byte* destination);

    /// <summary>The value in all lanes.</summary>
    static abstract T All(float value);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    static abstract T operator /(T a, T b);

    /// <summary>a * b + c, rounded once.</summary>
    static abstract T Fma(T a, T b, T c);

    /// <summary>a > b ? a : b.</summary>
    static abstract T Max(T a, T b);

    /// <summary>a &lt; b ? a : b.</summary>
    static abstract T Min(T a, T b);

    static abstract T Sqrt(T a);

    static abstract T Floor(T a);

    static abstract T Ceiling(T a);

    /// <summary>Rounds half to even.</summary>
    static abstract T Round(T a);

    /// <summary>a > b ? x : y.</summary>
    static abstract T IfGreater(T a, T b, T x, T y);

    /// <summary>a == b ? x : y.</summary>
    static abstract T IfEqual(T a, T b, T x, T y);

    /// <summary>The bits of the lanes as integers, added without overflow check.</summary>
    static abstract T AddBits(T a, T b);

    static abstract T SubtractBits(T a, T b);

    static abstract T And(T a, T b);

    static abstract T Or(T a, T b);

    static abstract T Xor(T a, T b);

    static abstract T ShiftLeft(T a, int count);

    /// <summary>Shifts the bits right and copies the sign bit in.</summary>
    static abstract T ShiftRight(T a, int count);

    /// <summary>The bits of the lanes, read as integers, converted to floats.</summary>
    static abstract T FromBits(T a);
}
