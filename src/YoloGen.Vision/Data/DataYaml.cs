using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YoloGen.Diagnostics;

namespace YoloGen.Vision;

/// <summary>
/// What data.yaml files say: top-level keys with a scalar, a list of scalars or a map of scalars. YamlDotNet reads the text event by event; what
/// nests deeper is passed over. Tags, anchors and aliases are refused, so that nothing is made or multiplied.
/// </summary>
internal sealed class DataYaml
{
    /// <summary>Entries of all lists and maps together, and keys: a data set has thousands of classes at most, and photos are not listed here.</summary>
    public const int MaxEntries = 100_000;

    /// <summary>Lists and maps inside each other.</summary>
    public const int MaxDepth = 32;

    private const string NullCharacter = "holds a null character; is this a text file?";

    private readonly Dictionary<string, YamlValue> _values = [];
    private readonly Parser _parser;
    private readonly string _file;
    private int _entries, _depth;

    private DataYaml(string text, string file)
    {
        _parser = new Parser(new StringReader(text));
        _file = file;
    }

    /// <summary>A key's value: a scalar, or entries whose key is null in a list.</summary>
    public sealed record YamlValue(int Line, string? Scalar, List<KeyValuePair<string?, string>> Items);

    public YamlValue? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>Parses a text; <paramref name="file"/> is for messages.</summary>
    /// <exception cref="YoloGenException">YG0704 with the line.</exception>
    public static DataYaml Parse(string text, string file)
    {
        var yaml = new DataYaml(text, file);
        // YAML 1.2, 5.1: not printable; the parser takes it for the end. As a path it would be an exception without a code.
        if (text.Contains('\0'))
            throw yaml.Refused(NullCharacter, 0);
        try
        {
            yaml.ReadDocument();
            return yaml;
        }
        catch (YamlException e)
        {
            throw yaml.Refused($"is no YAML: {YoloLabels.Short(e.Message, 200)}", LineOf(e.Start));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or OverflowException or FormatException or IndexOutOfRangeException)
        {
            // The scanner's own troubles with escapes and numbers that no text should hold.
            throw yaml.Refused($"is no YAML: {YoloLabels.Short(e.Message, 200)}", yaml._parser.Current is { } at ? LineOf(at.Start) : 0);
        }
    }

    private void ReadDocument()
    {
        Next();
        while (Next() is not StreamEnd)
        {
            if (_parser.Current is DocumentStart second && _values.Count > 0)
                throw Refused("holds several documents; one describes a data set", LineOf(second.Start));
            ParsingEvent root = _parser.Current is DocumentStart ? Next() : _parser.Current!;
            if (root is MappingStart)
                ReadKeys();
            else if (root is not (DocumentEnd or Scalar { Value.Length: 0 }))
                throw Refused($"expected 'key: value', found {(root is Scalar scalar ? $"'{Short(scalar.Value)}'" : "a list")}", LineOf(root.Start));
        }
    }

    private void ReadKeys()
    {
        while (Next() is not MappingEnd)
        {
            int line = LineOf(_parser.Current!.Start);
            string? key = (_parser.Current as Scalar)?.Value;
            Pass();
            YamlValue value = Next() switch
            {
                Scalar scalar => new YamlValue(line, IsNothing(scalar) ? null : scalar.Value, []),
                SequenceStart => new YamlValue(line, null, ReadItems<SequenceEnd>(keyed: false)),
                _ => new YamlValue(line, null, ReadItems<MappingEnd>(keyed: true)),
            };
            if (key is not null)
                _values[key] = value;
        }
    }

    /// <summary>The scalars of a list or a map; entries that are lists or maps themselves are passed over.</summary>
    private List<KeyValuePair<string?, string>> ReadItems<TEnd>(bool keyed)
        where TEnd : ParsingEvent
    {
        var items = new List<KeyValuePair<string?, string>>();
        while (Next() is not TEnd)
        {
            string? key = null;
            if (keyed)
            {
                key = (_parser.Current as Scalar)?.Value;
                Pass();
                Next();
            }
            string? value = (_parser.Current as Scalar)?.Value;
            Pass();
            if (value is not null && (key is not null || !keyed))
                items.Add(new(key, value));
        }
        return items;
    }

    /// <summary>Goes to the end of the list or map that begins here; a scalar is its own end.</summary>
    private void Pass()
    {
        int outside = _parser.Current is MappingStart or SequenceStart ? _depth - 1 : _depth;
        while (_depth > outside)
            Next();
    }

    private ParsingEvent Next()
    {
        if (!_parser.MoveNext())
            throw Refused("is no YAML: it ends too early", 0);
        ParsingEvent now = _parser.Current!;
        if (now is AnchorAlias || now is NodeEvent node && !(node.Anchor.IsEmpty && node.Tag.IsEmpty))
            throw Refused("holds a tag, an anchor or an alias, which are not read; write the value itself, in quotes if it begins with !, & or *", LineOf(now.Start));
        if (now is Scalar scalar && scalar.Value.Contains('\0'))
            throw Refused(NullCharacter, LineOf(now.Start));
        _depth += now.NestingIncrease;
        if (_depth > MaxDepth + 2)
            throw Refused($"nests more than {MaxDepth} lists and maps; is this the description of a data set?", LineOf(now.Start));
        if (now is NodeEvent && ++_entries > MaxEntries)
            throw Refused($"more than {MaxEntries} names and keys; is this the description of a data set?", LineOf(now.Start));
        return now;
    }

    private static bool IsNothing(Scalar scalar) => scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null";

    private static int LineOf(Mark mark) => (int)Math.Min(mark.Line, int.MaxValue);

    private YoloGenException Refused(string message, int line) => new(DiagnosticCodes.BadDataSet, message, _file, line: line);

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
