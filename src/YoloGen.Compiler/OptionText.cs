using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using YoloGen.Detection;

namespace YoloGen.Compiler;

/// <summary>Options as people write them, on a command line or in a project file. Each method returns false for text that is none.</summary>
public static class OptionText
{
    /// <summary>Words separated by commas, without the spaces around them.</summary>
    public static string[] Words(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>One number or several, separated by commas; <c>1/255</c> is one too, as these factors stand in most training code.</summary>
    public static bool TryNumbers(string text, [NotNullWhen(true)] out float[]? numbers)
    {
        var values = new List<float>();
        numbers = null;
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] fraction = part.Split('/');
            if (fraction.Length > 2 || !TryNumber(fraction[0], out float value))
            {
                return false;
            }

            if (fraction.Length == 2)
            {
                if (!TryNumber(fraction[1], out float divisor))
                {
                    return false;
                }

                value /= divisor;
            }

            values.Add(value);
        }

        numbers = [.. values];
        return true;
    }

    /// <summary>A number in invariant form.</summary>
    public static bool TryNumber(string text, out float number) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    /// <summary>The shape of one input: <c>NAME=1,3,416,416</c>, the numbers also separated by <c>x</c>.</summary>
    public static bool TryShape(string text, out string name, out IReadOnlyList<int> dimensions)
    {
        int at = text.LastIndexOf('=');
        name = at > 0 ? text[..at].Trim() : "";
        dimensions = at > 0
            ? [.. text[(at + 1)..].Split([',', 'x'], StringSplitOptions.TrimEntries).Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out int d) ? d : 0)]
            : [];
        return dimensions.Count > 0 && dimensions.All(d => d > 0);
    }

    /// <summary>A size in pixels, height before width: <c>640</c>, <c>480,640</c> or <c>480x640</c>.</summary>
    public static bool TrySize(string text, out int height, out int width)
    {
        int[] sides = [.. text.Split([',', 'x'], StringSplitOptions.TrimEntries).Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out int d) && d <= 65535 ? d : 0)];
        (height, width) = (sides[0], sides[^1]);
        return sides.Length <= 2 && height > 0 && width > 0;
    }

    /// <summary>Colour order of the network's channels: <c>rgb</c> or <c>bgr</c>.</summary>
    public static bool TryColours(string text, out bool bgr)
    {
        bgr = text.Equals("bgr", StringComparison.OrdinalIgnoreCase);
        return bgr || text.Equals("rgb", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>How a photo is brought to the input's shape: <c>letterbox</c> or <c>stretch</c>.</summary>
    public static bool TryResize(string text, out ResizeMode mode)
    {
        mode = text.Equals("stretch", StringComparison.OrdinalIgnoreCase) ? ResizeMode.Stretch : ResizeMode.Letterbox;
        return mode == ResizeMode.Stretch || text.Equals("letterbox", StringComparison.OrdinalIgnoreCase);
    }
}
