using System;
using System.Collections.Generic;
using System.Linq;
using YoloGen.Diagnostics;

namespace YoloGen.Build.Tasks;

/// <summary>Which metadata a YoloModel item may have, and what is meant by others.</summary>
internal static class MetadataNames
{
    /// <summary>What YoloGen reads, in the order in which the documentation lists it. (A spread of an array would ask for System.Memory, which MSBuild's folder may lack.)</summary>
    public static readonly string[] Known = new[] { "ClassName", "Namespace" }.Concat(OptionNames.Metadata).ToArray();

    /// <summary>What the SDK and editors put on items of any kind.</summary>
    private static readonly HashSet<string> OfTheBuild = new(StringComparer.OrdinalIgnoreCase)
    {
        "Link", "LinkBase", "Visible", "SubType", "DependentUpon", "Generator", "Pack", "PackagePath", "InProject", "Watch", "OriginalItemSpec",
        "MSBuildSourceProjectFile", "MSBuildSourceTargetName", "CopyToOutputDirectory", "CopyToPublishDirectory", "TargetPath", "ExcludeFromSingleFile", "NuGetPackageId", "NuGetPackageVersion",
    };

    /// <summary>Names that other tools have for the same things, which no count of edits would find.</summary>
    private static readonly Dictionary<string, string> OtherTools = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ClassNames"] = "Classes", ["ClassList"] = "Classes", ["Names"] = "Classes", ["Labels"] = "Classes", ["Label"] = "Classes",
        ["Threshold"] = "Score", ["Confidence"] = "Score", ["Conf"] = "Score", ["ScoreThreshold"] = "Score", ["MinScore"] = "Score",
        ["Nms"] = "Iou", ["NmsThreshold"] = "Iou", ["IouThreshold"] = "Iou", ["Overlap"] = "Iou",
        ["Std"] = "Scale", ["Size"] = "Shape", ["ImageSize"] = "Shape", ["InputSize"] = "Shape", ["InputShape"] = "Shape", ["Letterbox"] = "Resize",
        ["InstructionSet"] = "Isa", ["InstructionSets"] = "Isa", ["Visibility"] = "Access", ["Name"] = "ClassName", ["Color"] = "Input", ["ColorOrder"] = "Input",
    };

    /// <summary>A sentence for each metadatum that nothing reads.</summary>
    public static IEnumerable<string> Problems(ModelItem model)
    {
        foreach (string name in model.MetadataNames.Where(n => !Known.Contains(n, StringComparer.OrdinalIgnoreCase) && !OfTheBuild.Contains(n)))
        {
            string? meant = MeantBy(name);
            yield return $"{model.Name}: nothing reads the metadatum {name}; {(meant is null ? "known are " + string.Join(", ", Known) : $"did you mean {meant}?")}";
        }
    }

    /// <summary>What a name of other tools stands for; else what is nearest to what YoloGen reads, and to those names where nothing is.</summary>
    private static string? MeantBy(string name)
        => OtherTools.TryGetValue(name, out string? other) ? other : Nearest.Of(name, Known) ?? (Nearest.Of(name, OtherTools.Keys) is { } near ? OtherTools[near] : null);
}
