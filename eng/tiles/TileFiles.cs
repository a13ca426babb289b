using Scriban;
using Scriban.Runtime;

namespace YoloGen.Tiles;

/// <summary>The files that are rendered from templates/Tiles: a further tile is a line here.</summary>
public static class TileFiles
{
    /// <summary>One file.</summary>
    /// <param name="Name">Its path under templates.</param>
    /// <param name="Template">The template's name in templates/Tiles.</param>
    /// <param name="Numbers">What differs: heights of tiles, or lanes of vectors.</param>
    public sealed record TileFile(string Name, string Template, params int[] Numbers);

    /// <summary>The table.</summary>
    public static IReadOnlyList<TileFile> All { get; } =
    [
        new("Kernels/conv_f32.neon.8x8.cs", "conv_f32.neon.sbn", 8),
        new("Kernels/conv_f32.neon.6x8.cs", "conv_f32.neon.sbn", 6),
        new("Kernels/conv_f32.neon.tails.cs", "conv_f32.neon.sbn", 4, 3, 2, 1),
        new("Kernels/conv_f32.avx2.6x16.cs", "conv_f32.avx2.sbn", 6, 4, 3, 2, 1),
        new("Kernels/conv_f32.vnni.12x16.cs", "conv_f32.vnni.sbn", 12, 10, 8, 6),
        new("Support/Lanes4.cs", "lanes.sbn", 4),
        new("Support/Lanes8.cs", "lanes.sbn", 8),
    ];

    /// <summary>The text of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="templates">The folder templates of the repository.</param>
    public static string Render(TileFile file, string templates)
    {
        string path = Path.Combine(templates, "Tiles", file.Template);
        Template template = Template.Parse(File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal), path);
        if (template.HasErrors)
        {
            throw new InvalidOperationException(string.Join("\n", template.Messages));
        }

        var context = new TemplateContext { StrictVariables = true, NewLine = "\n", LoopLimit = 0, LimitToString = 0 };
        context.PushGlobal(new ScriptObject { ["template"] = file.Template, ["numbers"] = file.Numbers });
        return template.Render(context);
    }
}
