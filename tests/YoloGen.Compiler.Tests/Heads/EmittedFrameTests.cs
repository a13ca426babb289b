using System.Reflection;
using Xunit;
using YoloGen.Compiler.Tests.Planning;
using YoloGen.Emit;
using YoloGen.Tests;

namespace YoloGen.Compiler.Tests.Heads;

/// <summary>An emitted class finds in a frame of any format what it finds in the same pixels as RGB, bit for bit.</summary>
[Collection(nameof(AloneCollection))]
public sealed class EmittedFrameTests
{
    private const string Program = """
        using System;
        using Samples;
        public static class Sample
        {
            private static readonly FrameDetector Network = new(threads: 2);
            private static readonly FrameDetector.Detection[] First = new FrameDetector.Detection[60], Second = new FrameDetector.Detection[60];

            public static string Compare(byte[] rgb, byte[] bytes, int width, int height, string format, int stride, int chroma)
            {
                int n = Network.Detect(rgb, width, height, First, score: 0.0001f);
                var frame = new FrameDetector.Frame(bytes, width, height, Enum.Parse<FrameDetector.PixelFormat>(format), stride, chroma);
                int m = Network.Detect(frame, Second, score: 0.0001f);
                if (n != m)
                    return $"{n} and {m} boxes";
                for (int i = 0; i < n; i++)
                {
                    FrameDetector.Detection a = First[i], b = Second[i];
                    if ((a.X, a.Y, a.Width, a.Height, a.Score, a.ClassId) != (b.X, b.Y, b.Width, b.Height, b.Score, b.ClassId))
                        return $"box {i}: {a.X} {a.Y} {a.Score} and {b.X} {b.Y} {b.Score}";
                }
                return n + " boxes";
            }

            public static long Allocates(byte[] bytes, int width, int height, string format, int stride, int chroma)
            {
                var layout = Enum.Parse<FrameDetector.PixelFormat>(format);
                long least = long.MaxValue;
                for (int round = 0; round < 5; round++)
                {
                    long before = GC.GetTotalAllocatedBytes(true);
                    Network.Detect(new FrameDetector.Frame(bytes, width, height, layout, stride, chroma), Second);
                    least = Math.Min(least, GC.GetTotalAllocatedBytes(true) - before);
                }
                return least;
            }

            public static int WithoutPixels() => Network.Detect(default(FrameDetector.Frame), Second);
        }
        """;

    [Fact]
    public void Frames_give_the_boxes_of_their_pixels_in_rgb()
    {
        string model = Path.Combine(SharedData.RepositoryRoot, "models", "synthetic_int8.onnx");
        PlannedModel planned = Compilation.Plan(model, new CompileOptions { ClassName = "FrameDetector", Namespace = "Samples" });
        Type sample = UserAssembly.Build([Emitter.Emit(planned.Plan), SupportCode.Emit(InstructionSets.All), Program], "FrameDetector", planned.Weights).GetType("Sample", throwOnError: true)!;
        var compare = sample.GetMethod("Compare")!.CreateDelegate<Func<byte[], byte[], int, int, string, int, int, string>>();
        var allocates = sample.GetMethod("Allocates")!.CreateDelegate<Func<byte[], int, int, string, int, int, long>>();
        var random = new Random(5);
        foreach (string format in FramePixels.Formats)
        {
            foreach ((int width, int height, int gap) in new[] { (97, 61, 0), (320, 240, 32) })
            {
                FramePixels frame = FramePixels.Random(format, width, height, gap, random);
                string found = compare(frame.Rgb, frame.Bytes, width, height, format, frame.Stride, frame.ChromaStride);
                Assert.Matches("^[1-9][0-9]* boxes$", $"{found}");
                Assert.Equal(0, allocates(frame.Bytes, width, height, format, frame.Stride, frame.ChromaStride));
                Assert.Throws<ArgumentException>(() => compare(frame.Rgb, frame.Bytes[..^1], width, height, format, frame.Stride, frame.ChromaStride));
            }
        }

        var thrown = Assert.Throws<TargetInvocationException>(() => sample.GetMethod("WithoutPixels")!.Invoke(null, null));
        Assert.IsType<ArgumentOutOfRangeException>(thrown.InnerException);
    }
}
