using System.Globalization;

namespace YoloGen.Plans;

/// <summary>Floats as text that gives the same bits again, on every host of the emitter.</summary>
public static class FloatText
{
    /// <summary>Nine significant digits at most, or <c>inf</c>, <c>-inf</c>, <c>nan</c>.</summary>
    public static string Write(float value)
    {
        if (float.IsNaN(value))
        {
            return "nan";
        }

        if (float.IsInfinity(value))
        {
            return value > 0 ? "inf" : "-inf";
        }

        if (value == 0)
        {
            return 1 / value < 0 ? "-0" : "0";
        }

        foreach (string format in new[] { "G6", "G7", "G8" })
        {
            string text = value.ToString(format, CultureInfo.InvariantCulture);
            if (TryRead(text, out float back) && back == value)
            {
                return text;
            }
        }

        return value.ToString("G9", CultureInfo.InvariantCulture);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static bool TryRead(string text, out float value)
    {
        switch (text)
        {
            case "nan":
                value = float.NaN;
                return true;
            case "inf":
                value = float.PositiveInfinity;
                return true;
            case "-inf":
                value = float.NegativeInfinity;
                return true;
            case "-0":
                value = -0.0f;
                return true;
            default:
                // The largest float's shortest text lies above it as a double, so the range is judged after rounding.
                bool ok = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double wide)
                    && !double.IsNaN(wide) && !float.IsInfinity((float)wide);
                value = ok ? (float)wide : 0;
                return ok;
        }
    }
}
