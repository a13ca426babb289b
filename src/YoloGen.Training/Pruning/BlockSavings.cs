using YoloGen.Training.Network;

namespace YoloGen.Training.Pruning;

/// <summary>
/// What a block of channels less saves. It depends on the layers that read or write the block, so a saving stands until the channels of such a
/// layer change: most of a network's blocks are costed once and not again after every step.
/// </summary>
internal sealed class BlockSavings(NetworkSpec spec, Func<NetworkSpec, double> cost)
{
    private readonly Dictionary<string, (string Around, double Saved)> _known = [];

    private readonly ILookup<string, string> _neighbours = NetworkLayers.Of(spec).Select(l => (string[])[.. l.Inputs, l.Output])
        .SelectMany(groups => groups.SelectMany(g => groups.Select(n => (Group: g, Neighbour: n)))).Where(p => spec.Channels.Groups.Contains(p.Neighbour)).Distinct().ToLookup(p => p.Group, p => p.Neighbour);

    /// <summary>Cost that a group's next block is worth.</summary>
    /// <param name="group">The group.</param>
    /// <param name="now">The network.</param>
    /// <param name="smaller">The network without the block.</param>
    /// <param name="costNow">Cost of <paramref name="now"/>.</param>
    public double Of(string group, NetworkSpec now, NetworkSpec smaller, double costNow)
    {
        string around = string.Join(' ', _neighbours[group].Select(n => now.Channels[n]));
        if (!_known.TryGetValue(group, out (string Around, double Saved) last) || last.Around != around)
            _known[group] = last = (around, costNow - cost(smaller));
        return last.Saved;
    }
}
