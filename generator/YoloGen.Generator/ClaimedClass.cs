using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using YoloGen.Emit;

namespace YoloGen.Generator;

/// <summary>A class that the user declared to be completed.</summary>
/// <param name="Model">The attribute's text.</param>
/// <param name="Namespace">Its namespace as C# text, empty for the global one.</param>
/// <param name="Name">Its name as C# text.</param>
/// <param name="Access">Its accessibility.</param>
/// <param name="Obstacle">Why it cannot be completed; null if it can.</param>
/// <param name="Place">Where the attribute stands.</param>
internal sealed record ClaimedClass(string Model, string Namespace, string Name, ClassAccess Access, string? Obstacle, Place? Place)
{
    /// <summary>Whether the attribute may stand on it at all; what is wrong with the others is the compiler's to say.</summary>
    public static bool IsCandidate(SyntaxNode node, CancellationToken cancellation) => node is ClassDeclarationSyntax or RecordDeclarationSyntax;

    public static ClaimedClass Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        AttributeData attribute = context.Attributes[0];
        string model = attribute.ConstructorArguments.Length == 1 && attribute.ConstructorArguments[0].Value is string text ? text : "";
        return new ClaimedClass(
            model,
            type.ContainingNamespace.IsGlobalNamespace ? "" : string.Join(".", Parts(type.ContainingNamespace)),
            Escape(type.Name),
            type.DeclaredAccessibility == Accessibility.Public ? ClassAccess.Public : ClassAccess.Internal,
            ObstacleOf(type, (TypeDeclarationSyntax)context.TargetNode),
            Place.Of(attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) ?? context.TargetNode));
    }

    private static string? ObstacleOf(INamedTypeSymbol type, TypeDeclarationSyntax declaration)
    {
        if (type.IsRecord)
        {
            return "it is a record; make it a class";
        }

        if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return "it is not partial; write 'partial class'";
        }

        if (type.ContainingType is not null)
        {
            return $"it is nested in {type.ContainingType.Name}; move it out";
        }

        if (type.IsFileLocal)
        {
            return "it is local to its file; make it internal";
        }

        if (type.TypeParameters.Length > 0)
        {
            return "it is generic; remove the type parameters";
        }

        if (type.IsStatic || type.IsAbstract)
        {
            return $"it is {(type.IsStatic ? "static" : "abstract")}, and detectors are objects; remove that word";
        }

        if (type.BaseType is { SpecialType: not SpecialType.System_Object })
        {
            return $"it derives from {type.BaseType.Name}; remove the base class, or hold the detector in a field";
        }

        if (EmittedNames.IsReserved(type.Name))
        {
            return "its name is one that the emitted code uses itself; choose another";
        }

        bool hasParameters = type.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is TypeDeclarationSyntax { ParameterList: not null });
        return hasParameters ? "it has a primary constructor, and the emitted part has its own; remove the parameter list" : null;
    }

    private static string[] Parts(INamespaceSymbol space)
        => space.ContainingNamespace.IsGlobalNamespace ? [Escape(space.Name)] : [.. Parts(space.ContainingNamespace), Escape(space.Name)];

    private static string Escape(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
