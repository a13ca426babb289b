#nullable enable
namespace YoloGen.Generated;

/// <summary>
/// c = saturate(round(fma(a, RatioA, fma(b, RatioB, Fixed)))), with a, b, c in the model's own domain: storage - <see cref="Shift"/>.
/// Fixed = fl(zeroC - fl(fl(RatioA * zeroA) + fl(RatioB * zeroB))).
/// </summary>
internal struct QAddParams
{
    /// <summary>fl(scaleA / scaleC).</summary>
    public float RatioA;

    /// <summary>fl(scaleB / scaleC).</summary>
    public float RatioB;

    /// <summary>The constant part.</summary>
    public float Fixed;

    /// <summary>0 for uint8, 128 for int8 tensors, which are stored as value + 128.</summary>
    public int Shift;
}

/// <summary>c = saturate(round(fl(fl((a - zeroA) * (b - zeroB)) * Ratio) + zeroC)), the zero point added in float, in the model's own domain.</summary>
internal struct QMulParams
{
    /// <summary>Zero point of a in the storage domain.</summary>
    public int ZeroA;

    /// <summary>Zero point of b in the storage domain.</summary>
    public int ZeroB;

    /// <summary>fl(fl(scaleA * scaleB) / scaleC).</summary>
    public float Ratio;

    /// <summary>Zero point of c in the model's own domain (storage - <see cref="Shift"/>).</summary>
    public float ZeroC;

    /// <summary>0 for uint8, 128 for int8 tensors.</summary>
    public int Shift;
}

/// <summary>
/// c = clamp(max((t * Rise + 2^14) >> 15, (t * Fall + 2^14) >> 15) + OutputZero, 0, 255) with t = (a &lt;&lt; Shift) - Zero; bytes of the storage domain.
/// </summary>
internal struct SlopesParams
{
    /// <summary>Where the lines meet, in steps of 2^-Shift.</summary>
    public short Zero;

    /// <summary>Slope of one line, times 2^15.</summary>
    public short Rise;

    /// <summary>Slope of the other line, times 2^15.</summary>
    public short Fall;

    /// <summary>The value where the lines meet.</summary>
    public short OutputZero;

    /// <summary>0, 1 or 2: slopes up to 1, 2 or 4.</summary>
    public int Shift;
}
