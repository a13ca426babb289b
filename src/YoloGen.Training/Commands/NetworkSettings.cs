using System.CommandLine;
using YoloGen.Training.Data;
using YoloGen.Training.Network;

namespace YoloGen.Training.Commands;

/// <summary>Options that shape a network that is trained from scratch.</summary>
internal sealed class NetworkSettings
{
    private readonly Option<double> width = Verb.Option("--width", "channel counts as a multiple of the paper's", 1.0);
    private readonly Option<bool> collapsed = Verb.Option("--collapsed", "each residual block's linear chain as one convolution, outputs without bottleneck", false);
    private readonly Option<BlockStyle> blocks = Verb.Option("--blocks", "what follows the convolutions of residual and attention blocks", BlockStyle.Linear);
    private readonly Option<int?> anchorSize = Verb.Optional<int?>("--anchor-size", "input size that the anchors are found for, when training at another (--size)");
    private readonly Option<float?> center = Verb.Optional<float?>("--center-scale", "factor on the sigmoid of box centres (preset paper 1, best 2)");

    private Option[] All => [width, collapsed, blocks, anchorSize, center];

    public void AddTo(Command command)
    {
        foreach (Option option in All)
            command.Add(option);
    }

    /// <summary>The words that were given, to hand them to another verb.</summary>
    public IEnumerable<string> Given(ParseResult parsed) => Verb.Given(parsed, All);

    public NetworkSpec Read(ParseResult parsed, PhotoSet photos, int side, int seed, bool paperLoss)
    {
        int anchorSide = parsed.GetValue(anchorSize) ?? side;
        double factor = parsed.GetValue(width);
        float scale = parsed.GetValue(center) ?? (paperLoss ? 1 : 2);
        if (factor is not (>= 0.01 and <= 8) || anchorSide is < 32 or > 8192 || scale is not (>= 1 and <= 4))
            throw Verb.Bad("--width must be 0.01 to 8, --anchor-size 32 to 8192, --center-scale 1 to 4");
        NetworkChannels channels = NetworkChannels.Scaled(factor);
        return new NetworkSpec
        {
            ClassNames = photos.ClassNames,
            Width = side,
            Height = side,
            Channels = parsed.GetValue(collapsed) ? channels.Collapsed() : channels,
            Blocks = parsed.GetValue(blocks),
            Anchors = Anchors.Find(photos.Photos, anchorSide, anchorSide, seed),
            CenterScale = scale,
        };
    }
}
