using System.Collections.Generic;
using System.Globalization;

namespace YoloGen.Emit;

/// <summary>What the attributes of each kind of layer may be: their values become constants of the emitted code.</summary>
internal static class LayerAttributes
{
    private const int MaxSize = 65535;

    /// <summary>Form of one attribute: words, integers of a range, or floats, and how many.</summary>
    private sealed record Form(string Name, int Count, bool IsFloat, bool IsWord, int Least, int Most);

    private static readonly Form[] Window =
        [Ints("kernel", 2, 1, MaxSize), Ints("stride", 2, 1, MaxSize), Ints("dilation", 2, 1, MaxSize), Ints("pad", 2, -MaxSize, MaxSize), Ints("group", 1, 1, int.MaxValue)];

    private static readonly Form[] PoolWindow =
        [Ints("kernel", 2, 1, MaxSize), Ints("stride", 2, 1, MaxSize), Ints("dilation", 2, 1, MaxSize), Ints("pad", 4, -MaxSize, MaxSize)];

    private static readonly Form[] Quantized = [.. Window, Byte("zero"), Byte("min"), Byte("max"), Flag("safe")];
    private static readonly Form Axis = Ints("axis", 1, 0, PlanLimits.MaxRank - 1);
    private static readonly Form Zero = Ints("zero", 1, int.MinValue, int.MaxValue);
    private static readonly Form[] Function = [Word("op"), Float("alpha"), Float("beta")];

    private static readonly Dictionary<string, Form[]> Kinds = new()
    {
        ["conv"] = Window,
        ["depthwise"] = Window,
        ["qconv"] = Quantized,
        ["qdepthwise"] = Quantized,
        ["sumconv"] = [.. Quantized, Word("to"), Float("out_scale"), .. Function],
        ["unary"] = Function,
        ["binary"] = [Word("op")],
        ["copy"] = [Flag("flip")],
        ["pick"] = [Axis, Float("fill")],
        ["gather"] = [Axis],
        ["qadd"] = [Float("ratio_a"), Float("ratio_b"), Float("fixed"), Byte("shift")],
        ["qmul"] = [Byte("zero_a"), Byte("zero_b"), Float("ratio"), Float("zero"), Byte("shift")],
        ["quantize"] = [Float("scale"), Byte("zero")],
        ["dequantize"] = [Float("scale"), Zero],
        ["maxpool"] = PoolWindow,
        ["avgpool"] = [.. PoolWindow, Flag("include")],
        ["qavgpool"] = [.. PoolWindow, Flag("include"), Float("input_scale"), Byte("input_zero"), Float("output_scale"), Ints("output_zero", 1, -128, 255), Byte("shift")],
        ["qglobalpool"] = [Byte("input_zero"), Float("scale"), Byte("zero")],
        ["reduce"] = [Word("op")],
        ["softmax"] = [Axis],
        ["qsoftmax"] = [Axis, Float("factor"), Byte("zero")],
        ["argmax"] = [Axis, Flag("last"), Flag("smallest")],
        ["qmatmul"] = [Byte("zero_a"), Byte("zero_b"), Byte("zero")],
    };

    /// <summary>What is wrong with the attributes of a layer, or null. Which of them a layer needs its kind says.</summary>
    public static string? Error(PlanLayer layer)
    {
        Kinds.TryGetValue(layer.Kind, out Form[]? forms);
        foreach (KeyValuePair<string, string[]> entry in layer.Attributes.Entries)
        {
            Form? form = System.Array.Find(forms ?? [], f => f.Name == entry.Key);
            if (form is null)
            {
                return $"has the unknown attribute '{entry.Key}'";
            }

            if (entry.Value.Length != form.Count || !System.Array.TrueForAll(entry.Value, v => Fits(form, v)))
            {
                return $"has an attribute '{entry.Key}' that it cannot have";
            }
        }

        return null;
    }

    private static bool Fits(Form form, string word)
        => form.IsWord ? word.Length > 0
            : form.IsFloat ? FloatText.TryRead(word, out _)
            : int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= form.Least && value <= form.Most;

    private static Form Ints(string name, int count, int least, int most) => new(name, count, false, false, least, most);

    private static Form Byte(string name) => Ints(name, 1, 0, 255);

    private static Form Flag(string name) => Ints(name, 1, 0, 1);

    private static Form Float(string name) => new(name, 1, true, false, 0, 0);

    private static Form Word(string name) => new(name, 1, false, true, 0, 0);
}
