namespace YoloGen.Training.Loss;

/// <summary>The parts of a loss, already weighted, for one batch.</summary>
internal readonly record struct LossTerms(double Box, double Objectness, double Class)
{
    public double Total => Box + Objectness + Class;

    public static LossTerms operator +(LossTerms a, LossTerms b) => new(a.Box + b.Box, a.Objectness + b.Objectness, a.Class + b.Class);

    public static LossTerms operator *(LossTerms a, double factor) => new(a.Box * factor, a.Objectness * factor, a.Class * factor);
}
