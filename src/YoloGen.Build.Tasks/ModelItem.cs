using System;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using YoloGen.Plans;

namespace YoloGen.Build.Tasks;

/// <summary>One YoloModel item: where it stands and what becomes of it.</summary>
internal sealed class ModelItem
{
    private readonly ITaskItem _item;

    /// <summary>Reads an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="defaultNamespace">The project's root namespace.</param>
    public ModelItem(ITaskItem item, string? defaultNamespace)
    {
        _item = item;
        Name = item.ItemSpec;
        string fileName = Path.GetFileNameWithoutExtension(Name.Replace('\\', '/'));
        Model = fileName;
        ClassName = Metadata("ClassName") is { Length: > 0 } name ? name : EmittedNames.ClassNameOf(fileName);
        Namespace = Metadata("Namespace") is { Length: > 0 } space ? space
            : IsNamespace(defaultNamespace) ? defaultNamespace! : "YoloGen.Models";
        ProjectFile = item.GetMetadata("DefiningProjectFullPath");
    }

    /// <summary>The model as the project names it.</summary>
    public string Name { get; }

    /// <summary>File name without extension: what the attribute YoloModel asks for.</summary>
    public string Model { get; }

    /// <summary>Name of the class, perhaps invalid.</summary>
    public string ClassName { get; }

    /// <summary>Namespace of the class, perhaps invalid.</summary>
    public string Namespace { get; }

    /// <summary>The file that defines the item.</summary>
    public string ProjectFile { get; }

    /// <summary>Absolute path of the model.</summary>
    public string FullPath => _item.GetMetadata("FullPath");

    /// <summary>The class with its namespace; also the name of the files in obj/.</summary>
    public string FullClassName => Namespace + "." + ClassName;

    /// <summary>Whether class and namespace are valid, and so can name files.</summary>
    public bool HasValidName => Identifier.IsValid(ClassName) && IsNamespace(Namespace);

    /// <summary>The item's line in the file that defines it; 0 if unknown.</summary>
    public int Line => ProjectFile.Length > 0 ? ProjectLines.Find(ProjectFile, Name) : 0;

    /// <summary>Names of the metadata that the project or its imports set, in a fixed order.</summary>
    public string[] MetadataNames => [.. _item.CloneCustomMetadata().Keys.Cast<string>().OrderBy(n => n, StringComparer.OrdinalIgnoreCase)];

    /// <summary>A metadatum without the spaces around it; empty if it is not set.</summary>
    public string Metadata(string name) => _item.GetMetadata(name).Trim();

    private static bool IsNamespace(string? text) => text is { Length: > 0 and < 200 } && text.Split('.').All(Identifier.IsValid);
}
