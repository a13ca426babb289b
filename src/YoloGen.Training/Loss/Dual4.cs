namespace YoloGen.Training.Loss;

/// <summary>
/// A value with its derivatives by four variables (forward-mode differentiation), so that a box loss is written once and its
/// gradient follows.
/// </summary>
internal readonly struct Dual4(double value, double d0 = 0, double d1 = 0, double d2 = 0, double d3 = 0)
{
    public readonly double Value = value, D0 = d0, D1 = d1, D2 = d2, D3 = d3;

    public static implicit operator Dual4(double value) => new(value);

    public static Dual4 operator +(Dual4 a, Dual4 b) => new(a.Value + b.Value, a.D0 + b.D0, a.D1 + b.D1, a.D2 + b.D2, a.D3 + b.D3);

    public static Dual4 operator -(Dual4 a, Dual4 b) => new(a.Value - b.Value, a.D0 - b.D0, a.D1 - b.D1, a.D2 - b.D2, a.D3 - b.D3);

    public static Dual4 operator *(Dual4 a, Dual4 b) => a.Chain(a.Value * b.Value, b.Value) + b.Chain(0, a.Value);

    public static Dual4 operator /(Dual4 a, Dual4 b) => a.Chain(a.Value / b.Value, 1 / b.Value) - b.Chain(0, a.Value / (b.Value * b.Value));

    public static Dual4 Min(Dual4 a, Dual4 b) => a.Value <= b.Value ? a : b;

    public static Dual4 Max(Dual4 a, Dual4 b) => a.Value >= b.Value ? a : b;

    /// <summary>A function of this with the given value and derivative.</summary>
    public Dual4 Chain(double value, double derivative) => new(value, D0 * derivative, D1 * derivative, D2 * derivative, D3 * derivative);

    public Dual4 Sigmoid()
    {
        double s = 1 / (1 + Math.Exp(-Value));
        return Chain(s, s * (1 - s));
    }

    public Dual4 Atan() => Chain(Math.Atan(Value), 1 / (1 + Value * Value));

    /// <summary>The exponential, with its argument held below <paramref name="limit"/> (no gradient beyond).</summary>
    public Dual4 Exp(double limit)
    {
        if (Value > limit)
            return Math.Exp(limit);
        double e = Math.Exp(Value);
        return Chain(e, e);
    }
}
