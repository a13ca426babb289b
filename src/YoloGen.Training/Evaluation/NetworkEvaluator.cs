using TorchSharp;
using YoloGen.Training.Data;
using YoloGen.Training.Network;
using YoloGen.Training.Runtime;
using YoloGen.Vision;
using static TorchSharp.torch;

namespace YoloGen.Training.Evaluation;

/// <summary>Runs a network over labelled photos and scores its boxes, through the letterbox, decoding and evaluator of the compiled detectors.</summary>
internal static class NetworkEvaluator
{
    /// <summary>Boxes below this score do not count.</summary>
    public const float ScoreThreshold = 0.001f;

    /// <summary>Boxes of a class that overlap more than this are one.</summary>
    public const float IouThreshold = 0.5f;

    /// <summary>Boxes of a photo that count, those with the highest scores.</summary>
    public const int MostBoxes = 300;

    /// <summary>Photos that a worker takes at a time.</summary>
    private const int Chunk = 8;

    /// <summary>Evaluates a network.</summary>
    /// <param name="network">Network; its mode is restored afterwards.</param>
    /// <param name="photos">Labelled photos.</param>
    /// <param name="team">Workers that share the photos; the result does not depend on them.</param>
    /// <param name="degraded">Whether photos are degraded first as the paper does.</param>
    /// <param name="found">Gets the boxes of each photo, if not null.</param>
    public static EvaluationResult Evaluate(TorchNetwork network, IReadOnlyList<LabelledPhoto> photos, WorkerTeam team, bool degraded = false, IList<DetectedBox[]>? found = null)
    {
        var boxes = new DetectedBox[photos.Count][];
        bool training = network.Training;
        network.Training = false;
        try
        {
            int next = -Chunk;
            team.Run(_ =>
            {
                using IDisposable quiet = no_grad();
                var pipeline = new PhotoPipeline(HeadMetadata.Select(network.Spec)); // has buffers, so each worker needs its own
                for (int from = Interlocked.Add(ref next, Chunk); from < photos.Count; from = Interlocked.Add(ref next, Chunk))
                    Detect(network, pipeline, photos, from, Math.Min(Chunk, photos.Count - from), degraded, boxes);
            });
        }
        finally
        {
            network.Training = training;
        }
        var evaluator = new Evaluator(network.Spec.ClassNames.Count);
        for (int i = 0; i < photos.Count; i++)
        {
            evaluator.Add(new EvaluationImage(boxes[i], Labels(photos[i])));
            found?.Add(boxes[i]);
        }
        return evaluator.Result();
    }

    private static void Detect(TorchNetwork network, PhotoPipeline pipeline, IReadOnlyList<LabelledPhoto> photos, int from, int count, bool degraded, DetectedBox[][] boxes)
    {
        NetworkSpec spec = network.Spec;
        int bytes = spec.Width * spec.Height * 3;
        var pixels = new byte[count * bytes];
        for (int i = 0; i < count; i++)
            PhotoResizer.Letterbox(PhotoOf(photos[from + i], degraded, from + i), spec.Width, spec.Height).Rgb.CopyTo(pixels, i * bytes);
        using DisposeScope scope = NewDisposeScope();
        float[][] outputs = [.. network.Forward(InputTensor.Create(pixels, count, spec, network.Device)).Select(Values)];
        for (int i = 0; i < count; i++)
        {
            LabelledPhoto photo = photos[from + i];
            boxes[from + i] = pipeline.Decode([.. outputs.Select(o => Slice(o, i, count))], photo.Width, photo.Height, MostBoxes, ScoreThreshold, IouThreshold);
        }
    }

    /// <summary>The photo to look at: as it is, or degraded with its position as the seed.</summary>
    public static Photo PhotoOf(LabelledPhoto photo, bool degraded, int index)
    {
        var clean = new Photo(photo.Width, photo.Height, photo.Pixels);
        return degraded ? Degradation.Apply(clean, 1, index) : clean;
    }

    public static LabelledBox[] Labels(LabelledPhoto photo)
        => [.. photo.Boxes.Select(b => new LabelledBox(b.CenterX - b.Width / 2, b.CenterY - b.Height / 2, b.Width, b.Height, b.Class))];

    /// <summary>A tensor's values, in order.</summary>
    public static float[] Values(Tensor tensor) => tensor.detach().to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();

    private static float[] Slice(float[] values, int image, int images)
    {
        int length = values.Length / images;
        return values[(image * length)..((image + 1) * length)];
    }
}
