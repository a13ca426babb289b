using System.CommandLine;
using System.Globalization;
using YoloGen.Training.Data;
using YoloGen.Training.Network;

namespace YoloGen.Training.Commands;

/// <summary>Options that shape a network that is trained from scratch.</summary>
internal sealed class NetworkSettings
{
    private readonly Option<NetworkFamily> family = Verb.Option("--network", "the paper's network, or a feature pyramid of narrow 3x3 convolutions with outputs at strides 8, 16 and 32", NetworkFamily.Paper);
    private readonly Option<string?> channels = Verb.Optional<string>("--channels", "counts that differ, as GROUP=COUNT,GROUP=COUNT; docs/training.md lists the groups");
    private readonly Option<double> width = Verb.Option("--width", "channel counts as a multiple of the network's own", 1.0);
    private readonly Option<bool> collapsed = Verb.Option("--collapsed", "each residual block's linear chain as one convolution, outputs without bottleneck", false);
    private readonly Option<BlockStyle> blocks = Verb.Option("--blocks", "what follows the convolutions of residual and attention blocks", BlockStyle.Linear);
    private readonly Option<int?> anchorSize = Verb.Optional<int?>("--anchor-size", "input size that the anchors are found for, when training at another (--size)");
    private readonly Option<string?> anchors = Verb.Optional<string>("--anchors", "the anchors themselves, as the verb anchors prints them: w,h,w,h,w,h;w,h,w,h,w,h with the finest grid first (found for the data set)");
    private readonly Option<float?> center = Verb.Optional<float?>("--center-scale", "factor on the sigmoid of box centres (preset paper 1, best 2; pyramid 4)");

    private Option[] All => [family, width, channels, collapsed, blocks, anchorSize, anchors, center];

    public void AddTo(Command command)
    {
        foreach (Option option in All)
            command.Add(option);
    }

    /// <summary>The words that were given, to hand them to another verb.</summary>
    public IEnumerable<string> Given(ParseResult parsed) => Verb.Given(parsed, All);

    public NetworkSpec Read(ParseResult parsed, PhotoSet photos, int side, int seed, bool paperLoss)
    {
        NetworkFamily network = parsed.GetValue(family);
        bool pyramid = network == NetworkFamily.Pyramid;
        int anchorSide = parsed.GetValue(anchorSize) ?? side;
        double factor = parsed.GetValue(width);
        float scale = parsed.GetValue(center) ?? (pyramid ? NetworkSpec.PyramidCenterScale : paperLoss ? 1 : 2);
        if (factor is not (>= 0.01 and <= 8) || anchorSide is < 32 or > 8192 || scale is not (>= 1 and <= 4))
            throw Verb.Bad("--width must be 0.01 to 8, --anchor-size 32 to 8192, --center-scale 1 to 4");
        if (pyramid && Verb.Given(parsed, [collapsed, blocks, anchorSize, anchors]).FirstOrDefault() is { } word)
            throw Verb.Bad($"{word} belongs to --network paper");
        if (pyramid && paperLoss)
            throw Verb.Bad("--preset paper belongs to --network paper; take --preset best");
        if (parsed.GetValue(anchors) is { } text && (Anchors.Parse(text) is null || parsed.GetValue(anchorSize) is not null))
            throw Verb.Bad($"--anchors {text}: write w,h,w,h,w,h;w,h,w,h,w,h (finest grid first), without --anchor-size");
        NetworkChannels counts = Changed(NetworkChannels.Scaled(factor, network), parsed.GetValue(channels));
        return new NetworkSpec
        {
            Family = network,
            ClassNames = photos.ClassNames,
            Width = side,
            Height = side,
            Channels = parsed.GetValue(collapsed) ? counts.Collapsed() : counts,
            Blocks = parsed.GetValue(blocks),
            Anchors = pyramid ? NetworkSpec.PyramidAnchors : parsed.GetValue(anchors) is { } own ? Anchors.Parse(own)! : Anchors.Find(photos.Photos, anchorSide, anchorSide, seed),
            CenterScale = scale,
        };
    }

    private static NetworkChannels Changed(NetworkChannels counts, string? changes)
    {
        if (changes is null)
            return counts;
        try
        {
            return counts.With(changes.Split(',').Select(c => c.Split('=')).Select(c => KeyValuePair.Create(c[0].Trim(), int.Parse(c[1], NumberStyles.None, CultureInfo.InvariantCulture))));
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw Verb.Bad($"--channels {changes}: {exception.Message}; write GROUP=COUNT,GROUP=COUNT with groups among {string.Join(", ", counts.Groups)}");
        }
    }
}
