using System.Text;
using YoloGen.Compiler;
using YoloGen.Compiler.Graph;
using YoloGen.Detection;
using YoloGen.Diagnostics;

namespace YoloGen.Tool.Reports;

/// <summary>Which head decodes the outputs, and what speaks for it and against the others, as every format shows it.</summary>
/// <param name="Id">The head; null where none is recognised.</param>
/// <param name="Task">What it finds.</param>
/// <param name="Findings">What was found and assumed, or why there is no head.</param>
/// <param name="Reasons">For each head what speaks for it or against it.</param>
internal sealed record HeadReport(string? Id, string? Task, IReadOnlyList<string> Findings, IReadOnlyList<string> Reasons)
{
    /// <summary>The report for a graph; null where its input is no photo.</summary>
    public static HeadReport? Of(NetworkGraph imported, HeadOptions options)
    {
        if (GraphSignature.Of(imported) is not { IsPhotoInput: true } signature)
        {
            return null;
        }

        IReadOnlyList<string> reasons = HeadCatalog.Reasons(signature, options);
        try
        {
            return HeadCatalog.Select(signature, options) is { } head
                ? new HeadReport(head.Head.Id, head.Head.Task, head.Assumptions, reasons)
                : new HeadReport(null, null, ["no head is recognised: a class would have Run but no Detect"], reasons);
        }
        catch (YoloGenException exception)
        {
            return new HeadReport(null, null, [exception.Message], reasons);
        }
    }

    /// <summary>As plain text.</summary>
    public string Text() => new StringBuilder("\nfrom outputs to boxes\n").AppendJoin("", Findings.Select(a => $"  {a}\n")).Append("heads\n").AppendJoin("", Reasons.Select(r => $"  {r}\n")).ToString();
}
