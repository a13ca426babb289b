using System.CommandLine;
using System.Globalization;
using YoloGen.Training.Data;
using YoloGen.Training.Network;

namespace YoloGen.Training.Commands;

/// <summary>Options that shape a network that is trained from scratch.</summary>
internal sealed class NetworkSettings
{
    private readonly Option<NetworkFamily> _family = Verb.Option("--network", "the paper's network, or a feature pyramid of narrow 3x3 convolutions with outputs at strides 8, 16 and 32", NetworkFamily.Paper);
    private readonly Option<string?> _channels = Verb.Optional<string>("--channels", "counts that differ, as GROUP=COUNT,GROUP=COUNT; docs/training.md lists the groups");
    private readonly Option<double> _width = Verb.Option("--width", "channel counts as a multiple of the network's own", 1.0);
    private readonly Option<bool> _collapsed = Verb.Option("--collapsed", "each residual block's linear chain as one convolution, outputs without bottleneck", false);
    private readonly Option<BlockStyle> _blocks = Verb.Option("--blocks", "what follows the convolutions of residual and attention blocks", BlockStyle.Linear);
    private readonly Option<int?> _anchorSize = Verb.Optional<int?>("--anchor-size", "input size that the anchors are found for, when training at another (--size)");
    private readonly Option<string?> _anchors = Verb.Optional<string>("--anchors", "the anchors themselves, as the verb anchors prints them: w,h,w,h,w,h;w,h,w,h,w,h with the finest grid first (found for the data set)");
    private readonly Option<float?> _center = Verb.Optional<float?>("--center-scale", "factor on the sigmoid of box centres (preset paper 1, best 2; pyramid 4)");

    private Option[] All => [_family, _width, _channels, _collapsed, _blocks, _anchorSize, _anchors, _center];

    public void AddTo(Command command)
    {
        foreach (Option option in All)
            command.Add(option);
    }

    /// <summary>The words that were given, to hand them to another verb.</summary>
    public IEnumerable<string> Given(ParseResult parsed) => Verb.Given(parsed, All);

    public NetworkSpec Read(ParseResult parsed, PhotoSet photos, int side, int seed, bool paperLoss)
    {
        NetworkFamily network = parsed.GetValue(_family);
        bool pyramid = network == NetworkFamily.Pyramid;
        int anchorSide = parsed.GetValue(_anchorSize) ?? side;
        double factor = parsed.GetValue(_width);
        float scale = parsed.GetValue(_center) ?? (pyramid ? NetworkSpec.PyramidCenterScale : paperLoss ? 1 : 2);
        if (factor is not (>= 0.01 and <= 8) || anchorSide is < 32 or > 8192 || scale is not (>= 1 and <= 4))
            throw Verb.Bad("--width must be 0.01 to 8, --anchor-size 32 to 8192, --center-scale 1 to 4");
        if (pyramid && Verb.Given(parsed, [_collapsed, _blocks, _anchorSize, _anchors]).FirstOrDefault() is { } word)
            throw Verb.Bad($"{word} belongs to --network paper");
        if (pyramid && paperLoss)
            throw Verb.Bad("--preset paper belongs to --network paper; take --preset best");
        if (parsed.GetValue(_anchors) is { } text && (Anchors.Parse(text) is null || parsed.GetValue(_anchorSize) is not null))
            throw Verb.Bad($"--anchors {text}: write w,h,w,h,w,h;w,h,w,h,w,h (finest grid first), without --anchor-size");
        NetworkChannels counts = Changed(NetworkChannels.Scaled(factor, network), parsed.GetValue(_channels));
        return new NetworkSpec
        {
            Family = network,
            ClassNames = photos.ClassNames,
            Width = side,
            Height = side,
            Channels = parsed.GetValue(_collapsed) ? counts.Collapsed() : counts,
            Blocks = parsed.GetValue(_blocks),
            Anchors = pyramid ? NetworkSpec.PyramidAnchors : parsed.GetValue(_anchors) is { } own ? Anchors.Parse(own)! : Anchors.Find(photos.Photos, anchorSide, anchorSide, seed),
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
