using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>The words of a layer's kernel on one instruction set: <c>NAME team=NAME kcycles=N bound=WORD others=NAME,N,...</c>.</summary>
internal static class KernelText
{
    private static readonly string[] Bounds = ["products", "overhead", "l1", "l2"];

    /// <summary>The words behind the instruction set.</summary>
    public static IEnumerable<string> Words(KernelChoice choice)
    {
        yield return choice.Kernel;
        if (choice.Team is { } team)
        {
            yield return "team=" + team;
        }

        if (choice.Kilocycles is { } cycles)
        {
            yield return "kcycles=" + cycles.ToString(CultureInfo.InvariantCulture);
        }

        if (choice.Bound is { } bound)
        {
            yield return "bound=" + bound;
        }

        if (choice.Others.Count > 0)
        {
            yield return "others=" + string.Join(",", choice.Others.Select(o => o.Kernel + "," + o.Kilocycles.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>The choice that the fields of a line say, or null.</summary>
    public static KernelChoice? Read(string instructionSet, string kernel, IReadOnlyDictionary<string, string> fields)
    {
        int? cycles = null;
        string? bound = null, team = null;
        var others = new List<KernelFigure>();
        foreach (KeyValuePair<string, string> field in fields)
        {
            switch (field.Key)
            {
                case "kcycles" when Number(field.Value, out int number):
                    cycles = number;
                    break;
                case "bound" when Bounds.Contains(field.Value):
                    bound = field.Value;
                    break;
                case "team" when !field.Value.Contains(','):
                    team = field.Value;
                    break;
                case "others":
                    string[] parts = field.Value.Split(',');
                    for (int i = 0; i < parts.Length; i += 2)
                    {
                        if (i + 1 == parts.Length || !Number(parts[i + 1], out int figure))
                        {
                            return null;
                        }

                        others.Add(new KernelFigure(parts[i], figure));
                    }

                    break;
                default:
                    return null;
            }
        }

        return new KernelChoice(instructionSet, kernel, cycles, bound, others) { Team = team };
    }

    private static bool Number(string word, out int number) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number.ToString(CultureInfo.InvariantCulture) == word;
}
