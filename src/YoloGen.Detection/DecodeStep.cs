using System.Globalization;
using System.Reflection;
using YoloGen.Generated;

namespace YoloGen.Detection;

/// <summary>One argument of a decode step.</summary>
/// <param name="Name">Parameter name in the head's Parameters struct.</param>
/// <param name="Text">An integer, a float in its shortest form, true or false.</param>
public sealed record DecodeArgument(string Name, string Text);

/// <summary>
/// One call of a decoder of the support code. The tool makes the call itself, with the constants as the decoder takes them; the plan
/// and so the emitted class get the same call with the same constants as text.
/// </summary>
public abstract class DecodeStep
{
    private protected DecodeStep(string headClass, IReadOnlyList<int> outputs, IReadOnlyList<float> anchors)
        => (HeadClass, Outputs, Anchors) = (headClass, outputs, anchors);

    /// <summary>Class in the support code.</summary>
    public string HeadClass { get; }

    /// <summary>Indices of the network's outputs, in the order of the method's spans.</summary>
    public IReadOnlyList<int> Outputs { get; }

    /// <summary>Width, height pairs in input pixels; empty for heads without anchors.</summary>
    public IReadOnlyList<float> Anchors { get; }

    /// <summary>Arguments of the head's Parameters constructor, in order.</summary>
    public abstract IReadOnlyList<DecodeArgument> Arguments { get; }

    /// <summary>Adds the boxes of the network's outputs.</summary>
    internal abstract void Decode(IReadOnlyList<float[]> outputs, ref CandidateBuffer candidates);

    /// <summary>The points of the object at a place in input pixels; false where the place is another step's.</summary>
    internal abstract bool Keypoints(IReadOnlyList<float[]> outputs, int place, Span<Landmark> points);

    /// <summary>The mask of the object at a place, inside its box in input pixels.</summary>
    internal abstract void Mask(IReadOnlyList<float[]> outputs, int place, (float Left, float Top, float Right, float Bottom) box, Span<byte> values);
}

/// <summary>The network's outputs in the order in which a decoder takes them.</summary>
internal readonly struct StepOutputs(IReadOnlyList<float[]> outputs, IReadOnlyList<int> indices)
{
    public ReadOnlySpan<float> this[int index] => outputs[indices[index]];
}

/// <summary>A call of a decoder, from values of its own type of parameters.</summary>
/// <typeparam name="TParameters">The decoder's Parameters: their constructor's parameters have the names of the fields.</typeparam>
internal sealed class DecodeStep<TParameters>(
    string headClass, IReadOnlyList<int> outputs, TParameters parameters, DecodeStep<TParameters>.Decoder decode, IReadOnlyList<float>? anchors = null, DecodeStep<TParameters>.PointDecoder? keypoints = null,
    DecodeStep<TParameters>.MaskDecoder? mask = null)
    : DecodeStep(headClass, outputs, anchors ?? [])
    where TParameters : struct
{
    private readonly float[] _anchors = [.. anchors ?? []];

    public delegate void Decoder(StepOutputs outputs, in TParameters parameters, ReadOnlySpan<float> anchors, ref CandidateBuffer candidates);

    public delegate bool PointDecoder(StepOutputs outputs, in TParameters parameters, ReadOnlySpan<float> anchors, int place, Span<Landmark> points);

    public delegate void MaskDecoder(StepOutputs outputs, in TParameters parameters, int place, (float Left, float Top, float Right, float Bottom) box, Span<byte> values);

    public TParameters Parameters => parameters;

    public override IReadOnlyList<DecodeArgument> Arguments { get; } =
    [
        .. typeof(TParameters).GetConstructors().Single(c => c.GetParameters().Length > 0).GetParameters().Select(p => new DecodeArgument(p.Name!, Text(Field(p.Name!).GetValue(parameters)!))),
    ];

    internal override void Decode(IReadOnlyList<float[]> outputs, ref CandidateBuffer candidates) => decode(new StepOutputs(outputs, Outputs), in parameters, _anchors, ref candidates);

    internal override bool Keypoints(IReadOnlyList<float[]> outputs, int place, Span<Landmark> points)
        => keypoints is not null && keypoints(new StepOutputs(outputs, Outputs), in parameters, _anchors, place, points);

    internal override void Mask(IReadOnlyList<float[]> outputs, int place, (float Left, float Top, float Right, float Bottom) box, Span<byte> values)
        => (mask ?? throw new InvalidOperationException($"{HeadClass} finds no masks"))(new StepOutputs(outputs, Outputs), in parameters, place, box, values);

    private static FieldInfo Field(string parameter)
        => typeof(TParameters).GetField(char.ToUpperInvariant(parameter[0]) + parameter[1..]) ?? throw new InvalidOperationException($"{typeof(TParameters)} keeps its {parameter} under another name");

    private static string Text(object value) => value switch
    {
        bool b => b ? "true" : "false",
        float f => f.ToString("R", CultureInfo.InvariantCulture),
        int i => i.ToString(CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"{value.GetType()} in {typeof(TParameters)}: a decoder takes int, float and bool"),
    };
}
