using System.Globalization;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Operators;

/// <summary>Attributes in short.</summary>
internal static class OperatorText
{
    public static string Window(Window2D w, int group = 1)
        => $"{w.KernelH}x{w.KernelW} stride {w.StrideH}x{w.StrideW} pad {w.PadTop},{w.PadLeft},{w.PadBottom},{w.PadRight}"
            + (w.DilationH * w.DilationW == 1 ? "" : $" dilation {w.DilationH}x{w.DilationW}") + (group == 1 ? "" : $" groups {group}");

    public static string Quant(string name, QuantParams p)
        => p.IsPerTensor ? string.Create(CultureInfo.InvariantCulture, $"{name}:{p.Type.ShortName()} {p.Scale:G6}/{p.ZeroPoint}") : $"{name}:{p.Type.ShortName()} per channel";

    public static string Quant(QuantParams a, QuantParams b, QuantParams y) => $"{Quant("a", a)} {Quant("b", b)} {Quant("y", y)}";
}
