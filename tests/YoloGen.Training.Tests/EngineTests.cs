using Xunit;
using YoloGen.Training.Data;
using YoloGen.Training.Evaluation;
using YoloGen.Vision;

namespace YoloGen.Training.Tests;

/// <summary>The shipped INT8 detector by ONNX Runtime and as the emitted class, through one evaluator.</summary>
public sealed class EngineTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_compiled_class_scores_what_ONNX_Runtime_scores(bool degraded)
    {
        string model = Path.Combine(Root(), "models", "synthetic_int8.onnx");
        LabelledPhoto[] scenes = [.. Enumerable.Range(0, 8).Select(i =>
        {
            SynthScene scene = SceneComposer.Draw(77, i, new SynthOptions());
            Box[] boxes = [.. scene.Labels.Select(l => new Box(l.ClassId, l.X + l.Width / 2, l.Y + l.Height / 2, l.Width, l.Height))];
            return new LabelledPhoto($"scene {i}", scene.Photo.Rgb, scene.Photo.Width, scene.Photo.Height, boxes);
        })];
        using var reference = new OnnxDetector(model);
        using var compiled = new CompiledDetector(model, 1);
        EvaluationResult expected = DetectorEvaluator.Evaluate(reference, scenes, degraded), actual = DetectorEvaluator.Evaluate(compiled, scenes, degraded);
        Assert.Equal(expected.Map50, actual.Map50, 6);
        Assert.Equal(expected.Map50To95, actual.Map50To95, 6);
        Assert.True(expected.Map50 > (degraded ? 0.1 : 0.4), $"mAP {expected.Map50}");
    }

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "YoloGen.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the tests run outside of the repository");
    }
}
