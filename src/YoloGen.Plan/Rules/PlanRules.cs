using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using YoloGen.Diagnostics;

namespace YoloGen.Plans;

/// <summary>
/// What holds in every valid plan: references exist, tensors and weights lie inside the arena and the file, and each layer has the
/// operands and attributes its kind asks for. The emitter relies on it, and so does the memory safety of the emitted code.
/// </summary>
internal static class PlanRules
{
    /// <summary>Adds what is wrong with <paramref name="plan"/> to <paramref name="found"/>.</summary>
    public static void Check(Plan plan, string? file, ICollection<Diagnostic> found)
    {
        for (int i = 0; i < plan.Tensors.Count && found.Count < 20; i++)
        {
            if (MemoryRules.Tensor(plan, i) is { } error)
            {
                Add(found, file, $"tensor t{Number(i)} {error}");
            }
        }

        for (int i = 0; i < plan.Weights.Count && found.Count < 20; i++)
        {
            PlanWeight w = plan.Weights[i];
            long count = 1;
            foreach (int d in w.Shape)
            {
                count *= d;
            }

            if (w.Offset % 16 != 0 || w.Offset < 0 || w.Length != count * w.Type.SizeOf() || w.Offset + w.Length > plan.WeightsLength)
            {
                Add(found, file, $"weight w{Number(i)} does not lie in the weights file");
            }
        }

        // Everything else relies on tensors and weights that hold together.
        if (found.Count > 0)
        {
            return;
        }

        foreach (PlanPort port in plan.Inputs)
        {
            Port(plan, port, file, found);
        }

        foreach (PlanPort port in plan.Outputs)
        {
            Port(plan, port, file, found);
        }

        if (plan.Head is { } head && HeadRules.Error(plan, head) is { } headError)
        {
            Add(found, file, headError);
        }

        for (int i = 0; i < plan.Layers.Count && found.Count < 20; i++)
        {
            foreach ((PlanLayer layer, string error) in Errors(plan, plan.Layers[i]))
            {
                Add(found, file, $"layer {Number(i)} ({layer.Kind}) {error}", layer.Name);
            }
        }
    }

    /// <summary>What is wrong with a layer and with what follows its rows.</summary>
    private static List<(PlanLayer Layer, string Error)> Errors(Plan plan, PlanLayer lead)
    {
        // What a layer touches depends on what follows its rows, so the operands of all are looked at before the first's memory.
        var errors = new List<(PlanLayer, string)>();
        void Check(PlanLayer layer, string? error)
        {
            if (error is not null)
            {
                errors.Add((layer, error));
            }
        }

        Check(lead, MissingOperand(plan, lead));
        foreach (PlanLayer then in lead.Then)
        {
            Check(then, MissingOperand(plan, then) ?? (FollowsRows(plan, lead, then) ? null : "cannot follow a row of another shape"));
        }

        if (errors.Count == 0)
        {
            Check(lead, Error(plan, lead) ?? KernelRules.Error(plan, lead));
            foreach (PlanLayer then in lead.Then)
            {
                Check(then, FollowError(plan, then));
            }
        }

        return errors;
    }

    private static void Port(Plan plan, PlanPort port, string? file, ICollection<Diagnostic> found)
    {
        if (port.Tensor >= plan.Tensors.Count || !IsRowMajor(plan.Tensors[port.Tensor]))
        {
            Add(found, file, "an input or output is not a row-major tensor");
        }
    }

    private static bool IsRowMajor(PlanTensor t)
    {
        long stride = 1;
        for (int axis = t.Shape.Count - 1; axis >= 0; axis--)
        {
            if (t.Shape[axis] != 1 && t.Strides[axis] != stride)
            {
                return false;
            }

            stride *= t.Shape[axis];
        }

        return true;
    }

    /// <summary>Which operand of a layer does not exist, or null.</summary>
    private static string? MissingOperand(Plan plan, PlanLayer layer)
    {
        LayerOperands operands = LayerOperands.Of(layer);
        foreach (PlanOperand operand in operands.Inputs)
        {
            if (operand.Index >= (operand.Kind == OperandKind.Weight ? plan.Weights.Count : plan.Tensors.Count))
            {
                return $"reads {operand}, which does not exist";
            }
        }

        foreach (int output in operands.Outputs)
        {
            if (output >= plan.Tensors.Count)
            {
                return $"writes {PlanOperand.Tensor(output)}, which does not exist";
            }
        }

        return null;
    }

    private static string? Error(Plan plan, PlanLayer layer)
        => layer.Then.Count > 0 && !layer.CanLead ? "cannot be followed by operations on its rows" : layer.Error(plan) ?? MemoryRules.Layer(plan, layer, isThen: false);

    private static string? FollowError(Plan plan, PlanLayer layer)
        => !layer.CanFollow ? "cannot follow a row" : layer.Error(plan) ?? layer.FollowError(plan) ?? MemoryRules.Layer(plan, layer, isThen: true);

    /// <summary>What is applied to rows reads and writes feature maps of the shape that the layer writes, one image of them.</summary>
    private static bool FollowsRows(Plan plan, PlanLayer lead, PlanLayer then)
    {
        if (lead.Outputs.Count != 1 || lead.Outputs[0] >= plan.Tensors.Count)
        {
            return false;
        }

        IReadOnlyList<int> shape = plan.Tensors[lead.Outputs[0]].Shape;
        return shape.Count == 4 && shape[0] == 1 && then.Inputs.Where(i => i.Kind == OperandKind.Tensor).Select(i => i.Index).Concat(then.Outputs)
            .All(t => t < plan.Tensors.Count && plan.Tensors[t].Shape.SequenceEqual(shape));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Add(ICollection<Diagnostic> found, string? file, string message, string? node = null)
        => found.Add(new Diagnostic(DiagnosticCodes.BadPlan, message + "; compile the model again", file, string.IsNullOrEmpty(node) ? null : node));
}
