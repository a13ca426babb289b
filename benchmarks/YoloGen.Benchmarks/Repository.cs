using YoloGen.Compiler;

namespace YoloGen.Benchmarks;

/// <summary>The checked-out repository, whose models are measured.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>A shipped model, compiled.</summary>
    public static CompiledModel Compile(string name) => Compilation.Compile(Path.Combine(Root, "models", name + ".onnx"));

    private static string Find()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "YoloGen.sln")))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException("the benchmarks run inside the repository");
    }
}
