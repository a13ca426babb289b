using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using YoloGen.Diagnostics;

namespace YoloGen.Plans;

/// <content>Lines of layers and of what follows them.</content>
internal sealed partial class PlanReader
{
    private bool Layer(ref LineReader reader, bool isThen)
    {
        if (!(reader.Word(out string kind) && IsWord(kind) && reader.Word(out string written)))
        {
            return false;
        }

        string[] references = written.Split(',');
        var outputs = new int[references.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            if (!LineReader.TryReference(references[i], 't', out outputs[i]))
            {
                return false;
            }
        }

        if (!reader.Is("<-") || outputs.Length > PlanLimits.MaxOperands || !Fields(ref reader, out Dictionary<string, string> fields) || !reader.Text(out string name) || !reader.AtEnd)
        {
            return false;
        }

        if (LayerTable.Find(kind) is not { } empty)
        {
            FailLayer(kind, name, "is of a kind that this version does not know");
            return true;
        }

        PlanLayer layer = new FieldReader(outputs, fields).Read(empty, out string? error) with { Name = name, Then = new List<PlanLayer>(), Kernels = new List<KernelChoice>() };
        if (error is not null)
        {
            FailLayer(kind, name, error);
            return true;
        }

        if (!isThen)
        {
            return Append(_layers, layer, PlanLimits.MaxItems);
        }

        return _layers.Count > 0 && Append((List<PlanLayer>)_layers[_layers.Count - 1].Then, layer, 100);
    }

    /// <summary>The kernel of the layer above on one instruction set.</summary>
    private bool On(ref LineReader reader)
        => _layers.Count > 0 && reader.Word(out string set) && IsWord(set) && reader.Word(out string kernel) && IsWord(kernel)
            && Fields(ref reader, out Dictionary<string, string> fields) && reader.AtEnd && KernelText.Read(set, kernel, fields) is { } choice
            && Append((List<KernelChoice>)_layers[_layers.Count - 1].Kernels, choice, InstructionSetChain.All.Count);

    private static bool Fields(ref LineReader reader, out Dictionary<string, string> fields)
    {
        fields = [];
        while (!reader.AtEnd && !reader.AtQuote)
        {
            if (!reader.Word(out string word) || fields.Count >= PlanLimits.MaxAttributes || word.IndexOf('=') is not (> 0 and var equals))
            {
                return false;
            }

            string name = word.Substring(0, equals), value = word.Substring(equals + 1);
            if (fields.ContainsKey(name) || !IsWord(name) || value.Length == 0 || !value.Split(',').All(IsWord))
            {
                return false;
            }

            fields.Add(name, value);
        }

        return true;
    }

    private void FailLayer(string kind, string name, string error)
        => found.Add(new Diagnostic(
            DiagnosticCodes.BadPlan, $"layer {_layers.Count.ToString(CultureInfo.InvariantCulture)} ({kind}) {error}; compile the model again", file,
            string.IsNullOrEmpty(name) ? null : name, Line: _line));
}
