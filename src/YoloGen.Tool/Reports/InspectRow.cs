using YoloGen.Compiler.Operators;
using YoloGen.Compiler;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Tool.Reports;

/// <summary>One node as every format shows it.</summary>
/// <param name="Operator">IR operator.</param>
/// <param name="Name">Node's name, printable.</param>
/// <param name="Inputs">Inputs: type and shape, constants marked.</param>
/// <param name="Outputs">Outputs: name, type and shape.</param>
/// <param name="Attributes">Attributes in short.</param>
/// <param name="Macs">Multiply-adds.</param>
internal sealed record InspectRow(string Operator, string Name, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, string Attributes, long Macs)
{
    public static IReadOnlyList<InspectRow> Of(NetworkGraph graph) =>
    [
        .. graph.Nodes.Select(n => new InspectRow(
            n.Op.Name, Printable.Of(n.Name),
            [.. n.Inputs.Select(i => i is null ? "-" : i.IsConstant ? $"constant {i.Type.ShortName()} {i.Shape}" : $"{i.Type.ShortName()} {i.Shape}")],
            [.. n.Outputs.Select(o => $"{Printable.Of(o.Name)}: {o.Type.ShortName()} {o.Shape}")],
            OperatorCatalog.Of(n.Op).Describe(n.Op), Work.Of(n))),
    ];
}
