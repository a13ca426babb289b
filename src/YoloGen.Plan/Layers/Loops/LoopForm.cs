using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace YoloGen.Plans;

/// <summary>An operand of a loop.</summary>
/// <param name="Name">Its name in the plan's text.</param>
/// <param name="Type">Its elements' type; null for the type that the loop is called with.</param>
public sealed record LoopOperand(string Name, ElementType? Type);

/// <summary>
/// What a loop of the support code asks for, as its own text declares it: <c>Run(ReadOnlySpan&lt;T&gt; x, ..., Span&lt;T&gt; y, int size, int inner, bool flag)</c>.
/// A file there is all that a loop needs: its layer, its text form and its call follow.
/// </summary>
/// <param name="Name">The class with the Run method.</param>
/// <param name="Inputs">Tensors that are read; the first one has the axis.</param>
/// <param name="Output">The tensor that is written.</param>
/// <param name="Numbers">Numbers and truth values of its own.</param>
public sealed record LoopForm(string Name, IReadOnlyList<LoopOperand> Inputs, LoopOperand Output, IReadOnlyList<(string Type, string Name)> Numbers)
{
    private const string Folder = "Loops/", Ending = "Loop";

    private static readonly Regex RunText = new(@"\sRun(<T>)?\s*\(([^)]*)\)", RegexOptions.CultureInvariant);

    /// <summary>All loops of the support code, in ordinal order.</summary>
    public static IReadOnlyList<LoopForm> All { get; } =
    [
        .. typeof(LoopForm).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).OrderBy(n => n, StringComparer.Ordinal).Select(Read),
    ];

    /// <summary>The word in the plan's text.</summary>
    public string Word => Name.Substring(0, Name.Length - Ending.Length).ToLowerInvariant();

    /// <summary>The form of a loop.</summary>
    public static LoopForm Of(string name) => All.First(f => f.Name == name);

    /// <summary>
    /// What is wrong with operands, or null: types as declared, no axis of the first one empty, the others of its shape but for the axis, or lists.
    /// </summary>
    /// <param name="inputs">Types and shapes of what is read.</param>
    /// <param name="output">Those of what is written, which is no list.</param>
    /// <param name="axis">The axis.</param>
    public string? Error(IReadOnlyList<(ElementType Type, IReadOnlyList<int> Shape)> inputs, (ElementType Type, IReadOnlyList<int> Shape) output, int axis)
    {
        (ElementType type, IReadOnlyList<int> shape) = inputs[0];
        bool Fits(IReadOnlyList<int> other) => other.Count == shape.Count && other.Select((d, i) => i == axis || d == shape[i]).All(ok => ok);
        bool types = type is ElementType.Float32 or ElementType.Int32 or ElementType.Int64 && output.Type == (Output.Type ?? type)
            && Inputs.Zip(inputs, (form, given) => given.Type == (form.Type ?? type)).All(ok => ok);
        bool shapes = axis < shape.Count && shape.All(d => d > 0) && Fits(output.Shape) && inputs.All(i => i.Shape.Count == 1 || Fits(i.Shape));
        return types && shapes ? null : "has operands that do not fit together";
    }

    private static LoopForm Read(string resource)
    {
        using Stream stream = typeof(LoopForm).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        (string Type, string Name)[] all = [.. RunText.Match(reader.ReadToEnd()).Groups[2].Value.Split(',').Select(p => p.Trim().Split(' ')).Select(p => (p[0], p[1]))];
        LoopOperand[] Spans(string kind) => [.. all.Where(p => p.Type.StartsWith(kind + "<", StringComparison.Ordinal)).Select(p => new LoopOperand(p.Name, ElementOf(p.Type)))];
        return new LoopForm(
            Path.GetFileNameWithoutExtension(resource.Substring(Folder.Length)), Spans("ReadOnlySpan"), Spans("Span").Single(),
            [.. all.Where(p => p.Type is "int" or "bool" && p.Name is not ("size" or "inner"))]);
    }

    private static ElementType? ElementOf(string span) => span.Substring(span.IndexOf('<') + 1).TrimEnd('>') switch
    {
        "float" => ElementType.Float32,
        "int" => ElementType.Int32,
        "long" => ElementType.Int64,
        _ => null,
    };
}
