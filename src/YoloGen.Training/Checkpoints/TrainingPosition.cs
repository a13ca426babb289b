using System.Globalization;
using YoloGen.Training.Loss;

namespace YoloGen.Training.Checkpoints;

/// <summary>How far a run has come.</summary>
/// <param name="Step">Steps made.</param>
/// <param name="Minutes">Minutes spent, earlier starts included.</param>
/// <param name="Terms">Sum of the losses of the epoch that has begun.</param>
/// <param name="EpochSteps">Steps of that epoch.</param>
internal readonly record struct TrainingPosition(long Step, double Minutes, LossTerms Terms, int EpochSteps)
{
    /// <summary>As text for a checkpoint's metadata, exact.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Step} {Minutes:R} {Terms.Box:R} {Terms.Objectness:R} {Terms.Class:R} {EpochSteps}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string? text, out TrainingPosition position)
    {
        position = default;
        string[] words = (text ?? "").Split(' ');
        Span<double> values = stackalloc double[6];
        if (words.Length != values.Length)
            return false;
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.TryParse(words[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || !double.IsFinite(values[i]) || values[i] < 0)
                return false;
        }
        position = new TrainingPosition((long)values[0], values[1], new LossTerms(values[2], values[3], values[4]), (int)values[5]);
        return true;
    }
}
