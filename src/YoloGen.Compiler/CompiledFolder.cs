using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Compiler;

/// <summary>Writes a compiled model to a folder, all of it or nothing.</summary>
public static class CompiledFolder
{
    /// <summary>Name of the support file, once for a folder.</summary>
    public const string SupportFile = "YoloGen.Support.g.cs";

    /// <summary>Writes NAME.ygraph, NAME.weights.bin, NAME.g.cs and the support file; with <paramref name="project"/> also a project for the Pi.</summary>
    /// <param name="model">The compiled model.</param>
    /// <param name="folder">The folder; created if it does not exist.</param>
    /// <param name="project">Whether to write NAME.csproj and Program.cs.</param>
    /// <returns>The paths of the files, in the order they were written.</returns>
    /// <exception cref="YoloGenException">A file cannot be written.</exception>
    public static IReadOnlyList<string> Write(CompiledModel model, string folder, bool project = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        string name = model.Plan.ClassName;
        List<(string Name, byte[] Content)> files =
        [
            .. PlanFiles(name, model.Plan, model.Weights),
            (name + ".g.cs", Utf8(model.Source)),
            (SupportFile, Utf8(model.Support)),
        ];
        if (project)
        {
            files.Add((name + ".csproj", Utf8(ProjectCode.Project(model.Plan))));
            files.Add(("Program.cs", Utf8(ProjectCode.Program(model.Plan))));
        }

        FileSet.Write(folder, files);
        return [.. files.Select(f => Path.Combine(folder, f.Name))];
    }

    /// <summary>Writes NAME.ygraph and NAME.weights.bin; a file that has the content already is left alone.</summary>
    /// <param name="model">The planned model.</param>
    /// <param name="folder">The folder; created if it does not exist.</param>
    /// <param name="name">NAME.</param>
    /// <exception cref="YoloGenException">A file cannot be written.</exception>
    public static void WritePlan(PlannedModel model, string folder, string name)
    {
        ArgumentNullException.ThrowIfNull(model);
        FileSet.Write(folder, PlanFiles(name, model.Plan, model.Weights), keepEqual: true);
    }

    private static (string Name, byte[] Content)[] PlanFiles(string name, Plan plan, byte[] weights)
        => [(name + ".ygraph", Utf8(PlanText.Write(plan))), (name + ".weights.bin", weights)];

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
