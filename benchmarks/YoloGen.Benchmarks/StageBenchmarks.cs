using BenchmarkDotNet.Attributes;
using YoloGen.Compiler;
using YoloGen.Generated;
using YoloGen.Execution;

namespace YoloGen.Benchmarks;

/// <summary>What surrounds the network in a call of Detect.</summary>
public unsafe class StageBenchmarks
{
    private const int Side = 416;
    private readonly byte[] _small = Photo(640, 480), _large = Photo(1920, 1080), _target = new byte[3 * Side * Side], _scratch = new byte[(int)Letterbox.ScratchBytes(Side)];
    private readonly float[] _anchors = Values(3 * 7 * 26 * 26, -6, 2), _boxes = Values(84 * 8400, 0, 0.3f);
    private readonly Candidate[] _candidates = new Candidate[2535], _crowd = Crowd(1000), _work = new Candidate[1000];
    private EmittedAssembly _assembly = null!;
    private EmittedDetector _detector = null!;

    [GlobalSetup]
    public void Setup()
    {
        CompiledModel model = Repository.Compile("facemask_int8");
        _assembly = EmittedAssembly.Build(model.Plan, standAlone: true);
        _detector = _assembly.Create(model.Weights, threads: 1);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _detector.Dispose();
        _assembly.Dispose();
    }

    [Benchmark(Description = "letterbox 640x480 to 416x416")]
    public void LetterboxSmall() => Resize(_small, 640, 480);

    [Benchmark(Description = "letterbox 1920x1080 to 416x416")]
    public void LetterboxLarge() => Resize(_large, 1920, 1080);

    [Benchmark(Description = "decode 26x26x3 anchors, 2 classes")]
    public int DecodeAnchors()
    {
        var candidates = new CandidateBuffer(_candidates, 0.35f);
        YoloAnchorsHead.Decode(_anchors, new YoloAnchorsHead.Parameters(26, 26, 2, 16, 16, true, 2), [9.6f, 11.32f, 18.31f, 20.88f, 30.92f, 35.48f], ref candidates);
        return candidates.Count;
    }

    [Benchmark(Description = "decode 8400 boxes, 80 classes")]
    public int DecodeBoxes()
    {
        var candidates = new CandidateBuffer(_candidates, 0.25f);
        Yolov8Head.Decode(_boxes, new Yolov8Head.Parameters(8400, 80), ref candidates);
        return candidates.Count;
    }

    /// <summary>Sorts in place, so that each call gets the boxes as they were found.</summary>
    [Benchmark(Description = "suppression of 1000 boxes")]
    public int Suppress()
    {
        _crowd.CopyTo(_work, 0);
        return Nms.Run(_work, 0.45f, 300);
    }

    [Benchmark(Description = "Detect 640x480 with facemask_int8, the result as arrays")]
    public int Detect() => _detector.Access.Detect(_small, 640, 480, 100).Length;

    private void Resize(byte[] photo, int width, int height)
    {
        LetterboxMap map = LetterboxMap.ForLetterbox(width, height, Side, Side);
        fixed (byte* from = photo, to = _target, scratch = _scratch)
        {
            Letterbox.Resize(FrameSource.Rgb(from, width), in map, to, scratch);
        }
    }

    private static byte[] Photo(int width, int height)
    {
        var rgb = new byte[3 * width * height];
        new Random(1).NextBytes(rgb);
        return rgb;
    }

    private static float[] Values(int count, float from, float to)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, count).Select(_ => from + (random.NextSingle() * (to - from)))];
    }

    /// <summary>Boxes of two classes around a hundred places.</summary>
    private static Candidate[] Crowd(int count)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(i => new Candidate
        {
            X = (i % 10 * 40) + (random.NextSingle() * 12),
            Y = (i / 10 % 10 * 40) + (random.NextSingle() * 12),
            Width = 30,
            Height = 30,
            Score = random.NextSingle(),
            ClassId = i % 2,
            Order = i,
        })];
    }
}
