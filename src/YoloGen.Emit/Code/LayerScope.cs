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

    /// <summary>The layer's number with leading zeros: part of the method's and the packed weights' name.</summary>
    public string Number => number;

    public ClassNeeds Needs => needs;

    /// <summary>The same for an operation that follows the layer's rows.</summary>
    public LayerScope Of(PlanLayer then) => new(plan, then, number, needs);

    /// <summary>An operand as a view; weights are row-major.</summary>
    public PlanTensor View(PlanOperand operand) => plan.View(operand);

    /// <summary>A tensor that is written.</summary>
    public PlanTensor View(int tensor) => plan.Tensors[tensor];

    /// <summary>A pointer to the first element of a tensor, of its storage type.</summary>
    public string Pointer(int tensor) => Pointer(PlanOperand.Tensor(tensor));

    /// <summary>A pointer to an operand's first element, of its storage type; "null" for an absent one.</summary>
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

        PlanTensor view = View(operand);
        return Cast(view.Type, (operand.Kind == OperandKind.Weight ? "_constants" : "_arena") + Plus(view.Offset));
    }

    /// <summary>A pointer into the weights file while the constructor packs; "null" for an absent operand.</summary>
    public string FilePointer(PlanOperand operand) => operand.IsPresent ? "file" + Plus(plan.Weights[operand.Index].Offset) : "null";

    /// <summary>Asks for the layer's scratch memory and returns the pointer expression to it.</summary>
    public string Scratch() => needs.Scratch(layer.Scratch(plan));

    /// <summary>A byte pointer expression as a pointer to a type's storage.</summary>
    public static string Cast(ElementType type, string expression)
        => type.Storage() == "byte" ? expression : $"({type.Storage()}*)({expression})";

    /// <summary>" + 5", " - 5" or nothing.</summary>
    public static string Plus(long offset) => offset == 0 ? "" : offset > 0 ? $" + {Text(offset)}" : $" - {Text(-offset)}";

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Declarations of the pointers a, b, ... and y of an elementwise layer.</summary>
    public string DeclarePointers(IReadOnlyList<PlanOperand> inputs, IReadOnlyList<string> names, int output)
    {
        IEnumerable<string> lines = inputs.Select((operand, i) => $"        {View(operand).Type.Storage()}* {names[i]} = {Pointer(operand)};\n");
        return string.Concat(lines) + $"        {View(output).Type.Storage()}* y = {Pointer(output)};\n";
    }

    /// <summary>Renders a layer template.</summary>
    public string Render(string template, ScriptObject model) => Templates.Render($"Layers/{template}.sbn", model);

    /// <summary>The call that fills the border of a tensor that is written, or nothing.</summary>
    public string FillHalo(int tensor, string? runTimeValue = null)
    {
        PlanTensor t = View(tensor);
        if (t.Halo is not { } h || t.Shape.Any(d => d == 0))
        {
            return "";
        }

        int size = t.Type.SizeOf();
        return Render("halo", new ScriptObject
        {
            ["y"] = "_arena" + Plus(t.Offset),
            ["batch"] = t.Shape[0],
            ["output_batch"] = LoopNest.Times(t.Strides[0] * size),
            ["height"] = t.Shape[2],
            ["width"] = t.Shape[3],
            ["row"] = t.Strides[2] * size,
            ["pixel"] = t.Strides[3] * size,
            ["pixel_bytes"] = t.Shape[1] * size,
            ["top"] = h.Top,
            ["left"] = h.Left,
            ["bottom"] = h.Bottom,
            ["right"] = h.Right,
            ["value"] = h.Value == PlanHalo.AtRunTime ? runTimeValue ?? "0" : Text(h.Value),
        });
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

    /// <summary>Layers that have several kernels.</summary>
    public List<KernelSlot> Slots { get; } = [];

    /// <summary>Further methods of the layers: name and body.</summary>
    public List<(string Number, string Name, string Body)> Methods { get; } = [];

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
