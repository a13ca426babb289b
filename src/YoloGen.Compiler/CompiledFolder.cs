using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Compiler;

/// <summary>Writes a compiled model to a folder: each file beside its place first, then moved, so that no half-written file is ever seen.</summary>
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
            (name + ".ygraph", Utf8(PlanText.Write(model.Plan))),
            (name + ".weights.bin", model.Weights),
            (name + ".g.cs", Utf8(model.Source)),
            (SupportFile, Utf8(model.Support)),
        ];
        if (project)
        {
            files.Add((name + ".csproj", Utf8(ProjectCode.Project(model.Plan))));
            files.Add(("Program.cs", Utf8(ProjectCode.Program(model.Plan))));
        }

        string temporary = Path.Combine(folder, $".yologen-{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(temporary);
            foreach ((string file, byte[] content) in files)
            {
                File.WriteAllBytes(Path.Combine(temporary, file), content);
            }

            foreach ((string file, _) in files)
            {
                File.Move(Path.Combine(temporary, file), Path.Combine(folder, file), overwrite: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new YoloGenException(DiagnosticCodes.FileNotWritable, exception.Message, folder);
        }
        finally
        {
            Remove(temporary);
        }

        return [.. files.Select(f => Path.Combine(folder, f.Name))];
    }

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What is left there harms nobody.
        }
    }
}
