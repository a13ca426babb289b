using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using YoloGen.Diagnostics;

namespace YoloGen.Build.Tasks;

/// <summary>
/// Says what each YoloModel item becomes and writes its options file, if that is another than the one there. The options file holds all that the
/// result depends on; a model is up to date when its stamp is there and not older. Starts no process.
/// </summary>
public sealed class PrepareModels : Task
{
    private const int LeastFramework = 10;

    /// <summary>The YoloModel items.</summary>
    [Required]
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>Folder for what is made.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>Path of yologen-compile.dll.</summary>
    [Required]
    public string Compiler { get; set; } = "";

    /// <summary>Namespace of items that name none.</summary>
    public string? DefaultNamespace { get; set; }

    /// <summary>Whether an IDE asks what the project consists of.</summary>
    public bool DesignTime { get; set; }

    /// <summary>Such as .NETCoreApp.</summary>
    public string? TargetFrameworkIdentifier { get; set; }

    /// <summary>Such as v10.0.</summary>
    public string? TargetFrameworkVersion { get; set; }

    /// <summary>One item for each model: the options file, with <see cref="PreparedMetadata"/>.</summary>
    [Output]
    public ITaskItem[] Prepared { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        var findings = new Findings(Log, DesignTime);
        var models = Models.Select(m => new ModelItem(m, DefaultNamespace)).ToList();
        if (FrameworkIsTooOld())
        {
            ModelItem first = models[0];
            findings.Error(
                DiagnosticCodes.FrameworkTooOld, first.ProjectFile, first.Line,
                $"{first.Name}: the generated class needs .NET 10 or later and this project targets {TargetFrameworkIdentifier} {TargetFrameworkVersion}; set <TargetFramework>net10.0</TargetFramework>, or a Condition on the item");
            return !Log.HasLoggedErrors;
        }

        foreach (ModelItem model in models)
        {
            foreach (string problem in MetadataNames.Problems(model))
            {
                findings.Report(Severity.Warning, DiagnosticCodes.UnknownMetadata.Id, DiagnosticCodes.UnknownMetadata.HelpLink, model.ProjectFile, model.Line, problem);
            }
        }

        try
        {
            string hash = CompilerFiles.Hash(Compiler);
            Prepared = [.. Distinct(models.Where(m => IsUsable(m, findings)).ToList(), findings).Select(m => Prepare(m, hash))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            findings.Error(DiagnosticCodes.FileNotWritable, models[0].ProjectFile, models[0].Line, exception.Message);
        }

        return !Log.HasLoggedErrors;
    }

    private bool FrameworkIsTooOld()
        => TargetFrameworkIdentifier is { Length: > 0 }
            && (TargetFrameworkIdentifier != ".NETCoreApp" || !Version.TryParse(TargetFrameworkVersion?.TrimStart('v', 'V'), out Version? version) || version.Major < LeastFramework);

    private bool IsUsable(ModelItem model, Findings findings)
    {
        if (!model.HasValidName)
        {
            findings.Error(DiagnosticCodes.BadOption, model.ProjectFile, model.Line, $"{model.Name}: '{model.FullClassName}' is no class name with a namespace; set ClassName and Namespace to C# identifiers");
            return false;
        }

        if (File.Exists(model.FullPath))
        {
            return true;
        }

        findings.Error(DiagnosticCodes.FileNotReadable, model.ProjectFile, model.Line, $"{model.Name}: the file does not exist ({model.FullPath})");

        // What was compiled last keeps the class alive in an editor.
        return DesignTime && File.Exists(Path.Combine(Folder, model.FullClassName + ".ygraph"));
    }

    private static IEnumerable<ModelItem> Distinct(List<ModelItem> models, Findings findings)
    {
        // Letter case does not tell files apart everywhere.
        var taken = new Dictionary<string, ModelItem>(StringComparer.OrdinalIgnoreCase);
        foreach (ModelItem model in models)
        {
            if (taken.TryGetValue(model.FullClassName, out ModelItem? other))
            {
                findings.Error(
                    DiagnosticCodes.DuplicateClass, model.ProjectFile, model.Line,
                    $"{model.Name}: its class {model.FullClassName} is also that of {other.Name}{(other.Line > 0 ? $" (line {other.Line})" : "")}; give one of them another ClassName or Namespace");
                continue;
            }

            taken.Add(model.FullClassName, model);
        }

        return taken.Values;
    }

    private TaskItem Prepare(ModelItem model, string compilerHash)
    {
        string folder = Path.GetFullPath(Folder);
        string name = Path.Combine(Folder, model.FullClassName);
        string stamp = name + ".stamp";
        string[] results = [name + ".ygraph", name + ".weights.bin"];
        bool changed = File.Exists(model.FullPath) && WriteIfChanged(name + ".options", Options(model, folder, compilerHash));
        if (changed)
        {
            File.Delete(name + CompileModels.TriedExtension);
        }

        if (changed || !results.All(File.Exists) || !InputFiles.AreUnchanged(name + InputFiles.Extension))
        {
            File.Delete(stamp);
        }

        return new TaskItem(name + ".options", new Dictionary<string, string>
        {
            [PreparedMetadata.Stamp] = stamp,
            [PreparedMetadata.Graph] = results[0],
            [PreparedMetadata.Weights] = results[1],
            [PreparedMetadata.Resource] = model.FullClassName + ".weights.bin",
            [PreparedMetadata.Name] = model.Name,
            [PreparedMetadata.Title] = model.Model,
            [PreparedMetadata.ClassName] = model.FullClassName,
            [PreparedMetadata.Access] = model.Metadata("Access"),
            // A semicolon would end the line that carries it to the generator.
            [PreparedMetadata.InstructionSets] = model.Metadata("Isa").Replace(';', ','),
            [PreparedMetadata.ProjectFile] = model.ProjectFile,
            [PreparedMetadata.Line] = model.Line.ToString(CultureInfo.InvariantCulture),
        });
    }

    private static string Options(ModelItem model, string folder, string compilerHash)
    {
        var text = new StringBuilder();
        void Add(string name, string value) => text.Append(Wire.Join(name, value)).Append('\n');
        Add(OptionNames.Compiler, compilerHash);
        Add(OptionNames.Version, InputFiles.Version(model.FullPath));
        Add(OptionNames.Model, model.FullPath);
        Add(OptionNames.Folder, folder);
        Add(OptionNames.File, model.FullClassName);
        Add(OptionNames.ClassName, model.ClassName);
        Add(OptionNames.Namespace, model.Namespace);
        foreach (string name in OptionNames.Metadata.Where(n => model.Metadata(n).Length > 0))
        {
            Add(name, model.Metadata(name));
        }

        return text.ToString();
    }

    private static bool WriteIfChanged(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path, Encoding.UTF8) == text)
        {
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return true;
    }
}
