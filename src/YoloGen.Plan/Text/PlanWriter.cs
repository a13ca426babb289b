using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace YoloGen.Plans;

/// <summary>Writes the <c>.ygraph</c> text of a plan: one line for each item, words separated by one space, untrusted text quoted.</summary>
internal static class PlanWriter
{
    public static string Write(Plan plan)
    {
        var text = new StringBuilder();
        Line(text, "ygraph", PlanText.Version);
        Line(text, "class", plan.ClassName);
        Line(text, "namespace", plan.Namespace);
        Line(text, "model", Quoted.Write(plan.ModelName), plan.ModelHash);
        Line(text, "compiler", Quoted.Write(plan.Compiler));
        Line(text, "weights", Number(plan.WeightsLength), plan.WeightsHash);
        Line(text, "arena", Number(plan.ArenaBytes), "bound", Number(plan.ArenaBound));
        foreach (PlanPort port in plan.Inputs)
        {
            Line(text, "input", PlanOperand.Tensor(port.Tensor).ToString(), Quoted.Write(port.Name));
        }

        foreach (PlanPort port in plan.Outputs)
        {
            Line(text, "output", PlanOperand.Tensor(port.Tensor).ToString(), Quoted.Write(port.Name));
        }

        if (plan.Head is { } head)
        {
            Line(text, ["head", head.Kind, .. Attributes(head.Attributes)]);
            foreach (PlanDecode step in head.Steps)
            {
                string[] anchors = step.Anchors.Count == 0 ? [] : ["anchors", string.Join(",", step.Anchors.Select(FloatText.Write))];
                Line(text, ["decode", step.HeadClass, string.Join(",", step.Outputs.Select(o => Number(o))), .. anchors, .. Attributes(step.Arguments)]);
            }

            foreach (string name in head.Classes)
            {
                Line(text, "label", Quoted.Write(name));
            }
        }

        for (int i = 0; i < plan.Tensors.Count; i++)
        {
            Tensor(text, i, plan.Tensors[i]);
        }

        for (int i = 0; i < plan.Weights.Count; i++)
        {
            PlanWeight w = plan.Weights[i];
            Line(text, "weight", PlanOperand.Weight(i).ToString(), w.Type.ShortName(), Shape(w.Shape), "at", Number(w.Offset), "bytes", Number(w.Length), Quoted.Write(w.Name));
        }

        foreach (PlanLayer layer in plan.Layers)
        {
            Layer(text, "layer", layer);
            foreach (KernelChoice choice in layer.Kernels)
            {
                Line(text, ["on", choice.InstructionSet, .. KernelText.Words(choice)]);
            }

            foreach (PlanLayer then in layer.Then)
            {
                Layer(text, "then", then);
            }
        }

        return text.ToString();
    }

    private static void Tensor(StringBuilder text, int index, PlanTensor t)
    {
        List<string> words =
        [
            "tensor", PlanOperand.Tensor(index).ToString(), t.Type.ShortName(), Shape(t.Shape),
            "strides", t.Strides.Count == 0 ? "none" : string.Join(",", t.Strides.Select(Number)), "at", Number(t.Offset),
        ];
        if (t.Halo is { } h)
        {
            words.AddRange(["halo", string.Join(",", new[] { h.Top, h.Left, h.Bottom, h.Right, h.Value }.Select(v => Number(v)))]);
        }

        words.Add(Quoted.Write(t.Name));
        Line(text, words.ToArray());
    }

    private static void Layer(StringBuilder text, string word, PlanLayer layer)
        => Line(text, [word, layer.Kind, .. FieldWriter.Words(layer), Quoted.Write(layer.Name)]);

    private static IEnumerable<string> Attributes(PlanAttributes attributes)
        => attributes.Entries.Select(e => e.Key + "=" + string.Join(",", e.Value));

    private static string Shape(IReadOnlyList<int> shape) => shape.Count == 0 ? "scalar" : string.Join("x", shape.Select(d => Number(d)));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, params string[] words) => text.Append(string.Join(" ", words)).Append('\n');
}
