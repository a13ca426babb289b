using System.Globalization;
using YoloGen.Training.Commands;
using YoloGen.Vision;

namespace YoloGen.Training.Evaluation;

/// <summary>Which class of a data set each class of a model counts as. Classes that do not match are never compared by their numbers in silence.</summary>
internal sealed class ClassMap
{
    private const int NamesShown = 8;

    private readonly int[] _target;

    private ClassMap(int[] target, string? note = null)
    {
        _target = target;
        Note = note;
    }

    /// <summary>What the user should know, or null.</summary>
    public string? Note { get; }

    /// <summary>Whether every class keeps its number.</summary>
    public bool IsIdentity => _target.Select((t, i) => t == i).All(same => same);

    /// <summary>Finds the map.</summary>
    /// <param name="model">Names of the model's classes.</param>
    /// <param name="data">Names of the data set's classes.</param>
    /// <param name="asked">MODEL=DATA,MODEL=DATA with names or numbers, or null.</param>
    /// <exception cref="Diagnostics.YoloGenException">They do not match and nothing says how.</exception>
    public static ClassMap Find(IReadOnlyList<string> model, IReadOnlyList<string> data, string? asked)
    {
        if (asked is not null)
            return Parse(model, data, asked);
        if (model.Count == data.Count && model.Zip(data).All(p => Same(p.First, p.Second)))
            return new ClassMap([.. Enumerable.Range(0, model.Count)]);
        int[] byName = [.. model.Select(m => IndexOf(data, m))];
        if (model.Count != data.Count)
        {
            string example = string.Join(',', data.Select(d => $"{(IndexOf(model, d) >= 0 ? d : "MODEL_CLASS")}={d}").Take(NamesShown));
            throw Verb.Bad($"the classes do not match: the model has {model.Count} ({List(model)}), the data set {data.Count} ({List(data)}); say which class of the model counts as which of the data set, others are left out: --map {example}");
        }
        if (byName.All(i => i >= 0) && byName.Distinct().Count() == byName.Length)
            return new ClassMap(byName, $"model and data set have the same classes in another order ({List(model)}; {List(data)}); matched by name");
        return new ClassMap(
            [.. Enumerable.Range(0, model.Count)],
            $"the names of the classes differ (model: {List(model)}; data set: {List(data)}); taken in their order, --map MODEL=DATA,... says otherwise");
    }

    /// <summary>Boxes with the classes of the data set; those of other classes are left out.</summary>
    public DetectedBox[] Apply(DetectedBox[] boxes)
        => IsIdentity ? boxes : [.. boxes.Where(b => _target[b.ClassId] >= 0).Select(b => b with { ClassId = _target[b.ClassId] })];

    private static ClassMap Parse(IReadOnlyList<string> model, IReadOnlyList<string> data, string asked)
    {
        int[] target = [.. Enumerable.Repeat(-1, model.Count)];
        foreach (string pair in asked.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            if (sides.Length != 2)
                throw Verb.Bad($"--map {pair}: write MODEL=DATA,MODEL=DATA with names or numbers of classes");
            target[Required(model, sides[0], "the model")] = Required(data, sides[1], "the data set");
        }
        return new ClassMap(target);
    }

    private static int Required(IReadOnlyList<string> names, string name, string whose)
    {
        int at = IndexOf(names, name);
        if (at < 0 && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < names.Count)
            at = number;
        return at >= 0 ? at : throw Verb.Bad($"--map: {whose} has no class '{name}'{(Diagnostics.Nearest.Of(name, names) is { } near ? $"; did you mean '{near}'?" : $" ({List(names)})")}");
    }

    /// <summary>The class of a name, whatever its case and whether blanks or underscores part its words; -1 if there is none.</summary>
    public static int IndexOf(IReadOnlyList<string> names, string name) => names.ToList().FindIndex(n => Same(n, name));

    private static bool Same(string a, string b) => Plain(a).Equals(Plain(b), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string name) => name.Replace('_', ' ').Replace('-', ' ').Trim();

    private static string List(IReadOnlyList<string> names)
        => string.Join(", ", names.Take(NamesShown)) + (names.Count > NamesShown ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - NamesShown} more") : "");
}
