using YoloGen.Compiler;
using YoloGen.Detection;
using YoloGen.Execution;
using YoloGen.Verification;
using YoloGen.Vision;

namespace YoloGen.Tests;

/// <summary>A drawn scene and what the shipped model finds in it by another way than the package: the compiled class in this process.</summary>
/// <param name="Photo">The scene.</param>
/// <param name="Boxes">Best first.</param>
internal sealed record Drawn(Photo Photo, IReadOnlyList<DetectedBox> Boxes)
{
    private const ulong Seed = 20;

    private static readonly Lazy<IReadOnlyList<Drawn>> AllScenes = new(() => Find(2));

    public static string ModelPath { get; } = Path.Combine(SharedData.RepositoryRoot, "models", "facemask_m_int8.onnx");

    public static IReadOnlyList<string> ClassNames { get; } = ["mask", "no_mask"];

    /// <summary>Scenes in which the model finds at least two faces, none with the same boxes; in the first it would find more with the least score 0.25 that heads have by default.</summary>
    public static IReadOnlyList<Drawn> Scenes => AllScenes.Value;

    /// <summary>The boxes as the console sample and the program for the Pi print them.</summary>
    public IReadOnlyList<string> Lines => [.. Boxes.Select(b => FormattableString.Invariant($"{ClassNames[b.ClassId]} {b.Score:F3} at {b.X:F1},{b.Y:F1} {b.Width:F1}x{b.Height:F1}"))];

    /// <summary>Writes the scene without loss.</summary>
    public string Write(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        PhotoWriter.Write(Photo, path);
        return path;
    }

    private static List<Drawn> Find(int wanted)
    {
        CompiledModel compiled = Compilation.Compile(ModelPath, new CompileOptions()), generous = Compilation.Compile(ModelPath, new CompileOptions { Head = new HeadOptions { ScoreThreshold = 0.25f } });
        using EmittedAssembly assembly = EmittedAssembly.Build(compiled.Plan), generousAssembly = EmittedAssembly.Build(generous.Plan);
        using EmittedDetector detector = assembly.Create(compiled.Weights), generousDetector = generousAssembly.Create(generous.Weights);
        var scenes = new List<Drawn>();
        for (int i = 0; scenes.Count < wanted; i++)
        {
            Photo photo = SceneComposer.Draw(Seed, i, new SynthOptions { Width = 320 + 64 * scenes.Count, Height = 240, MinFace = 30, MaxFaces = 4 }).Photo;
            DetectedBox[] boxes = detector.Detect(photo, limit: 100);
            if (boxes.Length >= 2 && (scenes.Count > 0 || generousDetector.Detect(photo, limit: 100).Length > boxes.Length))
                scenes.Add(new Drawn(photo, boxes));
        }

        return scenes;
    }
}
