using System.Reflection;
using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Passes;
using YoloGen.Compiler.Planning;
using YoloGen.Detection;
using YoloGen.Emit;
using YoloGen.Tests;

namespace YoloGen.Compiler.Tests.Heads;

/// <summary>What docs/tasks.md shows compiles against an emitted class as a user has it, and prints what the network finds.</summary>
public sealed class TaskSampleTests
{
    [Theory]
    [InlineData("Boxes", "CatDetector", "cat 0.90 at 22,22 20x20")]
    [InlineData("Objects that stay the same in a film", "FilmDetector", "frame 0: object 1 at 22,22\nframe 1: object 1 at 22,22")]
    [InlineData("Frames of a camera", "CameraDetector", "cat 0.90 at 22,22 20x20")]
    [InlineData("Points", "PoseDetector", "30,25 0.8\n31,26 0.9")]
    [InlineData("Masks", "CupSegmenter", "cup: pixel 24,32 is the object's")]
    [InlineData("Boxes with an angle", "ShipDetector", "32 x 16 about 32,32, 30 degrees, first corner 42,47")]
    [InlineData("Classes of a photo", "PetClassifier", "dog 0.7\ncat 0.2\ncow 0.1")]
    [InlineData("A classifier", "Pets", "dog 0.74")]
    [InlineData("BlazeFace", "Faces", "a face of score 0.88 at 26,27 to 46,47, an eye at 31,32")]
    public void A_sample_runs(string heading, string className, string expected)
    {
        NetworkGraph graph = Model(heading).Build();
        HeadOptions options = HeadOptions.None with { Head = heading switch { "Masks" => "yolov8-seg", "Boxes with an angle" => "yolov8-obb", "Boxes" or "Objects that stay the same in a film" or "Frames of a camera" => "yolov8", "A classifier" or "BlazeFace" => "none", _ => null } };
        HeadSelection? head = HeadCatalog.Select(GraphSignature.Of(graph)!, options);
        PlannedNetwork planned = Planner.Plan(PassList.Run(graph), new PlanOptions(className, "Samples", new string('0', 64), HeadPlan.Of(head)));
        string program = $$"""
            using System;
            using Samples;
            public static class Sample
            {
                private static readonly System.Text.StringBuilder Text = new();
                private static class Console { public static void WriteLine(string line) => Text.Append(line).Append('\n'); }
                public static string Run(byte[] {{(heading == "Frames of a camera" ? "yuyv" : "rgb")}}, int width, int height)
                {
            {{Code(heading)}}
                    return Text.ToString();
                }
            }
            """;
        MethodInfo run = UserAssembly.Build([Emitter.Emit(planned.Plan), SupportCode.Emit(InstructionSets.All), program], className, planned.Weights).GetType("Sample", throwOnError: true)!.GetMethod("Run")!;
        byte[] photo = new byte[64 * 64 * (heading == "Frames of a camera" ? 2 : 3)];
        Assert.Equal(expected + "\n", (string)run.Invoke(null, [photo, 64, 64])!);
    }

    private static HeadModel Model(string heading)
    {
        HeadModel Columns(params float[] column)
        {
            int places = 84;
            var values = new float[column.Length * places];
            for (int r = 0; r < column.Length; r++)
            {
                values.AsSpan(r * places, r == 4 ? 1 : places).Fill(column[r]);
            }

            return Exports.Constant(64, 64, values, 1, column.Length, places);
        }

        switch (heading)
        {
            case "Boxes" or "Objects that stay the same in a film" or "Frames of a camera":
                return Columns(32, 32, 20, 20, 0.9f).Say("names", "{0: 'cat'}");
            case "Points":
                return Columns(32, 32, 20, 20, 0.9f, 30, 25, 0.8f, 31, 26, 0.9f).Say("task", "pose").Say("kpt_shape", "[2, 3]");
            case "Masks":
                HeadModel model = Columns(32, 32, 32, 32, 0.9f, 1).Say("names", "{0: 'cup'}");
                return model.Output(model.Add(model.Mul(model.Greatest(model.Photo), 0f), [.. Enumerable.Range(0, 256).Select(i => i % 16 < 8 ? 1f : -1f)], 1, 1, 16, 16));
            case "Boxes with an angle":
                return Columns(32, 32, 32, 16, 0.9f, MathF.PI / 6);
            case "Classes of a photo":
                return Exports.Constant(64, 64, [0.2f, 0.7f, 0.1f], 1, 3).Say("task", "classify").Say("names", "{0: 'cat', 1: 'dog', 2: 'cow'}");
            case "A classifier":
                return Exports.Constant(64, 64, [1f, 3f, 1.5f], 1, 3);
            default:
                // One face from the middle of cell (4, 4) of the finer grid, of which it is the second box.
                var rows = new float[224 * 16];
                var scores = new float[224];
                int place = ((4 * 8) + 4) * 2 + 1;
                new float[] { 0, 1, 20, 20, -5, -4 }.CopyTo(rows, place * 16);
                scores[place] = 2;
                var faces = new HeadModel(64, 64);
                Tensor zero = faces.Mul(faces.Greatest(faces.Photo), 0f);
                return faces.Output(faces.Add(zero, rows, 1, 224, 16), "regressors").Output(faces.Add(zero, scores, 1, 224, 1), "classificators");
        }
    }

    private static string Code(string heading)
    {
        string page = string.Concat(new[] { "tasks.md", "without-a-head.md" }.Select(f => File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", f)).ReplaceLineEndings("\n")));
        int at = page.IndexOf($"## {heading}\n", StringComparison.Ordinal);
        Assert.True(at >= 0, $"there is no sample for {heading}");
        int from = page.IndexOf("csharp\n", at, StringComparison.Ordinal) + "csharp\n".Length;
        string code = page[from..page.IndexOf("```", from, StringComparison.Ordinal)];
        Assert.InRange(code.Split('\n').Length, 5, 31);
        return code;
    }
}
