using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>
/// Named constants in a fixed order. A value is a list of words; integers and floats are words too, so that the text form needs no types.
/// </summary>
public sealed class PlanAttributes
{
    private readonly List<KeyValuePair<string, string[]>> _entries = [];

    /// <summary>Names and values in the order they were added.</summary>
    public IReadOnlyList<KeyValuePair<string, string[]>> Entries => _entries;

    /// <summary>Adds integers.</summary>
    public PlanAttributes Add(string name, params long[] values)
        => Add(name, values.Select(v => v.ToString(CultureInfo.InvariantCulture)).ToArray());

    /// <summary>Adds floats; their text form gives the same bits again.</summary>
    public PlanAttributes AddFloats(string name, params float[] values) => Add(name, values.Select(FloatText.Write).ToArray());

    /// <summary>Adds words of letters, digits and <c>_ . + -</c>.</summary>
    public PlanAttributes Add(string name, params string[] words)
    {
        _entries.Add(new(name, words));
        return this;
    }

    /// <summary>Whether the attribute is present.</summary>
    public bool Has(string name) => Words(name) is not null;

    /// <summary>The words of an attribute; null if absent.</summary>
    public string[]? Words(string name)
    {
        foreach (KeyValuePair<string, string[]> entry in _entries)
        {
            if (entry.Key == name)
            {
                return entry.Value;
            }
        }

        return null;
    }

    /// <summary>One word, or <paramref name="fallback"/> if absent.</summary>
    public string Word(string name, string fallback = "") => Words(name) is [var only, ..] ? only : fallback;

    /// <summary>Integers; empty if absent or not integers.</summary>
    public int[] Ints(string name)
    {
        string[] words = Words(name) ?? [];
        var values = new int[words.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (!int.TryParse(words[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out values[i]))
            {
                return [];
            }
        }

        return values;
    }

    /// <summary>One integer, or <paramref name="fallback"/> if absent.</summary>
    public int Int(string name, int fallback = 0) => Ints(name) is [var only, ..] ? only : fallback;

    /// <summary>Floats; empty if absent or not floats.</summary>
    public float[] Floats(string name)
    {
        string[] words = Words(name) ?? [];
        var values = new float[words.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (!FloatText.TryRead(words[i], out values[i]))
            {
                return [];
            }
        }

        return values;
    }

    /// <summary>One float, or <paramref name="fallback"/> if absent.</summary>
    public float Float(string name, float fallback = 0) => Floats(name) is [var only, ..] ? only : fallback;
}
