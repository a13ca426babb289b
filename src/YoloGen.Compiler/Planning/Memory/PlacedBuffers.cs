namespace YoloGen.Compiler.Planning;

/// <summary>
/// Buffers that have their place, found again by when they live: most live for a few steps and are listed at each of them, so that a network
/// of many layers does not compare every buffer with every other.
/// </summary>
internal sealed class PlacedBuffers
{
    /// <summary>Steps that a short life has at most.</summary>
    private const int Short = 64;

    /// <summary>
    /// Buffers that are looked at in one network: what 2,000 that all live at the same time take. No detector comes near; after that, buffers are put above all others.
    /// </summary>
    internal const long MaxLooks = 1L << 22;

    private readonly Dictionary<int, List<StorageBuffer>> _short = [];
    private readonly List<StorageBuffer> _long = [];
    private readonly List<StorageBuffer> _all = [];
    private long _looks;

    /// <summary>Whether the network's buffers may still be looked through.</summary>
    public bool CanSearch => _looks < MaxLooks;

    public void Add(StorageBuffer buffer)
    {
        _all.Add(buffer);
        if (buffer.LastUse - buffer.FirstUse >= Short)
        {
            _long.Add(buffer);
            return;
        }

        for (int time = buffer.FirstUse; time <= buffer.LastUse; time++)
        {
            (_short.TryGetValue(time, out List<StorageBuffer>? list) ? list : _short[time] = []).Add(buffer);
        }
    }

    /// <summary>Those that live at a time when <paramref name="buffer"/> does, each once, in the order they were added where one list holds them.</summary>
    public List<StorageBuffer> Overlapping(StorageBuffer buffer)
    {
        if (buffer.LastUse - buffer.FirstUse >= Short)
        {
            _looks += _all.Count;
            return _all.FindAll(o => Overlap(o, buffer));
        }

        _looks += _long.Count;
        List<StorageBuffer> found = _long.FindAll(o => Overlap(o, buffer));
        for (int time = buffer.FirstUse; time <= buffer.LastUse; time++)
        {
            if (_short.TryGetValue(time, out List<StorageBuffer>? list))
            {
                // Each once: at the first step that both live.
                _looks += list.Count;
                found.AddRange(list.Where(o => Math.Max(o.FirstUse, buffer.FirstUse) == time));
            }
        }

        return found;
    }

    private static bool Overlap(StorageBuffer a, StorageBuffer b) => a.FirstUse <= b.LastUse && b.FirstUse <= a.LastUse;
}
