using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>
/// What is written is what will be read: a plan's text is read back before any file is. The generator and the build know a network from
/// that text only, and would call a plan that breaks a rule of the reader damaged.
/// </summary>
internal static class PlanReadBack
{
    /// <summary>Reads a plan's own text.</summary>
    /// <exception cref="YoloGenException">It cannot be read, or reads as another plan; the message names the nodes.</exception>
    public static void Check(Plan plan)
    {
        int items = plan.Tensors.Count + plan.Weights.Count + plan.Layers.Count;
        if (items > PlanLimits.MaxItems)
        {
            throw new YoloGenException(DiagnosticCodes.LimitExceeded, $"the network has {items} tensors, weights and layers; a plan has at most {PlanLimits.MaxItems}");
        }

        string text = PlanText.Write(plan);
        if (text.Length > PlanLimits.MaxCharacters)
        {
            throw new YoloGenException(DiagnosticCodes.LimitExceeded, $"the plan of the network has {text.Length} characters; at most {PlanLimits.MaxCharacters} are read");
        }

        if (PlanText.TryRead(text, out IReadOnlyList<Diagnostic> found) is not { } read)
        {
            throw new YoloGenException([.. found.Select(d => Refusal(text, d))]);
        }

        if (PlanText.Write(read) != text)
        {
            throw new YoloGenException(DiagnosticCodes.Internal, "the plan reads back as another one");
        }
    }

    /// <summary>What the reader found, as a refusal of the model: there is no file yet that anybody could have edited.</summary>
    private static Diagnostic Refusal(string text, Diagnostic found)
    {
        string line = found.Line > 0 ? text.Split('\n')[found.Line - 1] : "";
        string what = line.Length > 0 ? $"the line '{line}' of its plan cannot be read" : found.Message.Replace("; compile the model again", "", StringComparison.Ordinal);
        return new Diagnostic(DiagnosticCodes.NoKernel, what, Node: found.Node ?? NameAtEnd(line));
    }

    /// <summary>Lines of tensors, weights and layers end with the node's or the tensor's name in quotes.</summary>
    private static string? NameAtEnd(string line)
    {
        int quote = line.IndexOf('"', StringComparison.Ordinal);
        return quote < 0 || !line.EndsWith('"') ? null : line[(quote + 1)..^1];
    }
}
