namespace YoloGen.Training.Network;

/// <summary>
/// The free channel counts of the network, by group. A group is a set of tensors that must keep the same channels: what is added
/// element by element, what a shared layer reads and writes, a slice of a concatenation. Pruning changes these numbers and nothing else.
/// </summary>
internal sealed class NetworkChannels
{
    /// <summary>The paper's counts, in the order of the network. Where 0 is allowed is said beside it.</summary>
    private static readonly (string Group, int Count)[] PaperCounts =
    [
        ("stem1", 32), ("stem2", 64),
        ("down1.a1", 128), ("down1.a2", 128),   // 0: the residual block's three linear convolutions are one
        ("stage1.left", 64), ("stage1.right", 64), ("attention1", 4),
        ("down2.a1", 256), ("down2.a2", 256),   // 0: likewise
        ("stage2.left", 128), ("stage2.right", 128), ("bridge", 256), ("attention2", 8),
        ("csp1", 256), ("csp2", 128), ("csp3", 128), ("csp4", 256),
        ("neck", 512),                          // neck and T, which reads its own output
        ("head", 255),                          // 0: each scale has an output convolution of its own, with nothing between
        ("reduce", 128), ("up", 256), ("fine", 256),
    ];

    /// <summary>The pyramid's counts; a block with 0 is absent.</summary>
    private static readonly (string Group, int Count)[] PyramidCounts =
    [
        ("stem", 16),
        ("stage4", 24), .. Blocks(4, 24),
        ("stage8", 48), .. Blocks(8, 48, 48),
        ("stage16", 96), .. Blocks(16, 64, 56),
        ("stage32", 128), .. Blocks(32, 96),
        ("neck", 48), ("head32", 40), ("head16", 48), ("head8", 48),
    ];

    private static readonly string[] Chains = ["down1.a1", "down1.a2", "down2.a1", "down2.a2", "head"];
    private readonly OrderedDictionary<string, int> _counts;

    private NetworkChannels(OrderedDictionary<string, int> counts) => _counts = counts;

    /// <summary>The paper's network.</summary>
    public static NetworkChannels Paper { get; } = Map(PaperCounts, (_, count) => count);

    /// <summary>The feature pyramid.</summary>
    public static NetworkChannels Pyramid { get; } = Map(PyramidCounts, (_, count) => count);

    /// <summary>The groups in the order of the network.</summary>
    public IEnumerable<string> Groups => _counts.Keys;

    /// <summary>Channels of one group.</summary>
    public int this[string group] => _counts[group];

    /// <summary>All counts by group, as written to checkpoints.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>Whether the residual blocks' linear chains and the shared head were replaced by one convolution each.</summary>
    public bool IsCollapsed => _counts.GetValueOrDefault("down1.a1", 1) == 0;

    /// <summary>The counts of a family's network.</summary>
    public static NetworkChannels Of(NetworkFamily family) => family == NetworkFamily.Pyramid ? Pyramid : Paper;

    /// <summary>A family's counts times <paramref name="factor"/>, rounded to multiples of <paramref name="multiple"/>, at least one of it.</summary>
    public static NetworkChannels Scaled(double factor, NetworkFamily family = NetworkFamily.Paper, int multiple = 8)
    {
        NetworkChannels whole = Of(family);
        if (factor == 1)
            return whole;
        return Map(whole._counts.Select(c => (c.Key, c.Value)), (group, count) =>
        {
            int unit = group.StartsWith("attention", StringComparison.Ordinal) ? 2 : multiple;
            return count == 0 ? 0 : Math.Max(unit, (int)Math.Round(count * factor / unit, MidpointRounding.AwayFromZero) * unit);
        });
    }

    /// <summary>Replaces some counts.</summary>
    /// <exception cref="ArgumentException">An unknown group or a negative count.</exception>
    public NetworkChannels With(IEnumerable<KeyValuePair<string, int>> changes)
    {
        var copy = new OrderedDictionary<string, int>(_counts);
        foreach ((string group, int count) in changes)
        {
            bool empty = count == 0 && (Chains.Contains(group) || group.Contains(".block", StringComparison.Ordinal));
            if (!copy.ContainsKey(group) || count > 65536 || count < 1 && !empty)
                throw new ArgumentException($"channel group '{group}' cannot have {count} channels");
            copy[group] = count;
        }
        return new NetworkChannels(copy);
    }

    /// <summary>The same network with each residual block's linear chain as one convolution and no bottleneck before the outputs.</summary>
    public NetworkChannels Collapsed() => With(Chains.Select(c => KeyValuePair.Create(c, 0)));

    private static (string, int)[] Blocks(int stride, params int[] hidden)
        => [.. Enumerable.Range(1, PyramidLayers.MostBlocks).Select(b => (PyramidLayers.Block(stride, b), b <= hidden.Length ? hidden[b - 1] : 0))];

    private static NetworkChannels Map(IEnumerable<(string Group, int Count)> groups, Func<string, int, int> count)
    {
        var counts = new OrderedDictionary<string, int>();
        foreach ((string group, int original) in groups)
            counts.Add(group, count(group, original));
        return new NetworkChannels(counts);
    }
}
