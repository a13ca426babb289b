using System.Globalization;
using System.Text;
using YoloGen.Compiler.Graph;

namespace YoloGen.Tool.Reports;

/// <summary>Both graphs as plain text.</summary>
internal static class InspectText
{
    public static string Write(NetworkGraph before, NetworkGraph after)
    {
        var text = new StringBuilder();
        Section(text, "as the file has it", before);
        text.Append('\n');
        Section(text, "after the passes", after);
        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, NetworkGraph graph)
    {
        IReadOnlyList<InspectRow> rows = InspectRow.Of(graph);
        text.Append(CultureInfo.InvariantCulture, $"{title}: {rows.Count} nodes, {rows.Sum(r => r.Macs):N0} multiply-adds\n");
        foreach (Tensor input in graph.Inputs)
        {
            text.Append(CultureInfo.InvariantCulture, $"  input  {Printable.Of(input.Name)}: {input.Type.ShortName()} {input.Shape}\n");
        }

        for (int i = 0; i < rows.Count; i++)
        {
            InspectRow r = rows[i];
            text.Append(CultureInfo.InvariantCulture, $"  {i,4}  {r.Operator,-18} {string.Join(" + ", r.Inputs)} -> {string.Join(", ", r.Outputs)}");
            text.Append(r.Attributes.Length > 0 ? $"  [{r.Attributes}]" : "");
            text.Append(r.Macs > 0 ? string.Create(CultureInfo.InvariantCulture, $"  {r.Macs / 1e6:0.0} M") : "").Append('\n');
        }

        foreach (Tensor output in graph.Outputs)
        {
            text.Append(CultureInfo.InvariantCulture, $"  output {Printable.Of(output.Name)}: {output.Type.ShortName()} {output.Shape}\n");
        }
    }
}
