using System.Globalization;
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
            Describe(n.Op), Work.Of(n))),
    ];

    private static string Describe(Operator op) => op switch
    {
        Conv c => Window(c.Window, c.Group),
        ConvTranspose c => Window(c.Window, c.Group),
        QConv c => $"{Window(c.Window, c.Group)} {Quant("x", c.X)} {Quant("w", c.W)} {Quant("y", c.Y)}",
        QConvFloat c => $"{Window(c.Window, c.Group)} {Quant("x", c.X)} {Quant("w", c.W)}{(c.Y is null ? "" : " " + Quant("y", c.Y))}{(c.Activation is null ? "" : " " + c.Activation.Name)}",
        ConvInteger c => Window(c.Window, c.Group),
        MaxPool p => Window(p.Window, 1),
        AveragePool p => Window(p.Window, 1),
        QAveragePool p => $"{Window(p.Window, 1)} {Quant("x", p.X)} {Quant("y", p.Y)}",
        QAdd a => $"{Quant("a", a.A)} {Quant("b", a.B)} {Quant("y", a.Y)}",
        QMul a => $"{Quant("a", a.A)} {Quant("b", a.B)} {Quant("y", a.Y)}",
        QMatMul a => $"{Quant("a", a.A)} {Quant("b", a.B)} {Quant("y", a.Y)}",
        QuantizeLinear { Params: { } p } => Quant("y", p),
        DequantizeLinear { Params: { } p } => Quant("x", p),
        Lookup l => l.Source,
        Unary { Kind: UnaryKind.LeakyRelu or UnaryKind.Elu or UnaryKind.Clip or UnaryKind.HardSigmoid } u => string.Create(CultureInfo.InvariantCulture, $"{u.Alpha} {u.Beta}"),
        Concat c => $"axis {c.Axis}",
        Softmax s => $"axis {s.Axis}",
        Transpose t => string.Join(' ', t.Perm),
        Reduce r => $"axes {string.Join(' ', r.Axes)}",
        Resize r => $"{r.Mode} {r.Coordinates}",
        _ => "",
    };

    private static string Window(Window2D w, int group)
        => $"{w.KernelH}x{w.KernelW} stride {w.StrideH}x{w.StrideW} pad {w.PadTop},{w.PadLeft},{w.PadBottom},{w.PadRight}"
            + (w.DilationH * w.DilationW == 1 ? "" : $" dilation {w.DilationH}x{w.DilationW}") + (group == 1 ? "" : $" groups {group}");

    private static string Quant(string name, QuantParams p)
        => p.IsPerTensor ? string.Create(CultureInfo.InvariantCulture, $"{name}:{p.Type.ShortName()} {p.Scale:G6}/{p.ZeroPoint}") : $"{name}:{p.Type.ShortName()} per channel";
}
