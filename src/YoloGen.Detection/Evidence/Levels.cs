namespace YoloGen.Detection;

/// <summary>Outputs of several strides sorted by what they hold: those with as many columns belong together, the finest grid first.</summary>
internal sealed class Levels
{
    private readonly Dictionary<int, List<Rows>> _byColumns = [];

    private Levels()
    {
    }

    /// <summary>All outputs as rows of places, or null where one is no table.</summary>
    public static Levels? OfRows(HeadQuestion question) => Of(question, question.PlacesFirst);

    /// <summary>All outputs as maps of cells, or null where one is no map.</summary>
    public static Levels? OfMaps(HeadQuestion question) => Of(question, question.Map);

    /// <summary>How many different widths there are.</summary>
    public int Kinds => _byColumns.Count;

    /// <summary>The widths.</summary>
    public IEnumerable<int> Columns => _byColumns.Keys;

    /// <summary>The outputs of a width, if they have so many places; null if they do not.</summary>
    public Rows[]? With(int columns, IReadOnlyList<long> places)
        => _byColumns.TryGetValue(columns, out List<Rows>? rows) && rows.OrderByDescending(r => r.Places).Select(r => (long)r.Places).SequenceEqual(places)
            ? [.. rows.OrderByDescending(r => r.Places)]
            : null;

    /// <summary>The places of the outputs of a width, the most first.</summary>
    public IReadOnlyList<long> Places(int columns) => [.. _byColumns[columns].Select(r => (long)r.Places).OrderDescending()];

    private static Levels? Of(HeadQuestion question, Func<int, Rows?> table)
    {
        var levels = new Levels();
        for (int i = 0; i < question.Outputs.Count; i++)
        {
            if (table(i) is not { } rows)
            {
                return null;
            }

            if (!levels._byColumns.TryGetValue(rows.Columns, out List<Rows>? same))
            {
                levels._byColumns.Add(rows.Columns, same = []);
            }

            same.Add(rows);
        }

        return levels;
    }
}
