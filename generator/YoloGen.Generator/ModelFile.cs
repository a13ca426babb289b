using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace YoloGen.Generator;

/// <summary>A .ygraph file with its metadata, as the compiler hands them over.</summary>
/// <param name="Path">Path of the file.</param>
/// <param name="Text">Its text; null if it cannot be read.</param>
/// <param name="Model">Name of the model that it was compiled from: YoloGenModel, or the file's own name.</param>
/// <param name="Access">YoloGenAccess: public or internal.</param>
/// <param name="InstructionSets">YoloGenIsa: names with commas or semicolons between them; empty for all.</param>
internal sealed record ModelFile(string Path, SourceText? Text, string Model, string Access, string InstructionSets)
{
    private const string Prefix = "build_metadata.AdditionalFiles.";

    public static bool IsPlan(AdditionalText file) => file.Path.EndsWith(".ygraph", StringComparison.OrdinalIgnoreCase);

    public static ModelFile Read((AdditionalText File, AnalyzerConfigOptionsProvider Options) input, CancellationToken cancellation)
    {
        AnalyzerConfigOptions options = input.Options.GetOptions(input.File);
        string Metadata(string name) => options.TryGetValue(Prefix + name, out string? value) ? value.Trim() : "";
        string model = Metadata("YoloGenModel");
        return new ModelFile(
            input.File.Path, input.File.GetText(cancellation), model.Length > 0 ? model : System.IO.Path.GetFileNameWithoutExtension(input.File.Path),
            Metadata("YoloGenAccess"), Metadata("YoloGenIsa"));
    }

    /// <summary>Equal texts are equal, whichever object holds them.</summary>
    public bool Equals(ModelFile? other)
        => other is not null && Path == other.Path && Model == other.Model && Access == other.Access && InstructionSets == other.InstructionSets
            && (ReferenceEquals(Text, other.Text) || (Text is not null && other.Text is not null && Text.ContentEquals(other.Text)));

    public override int GetHashCode() => Path.GetHashCode();
}
