using System;
using System.Globalization;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>Words of one line of a <c>.ygraph</c> file. Every method answers false rather than throw.</summary>
internal struct LineReader(string line)
{
    private int _position;

    /// <summary>A number that stood where one was expected, but above what may stand there; and what is the most.</summary>
    public (string Word, long Most)? TooLarge { get; private set; }

    public readonly bool AtEnd => _position >= line.Length;

    /// <summary>Whether the next word is a quoted one.</summary>
    public readonly bool AtQuote => _position < line.Length && line[_position] == '"';

    public bool Word(out string word)
    {
        int start = _position;
        int end = line.IndexOf(' ', start >= line.Length ? line.Length : start);
        end = end < 0 ? line.Length : end;
        word = line.Substring(Math.Min(start, line.Length), Math.Max(0, end - start));
        _position = end + 1;
        return word.Length > 0 && word[0] != '"';
    }

    public bool Is(string expected) => Word(out string word) && word == expected;

    public bool Text(out string value)
    {
        bool ok = Quoted.TryRead(line, ref _position, out value) && (_position == line.Length || line[_position] == ' ');
        _position++;
        return ok;
    }

    public bool Number(out long value, long min = 0, long max = PlanLimits.MaxBytes)
    {
        value = 0;
        if (!Word(out string word))
        {
            return false;
        }

        if (TryNumber(word, out value) ? value > max : word.Length is > 18 and <= 40 && word.All(c => c is >= '0' and <= '9'))
        {
            TooLarge = (word, max);
            return false;
        }

        return value >= min && TryNumber(word, out _);
    }

    public bool Reference(char table, out int index)
    {
        index = -1;
        return Word(out string word) && TryReference(word, table, out index);
    }

    /// <summary>Numbers with a separator between them.</summary>
    public bool Numbers(char separator, string none, out long[] values)
    {
        values = [];
        if (!Word(out string word) || word == none)
        {
            return word == none;
        }

        string[] parts = word.Split(separator);
        values = new long[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!TryNumber(parts[i], out values[i]))
            {
                return false;
            }
        }

        return true;
    }

    public static bool TryReference(string word, char table, out int index)
    {
        index = -1;
        return word.Length > 1 && word[0] == table
            && int.TryParse(word.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture, out index);
    }

    public static bool TryNumber(string word, out long value)
        => long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value.ToString(CultureInfo.InvariantCulture) == word;
}
