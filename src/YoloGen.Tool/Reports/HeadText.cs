using System.Text;
using YoloGen.Compiler;
using YoloGen.Compiler.Graph;
using YoloGen.Detection;
using YoloGen.Diagnostics;

namespace YoloGen.Tool.Reports;

/// <summary>Which head decodes the outputs, and what speaks for it and against the others.</summary>
internal static class HeadText
{
    public static string Write(NetworkGraph imported, HeadOptions options)
    {
        if (GraphSignature.Of(imported) is not { IsPhotoInput: true } signature)
        {
            return "";
        }

        var text = new StringBuilder("\nfrom outputs to boxes\n");
        try
        {
            IReadOnlyList<string> assumed = HeadCatalog.Select(signature, options)?.Assumptions ?? ["no head is recognised: a class would have Run but no Detect"];
            text.AppendJoin("", assumed.Select(a => $"  {a}\n"));
        }
        catch (YoloGenException exception)
        {
            text.Append("  ").Append(exception.Message).Append('\n');
        }

        return text.Append("heads\n").AppendJoin("", HeadCatalog.Reasons(signature, options).Select(r => $"  {r}\n")).ToString();
    }
}
