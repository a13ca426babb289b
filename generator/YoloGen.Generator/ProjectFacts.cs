using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Generator;

/// <summary>What the emitted code asks of the project it becomes part of.</summary>
/// <param name="AllowsUnsafe">AllowUnsafeBlocks.</param>
/// <param name="Language">LangVersion, resolved.</param>
/// <param name="Framework">Major version of the base class library; 0 for one that is not .NET.</param>
/// <param name="Hidden">Full names of types that stand where emitted code means others of the same short name.</param>
internal sealed record ProjectFacts(bool AllowsUnsafe, LanguageVersion Language, int Framework, EquatableArray<string> Hidden)
{
    private const int LeastFramework = 10;
    private const LanguageVersion LeastLanguage = LanguageVersion.CSharp13;

    public static ProjectFacts Of((Compilation Compilation, EquatableArray<string> Namespaces) input, CancellationToken cancellation)
    {
        Compilation compilation = input.Compilation;
        AssemblyIdentity library = compilation.GetSpecialType(SpecialType.System_Object).ContainingAssembly?.Identity ?? new AssemblyIdentity("");
        return new ProjectFacts(
            compilation.Options is CSharpCompilationOptions { AllowUnsafe: true },
            compilation is CSharpCompilation c ? c.LanguageVersion : LeastLanguage,
            library.Name is "System.Runtime" or "System.Private.CoreLib" ? library.Version.Major : 0,
            new EquatableArray<string>(input.Namespaces.SelectMany(space => HiddenIn(compilation, space, cancellation))));
    }

    /// <summary>The short names, among those that emitted code uses, of types in a namespace.</summary>
    public IReadOnlyCollection<string> HiddenIn(string space)
        => Hidden.Where(h => Prefix(space).Length == h.LastIndexOf('.') + 1 && h.StartsWith(Prefix(space), StringComparison.Ordinal)).Select(h => h.Substring(h.LastIndexOf('.') + 1)).ToArray();

    private static IEnumerable<string> HiddenIn(Compilation compilation, string space, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        string prefix = Prefix(space);
        return EmittedNames.Types.Select(name => prefix + name)
            .Where(name => compilation.GetTypesByMetadataName(name.Replace("@", "")).Length > 0 || compilation.GetTypesByMetadataName(name.Replace("@", "") + "`1").Length > 0);
    }

    private static string Prefix(string space) => space.Length == 0 ? "" : space + ".";

    /// <summary>What stands against the emitted code.</summary>
    public IEnumerable<Problem> Problems()
    {
        if (Framework < LeastFramework)
        {
            yield return new Problem(
                DiagnosticCodes.FrameworkTooOld, "the emitted detector needs .NET 10 or later; set <TargetFramework>net10.0</TargetFramework> in the project file", null);
            yield break;
        }

        if (!AllowsUnsafe)
        {
            yield return new Problem(
                DiagnosticCodes.UnsafeNotAllowed, "the emitted detector works with pointers; set <AllowUnsafeBlocks>true</AllowUnsafeBlocks> in the project file", null);
        }

        if (Language < LeastLanguage)
        {
            yield return new Problem(
                DiagnosticCodes.LanguageTooOld, $"the emitted detector is written in C# 13 and the project asks for C# {Language.ToDisplayString()}; remove <LangVersion> from the project file", null);
        }
    }
}
