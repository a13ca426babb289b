using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using YoloGen.Diagnostics;
using Diagnostic = Microsoft.CodeAnalysis.Diagnostic;

namespace YoloGen.Generator;

/// <summary>A finding with its place, comparable, so that it can travel between steps.</summary>
internal sealed record Problem(DiagnosticCode Code, string Message, Place? Place)
{
    /// <summary>A finding of the plan reader, at its line.</summary>
    public static Problem Of(Diagnostics.Diagnostic found, string path, SourceText text)
        => new(found.Code, found.Message, Place.OfLine(path, text, found.Line));

    /// <summary>What is said about an exception that nothing should have thrown.</summary>
    public static Problem Of(Exception exception, string path)
        => new(DiagnosticCodes.Internal, $"{exception.GetType().Name}: {exception.Message}; compile the model again, and report this if it stays", Place.OfFile(path));

    /// <summary>The same for the compiler that hosts the generator.</summary>
    public Diagnostic ToDiagnostic()
        => Diagnostic.Create(
            new DiagnosticDescriptor(
                Code.Id, Code.Title, "{0}", "YoloGen", Level(Code.Severity), isEnabledByDefault: true, helpLinkUri: Code.HelpLink),
            Place?.ToLocation() ?? Location.None,
            Message);

    private static DiagnosticSeverity Level(Severity severity) => severity switch
    {
        Severity.Error => DiagnosticSeverity.Error,
        Severity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Info,
    };
}

/// <summary>A place in a file, comparable.</summary>
internal sealed record Place(string Path, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>The place of a piece of source.</summary>
    public static Place? Of(SyntaxNode? node)
        => node is null ? null : new Place(node.SyntaxTree.FilePath, node.Span, node.GetLocation().GetLineSpan().Span);

    /// <summary>The start of a file.</summary>
    public static Place OfFile(string path) => new(path, default, default);

    /// <summary>A 1-based line of a file; the file's start if there is no such line.</summary>
    public static Place OfLine(string path, SourceText text, int line)
    {
        if (line < 1 || line > text.Lines.Count)
        {
            return OfFile(path);
        }

        TextSpan span = text.Lines[line - 1].Span;
        return new Place(path, span, text.Lines.GetLinePositionSpan(span));
    }

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
