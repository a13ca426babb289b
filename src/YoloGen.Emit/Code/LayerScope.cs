using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Scriban.Runtime;

namespace YoloGen.Emit;

/// <summary>What a layer's code is made from: its operands as C# expressions, and what it asks of the class around it.</summary>
internal sealed class LayerScope(Plan plan, PlanLayer layer, string number, ClassNeeds needs)
{
    public Plan Plan => plan;

    public PlanLayer Layer => layer;

    public PlanAttributes Attributes => layer.Attributes;

    /// <summary>The layer as the rules see it.</summary>
    public LayerFacts Facts { get; } = new(plan, layer);

    /// <summary>The layer's number with leading zeros: part of the method's and the packed weights' name.</summary>
    public string Number => number;

    public ClassNeeds Needs => needs;

    /// <summary>Whether input <paramref name="index"/> is present.</summary>
    public bool Has(int index) => index < layer.Inputs.Count && layer.Inputs[index].Kind != OperandKind.None;

    /// <summary>Input <paramref name="index"/> as a view; weights are row-major.</summary>
    public PlanTensor In(int index) => View(plan, layer.Inputs[index]);

    /// <summary>Output <paramref name="index"/>.</summary>
    public PlanTensor Out(int index = 0) => plan.Tensors[layer.Outputs[index]];

    public static PlanTensor View(Plan plan, PlanOperand operand)
    {
        if (operand.Kind == OperandKind.Tensor)
        {
            return plan.Tensors[operand.Index];
        }

        PlanWeight weight = plan.Weights[operand.Index];
        return new PlanTensor(weight.Name, weight.Type, weight.Shape, LoopNest.RowMajor(weight.Shape), weight.Offset, null);
    }

    /// <summary>A pointer to the first element of input <paramref name="index"/>, of its storage type.</summary>
    public string InPointer(int index) => Pointer(layer.Inputs[index]);

    /// <summary>The same, or "null" if the input is absent.</summary>
    public string InPointerOrNull(int index) => Has(index) ? InPointer(index) : "null";

    /// <summary>A pointer to the first element of output <paramref name="index"/>.</summary>
    public string OutPointer(int index = 0) => Pointer(PlanOperand.Tensor(layer.Outputs[index]));

    /// <summary>A pointer to an operand's first element, of its storage type.</summary>
    public string Pointer(PlanOperand operand)
    {
        if (operand.Kind == OperandKind.None)
        {
            return "null";
        }

        if (operand.Kind == OperandKind.Weight)
        {
            PlanWeight weight = plan.Weights[operand.Index];
            needs.ResidentBytes = Math.Max(needs.ResidentBytes, weight.Offset + weight.Length);
        }

        PlanTensor view = View(plan, operand);
        return Cast(view.Type, (operand.Kind == OperandKind.Weight ? "_constants" : "_arena") + Plus(view.Offset));
    }

    /// <summary>A pointer into the weights file while the constructor packs; "null" for an absent operand.</summary>
    public string FilePointer(int index) => Has(index) ? "file" + Plus(plan.Weights[layer.Inputs[index].Index].Offset) : "null";

    /// <summary>A byte pointer expression as a pointer to a type's storage.</summary>
    public static string Cast(PlanType type, string expression)
        => type.Storage() == "byte" ? expression : $"({type.Storage()}*)({expression})";

    /// <summary>" + 5", " - 5" or nothing.</summary>
    public static string Plus(long offset) => offset == 0 ? "" : offset > 0 ? $" + {Text(offset)}" : $" - {Text(-offset)}";

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Declarations of the pointers x0, x1, ... and y of an elementwise layer.</summary>
    public string DeclarePointers(IReadOnlyList<string> names)
    {
        var lines = layer.Inputs.Select((operand, i) => (operand, i)).Where(o => o.operand.Kind != OperandKind.None && o.i < names.Count)
            .Select(o => $"        {In(o.i).Type.Storage()}* {names[o.i]} = {InPointer(o.i)};\n");
        return string.Concat(lines) + $"        {Out().Type.Storage()}* y = {OutPointer()};\n";
    }

    /// <summary>Renders a layer template.</summary>
    public string Render(string template, ScriptObject model) => Templates.Render($"Layers/{template}.sbn", model);

    /// <summary>The call that fills the halo of output <paramref name="index"/>, or nothing.</summary>
    public string FillHalo(int index = 0, string? runTimeValue = null)
    {
        PlanTensor t = Out(index);
        if (t.Halo is not { } h || t.Shape.Any(d => d == 0))
        {
            return "";
        }

        int size = t.Type.SizeOf();
        string arguments = $"{Text(t.Shape[2])}, {Text(t.Shape[3])}, {Text(t.Strides[2] * size)}, {Text(t.Strides[3] * size)}, {Text(t.Shape[1] * size)}, "
            + $"{Text(h.Top)}, {Text(h.Left)}, {Text(h.Bottom)}, {Text(h.Right)}, {(h.Value == PlanHalo.AtRunTime ? runTimeValue ?? "0" : Text(h.Value))}, part, parts);\n";
        return t.Shape[0] == 1
            ? $"        Part.FillHalo(_arena{Plus(t.Offset)}, {arguments}"
            : $"        for (int n = 0; n < {Text(t.Shape[0])}; n++)\n            Part.FillHalo(_arena{Plus(t.Offset)} + n{LoopNest.Times(t.Strides[0] * size)}, {arguments}";
    }
}

/// <summary>What the layers ask of the class around them.</summary>
internal sealed class ClassNeeds
{
    /// <summary>Bytes at the start of the weights file that layers read at run time.</summary>
    public long ResidentBytes { get; set; }

    /// <summary>Bytes of scratch memory for each thread.</summary>
    public long ScratchBytes { get; set; }

    /// <summary>Weights that the constructor packs.</summary>
    public List<PackedWeights> Packed { get; } = [];

    /// <summary>Asks for scratch memory and returns the pointer expression to it.</summary>
    public string Scratch(long bytes)
    {
        ScratchBytes = Math.Max(ScratchBytes, (bytes + 63) / 64 * 64);
        return "_scratch + (nint)part * ScratchBytes";
    }
}

/// <summary>Weights that the constructor packs for the instruction set.</summary>
/// <param name="Field">Name of the field that points to them.</param>
/// <param name="Size">Expression for the bytes, generic over K.</param>
/// <param name="Pack">Expression that packs to <c>p</c> from <c>file</c> and returns the byte behind.</param>
internal sealed record PackedWeights(string Field, string Size, string Pack);
