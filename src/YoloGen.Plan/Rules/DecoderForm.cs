using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>What a decoder of the support code asks for: a call that does not fit would not compile.</summary>
/// <param name="HeadClass">The class with the Decode method.</param>
/// <param name="Outputs">Network outputs it reads.</param>
/// <param name="TakesAnchors">Whether it takes anchors.</param>
/// <param name="Parameters">Type and name of each member of its Parameters.</param>
public sealed record DecoderForm(string HeadClass, int Outputs, bool TakesAnchors, IReadOnlyList<(string Type, string Name)> Parameters)
{
    /// <summary>All decoders of the support code.</summary>
    public static IReadOnlyList<DecoderForm> All { get; } =
    [
        Form("YoloAnchorsHead", 1, true, "int gridWidth, int gridHeight, int classes, float strideX, float strideY, bool objectnessFirst, float scaleXY"),
        Form("Yolov5RawHead", 1, true, "int gridWidth, int gridHeight, int classes, float strideX, float strideY, bool channelsLast"),
        Form("Yolov5Head", 1, false, "int boxes, int classes"),
        Form("Yolov8Head", 1, false, "int boxes, int classes"),
        Form("YoloxHead", 1, false, "int firstRow, int gridWidth, int gridHeight, int classes, float stride"),
        Form("BoxesScoresHead", 2, false, "int boxes, int scoreColumns, bool hasBackground, bool yFirst, float scaleX, float scaleY"),
        Form("FastestDetHead", 1, false, "int gridWidth, int gridHeight, int classes, float inputWidth, float inputHeight"),
    ];

    /// <summary>The form of a decoder, or null if there is none of this name.</summary>
    public static DecoderForm? Of(string headClass) => All.FirstOrDefault(f => f.HeadClass == headClass);

    /// <summary>Whether a call has all of it and nothing else.</summary>
    internal bool Fits(PlanDecode step)
        => step.Outputs.Count == Outputs && step.Anchors.Count > 0 == TakesAnchors && step.Arguments.Entries.Count == Parameters.Count
            && Parameters.All(p => step.Arguments.Words(p.Name) is [var word] && IsOf(p.Type, word));

    private static DecoderForm Form(string headClass, int outputs, bool takesAnchors, string parameters)
        => new(headClass, outputs, takesAnchors, [.. parameters.Split(',').Select(p => p.Trim().Split(' ')).Select(p => (p[0], p[1]))]);

    private static bool IsOf(string type, string word) => type switch
    {
        "bool" => word is "true" or "false",
        "int" => int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        _ => FloatText.TryRead(word, out _),
    };
}
