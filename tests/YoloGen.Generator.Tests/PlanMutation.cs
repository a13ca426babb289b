using System.Text;
using System.Text.RegularExpressions;

namespace YoloGen.Generator.Tests;

/// <summary>Damage to the text of a plan: what a bad disk, a bad merge and a bad hand do.</summary>
internal static partial class PlanMutation
{
    private static readonly string[] Numbers =
    [
        "0", "1", "-1", "2", "3", "7", "63", "64", "255", "256", "65535", "65536", "2000000000", "2147483647", "-2147483648", "4294967295", "9223372036854775807",
        "-9223372036854775808", "99999999999999999999", "1e9", "nan", "inf", "-0", "0x10", "007", "",
    ];

    private static readonly string[] Words =
    [
        "-", "->", "t0", "t1", "w0", "w1", "t99999999", "\"", "\"\"", "halo", "none", "scalar", "strides", "at", "f32", "u8", "s8", "i32", "i64", "bool", "layer", "then", "label",
        "op=Relu", "op=Foo.Bar", "to=float", "flip=1", "kernel=3,3", "kernel=", "a=b=c", "=", "class", "tensor", "1x1x1x1", "1x3x4x4", "4", "0x0", "2000000000x1x1x1", "anchors",
        "conv", "qconv", "sumconv", "copy", "unary", "binary", "lookup", "pick", "gather", "reduce", "matmul", "maxpool", "avgpool", "nearest", "linear", "cubic", "argmax", "softmax",
    ];

    public static string Of(string text, Random random)
    {
        int times = 1 + (random.Next(4) == 0 ? random.Next(6) : 0);
        for (int i = 0; i < times; i++)
        {
            text = Once(text, random);
        }

        return text;
    }

    private static string Once(string text, Random random)
    {
        switch (random.Next(9))
        {
            case 0:
                return Bytes(text, random);
            case 1:
                return Line(text, random, (lines, i) => lines.RemoveAt(i));
            case 2:
                return Line(text, random, (lines, i) => lines.Insert(random.Next(lines.Count + 1), lines[i]));
            case 3:
                return Line(text, random, (lines, i) => (lines[i], lines[random.Next(lines.Count)]) = (lines[random.Next(lines.Count)], lines[i]));
            case 4:
            case 5:
                return Replace(text, random, NumberPattern(), Numbers);
            case 6:
            case 7:
                return Replace(text, random, WordPattern(), Words);
            default:
                return random.Next(10) == 0 ? text[..random.Next(text.Length + 1)] : Replace(text, random, WordPattern(), text.Split(' ', '\n'));
        }
    }

    private static string Bytes(string text, Random random)
    {
        var changed = new StringBuilder(text);
        for (int i = random.Next(1, 8); i > 0 && changed.Length > 0; i--)
        {
            int at = random.Next(changed.Length);
            switch (random.Next(3))
            {
                case 0:
                    changed[at] = (char)random.Next(random.Next(4) == 0 ? 0x10000 : 128);
                    break;
                case 1:
                    changed.Remove(at, 1);
                    break;
                default:
                    changed.Insert(at, (char)random.Next(128));
                    break;
            }
        }

        return changed.ToString();
    }

    private static string Line(string text, Random random, Action<List<string>, int> change)
    {
        List<string> lines = [.. text.Split('\n')];
        change(lines, random.Next(lines.Count));
        return string.Join('\n', lines);
    }

    private static string Replace(string text, Random random, Regex pattern, string[] values)
    {
        // A place first, then the next match: no list of all matches.
        Match match = pattern.Match(text, random.Next(text.Length + 1));
        return match.Success ? text[..match.Index] + values[random.Next(values.Length)] + text[(match.Index + match.Length)..] : text;
    }

    [GeneratedRegex("-?[0-9]+(\\.[0-9]+)?")]
    private static partial Regex NumberPattern();

    [GeneratedRegex("[^ \n]+")]
    private static partial Regex WordPattern();
}
