using TorchSharp;
using YoloGen.Training.Data;
using YoloGen.Training.Loss;
using YoloGen.Training.Network;
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

    /// <summary>Evaluates a network.</summary>
    /// <param name="network">Network; its mode is restored afterwards.</param>
    /// <param name="photos">Labelled photos.</param>
    /// <param name="batch">Photos at a time.</param>
    /// <param name="degraded">Whether photos are degraded first as the paper does.</param>
    /// <param name="found">Gets the boxes of each photo, if not null.</param>
    public static EvaluationResult Evaluate(TorchNetwork network, IReadOnlyList<LabelledPhoto> photos, int batch, bool degraded = false, IList<DetectedBox[]>? found = null)
    {
        NetworkSpec spec = network.Spec;
        int bytes = spec.Width * spec.Height * 3;
        var pipeline = new PhotoPipeline(HeadMetadata.Select(spec));
        var evaluator = new Evaluator(spec.ClassNames.Count);
        bool training = network.Training;
        network.Training = false;
        try
        {
            using IDisposable quiet = no_grad();
            for (int from = 0; from < photos.Count; from += batch)
            {
                int count = Math.Min(batch, photos.Count - from);
                var pixels = new byte[count * bytes];
                for (int i = 0; i < count; i++)
                    PhotoResizer.Letterbox(PhotoOf(photos[from + i], degraded, from + i), spec.Width, spec.Height).Rgb.CopyTo(pixels, i * bytes);
                using DisposeScope scope = NewDisposeScope();
                (Tensor coarse, Tensor fine) = network.Forward(InputTensor.Create(pixels, count, spec, network.Device));
                ScaleOutput first = Output(spec, 0, coarse, count), second = Output(spec, 1, fine, count);
                for (int i = 0; i < count; i++)
                {
                    LabelledPhoto photo = photos[from + i];
                    DetectedBox[] boxes = pipeline.Decode([Slice(first, i), Slice(second, i)], photo.Width, photo.Height, 300, ScoreThreshold, IouThreshold);
                    evaluator.Add(new EvaluationImage(boxes, Labels(photo)));
                    found?.Add(boxes);
                }
            }
            return evaluator.Result();
        }
        finally
        {
            network.Training = training;
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

    public static ScaleOutput Output(NetworkSpec spec, int scale, Tensor tensor, int batch)
        => new(spec, scale, tensor.detach().to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray(), batch);

    private static float[] Slice(ScaleOutput output, int image)
    {
        int length = output.Values.Length / output.Batch;
        return output.Values[(image * length)..((image + 1) * length)];
    }
}
