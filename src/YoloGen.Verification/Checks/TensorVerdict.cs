using YoloGen.Compiler.Graph;

namespace YoloGen.Verification.Checks;

/// <summary>One tensor against its reference.</summary>
/// <param name="Tensor">Name.</param>
/// <param name="Operators">The operators between the reference's tensors and this one.</param>
/// <param name="Shape">Shape.</param>
/// <param name="Type">Element type.</param>
/// <param name="Rule">What was asked: "exact", "at most 1", "within 1e-4".</param>
/// <param name="Differing">Elements that differ at all.</param>
/// <param name="Worst">Largest difference: in units for integers, as a share of the largest magnitude for floats.</param>
/// <param name="Passed">Whether the rule holds.</param>
public sealed record TensorVerdict(string Tensor, string Operators, Shape Shape, ElementType Type, string Rule, long Differing, double Worst, bool Passed);

/// <summary>Compares tensors.</summary>
internal static class TensorComparison
{
    /// <summary>Compares element by element.</summary>
    /// <param name="found">Ours.</param>
    /// <param name="expected">The reference's.</param>
    /// <param name="units">Allowed difference of integers.</param>
    /// <param name="share">Allowed difference of floats, as a share of the reference's largest magnitude.</param>
    /// <param name="floor">Difference of floats that is allowed however small the magnitude (<see cref="AbsoluteFloor"/>).</param>
    public static (long Differing, double Worst, bool Passed) Compare(TensorData found, TensorData expected, int units, double share, double floor = 0)
    {
        if (found.Type != expected.Type || found.Shape != expected.Shape)
        {
            return (found.Shape.Count, double.PositiveInfinity, false);
        }

        return found.Type == ElementType.Float32 ? Floats(found.Floats, expected.Floats, share, floor) : Integers(found, expected, units);
    }

    private static (long, double, bool) Integers(TensorData found, TensorData expected, int units)
    {
        long differing = 0;
        double worst = 0;
        for (int i = 0; i < found.Values.Length; i++)
        {
            long difference = Math.Abs(found.IntegerAt(i) - expected.IntegerAt(i));
            differing += difference == 0 ? 0 : 1;
            worst = Math.Max(worst, difference);
        }

        return (differing, worst, worst <= units);
    }

    private static (long, double, bool) Floats(float[] found, float[] expected, double share, double floor)
    {
        double magnitude = 0;
        foreach (float v in expected)
        {
            magnitude = float.IsFinite(v) ? Math.Max(magnitude, Math.Abs(v)) : magnitude;
        }

        long differing = 0;
        double worst = 0;
        bool passed = true;
        for (int i = 0; i < found.Length; i++)
        {
            if (found[i].Equals(expected[i]) || found[i] == expected[i])
            {
                continue;
            }

            differing++;
            double difference = Math.Abs((double)found[i] - expected[i]), relative = difference / Math.Max(magnitude, 1e-30);
            worst = double.IsNaN(difference) ? double.PositiveInfinity : Math.Max(worst, relative);
            passed &= relative <= share || difference <= floor;
        }

        return (differing, worst, passed);
    }
}
