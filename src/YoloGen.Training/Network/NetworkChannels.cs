using System.Collections.ObjectModel;

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

    private static readonly string[] Chains = ["down1.a1", "down1.a2", "down2.a1", "down2.a2", "head"];
    private readonly Dictionary<string, int> counts;

    private NetworkChannels(Dictionary<string, int> counts) => this.counts = counts;

    /// <summary>The paper's network.</summary>
    public static NetworkChannels Paper { get; } = new(PaperCounts.ToDictionary(c => c.Group, c => c.Count));

    /// <summary>The groups in the order of the network.</summary>
    public static IEnumerable<string> Groups => PaperCounts.Select(c => c.Group);

    /// <summary>Channels of one group.</summary>
    public int this[string group] => counts[group];

    /// <summary>All counts by group, as written to checkpoints.</summary>
    public ReadOnlyDictionary<string, int> Counts => counts.AsReadOnly();

    /// <summary>Whether the residual blocks' linear chains and the shared head were replaced by one convolution each.</summary>
    public bool IsCollapsed => counts["down1.a1"] == 0;

    /// <summary>The paper's counts times <paramref name="factor"/>, rounded to multiples of <paramref name="multiple"/>, at least one of it.</summary>
    public static NetworkChannels Scaled(double factor, int multiple = 8)
    {
        if (factor == 1)
            return Paper;
        int Scale(string group, int count)
        {
            int unit = group.StartsWith("attention", StringComparison.Ordinal) ? 2 : multiple;
            return Math.Max(unit, (int)Math.Round(count * factor / unit, MidpointRounding.AwayFromZero) * unit);
        }
        return new NetworkChannels(PaperCounts.ToDictionary(c => c.Group, c => Scale(c.Group, c.Count)));
    }

    /// <summary>Replaces some counts.</summary>
    /// <exception cref="ArgumentException">An unknown group or a negative count.</exception>
    public NetworkChannels With(IEnumerable<KeyValuePair<string, int>> changes)
    {
        var copy = new Dictionary<string, int>(counts);
        foreach ((string group, int count) in changes)
        {
            bool empty = count == 0 && Chains.Contains(group);
            if (!copy.ContainsKey(group) || count > 65536 || count < 1 && !empty)
                throw new ArgumentException($"channel group '{group}' cannot have {count} channels");
            copy[group] = count;
        }
        return new NetworkChannels(copy);
    }

    /// <summary>The same network with each residual block's linear chain as one convolution and no bottleneck before the outputs.</summary>
    public NetworkChannels Collapsed() => With(Chains.Select(c => KeyValuePair.Create(c, 0)));
}
