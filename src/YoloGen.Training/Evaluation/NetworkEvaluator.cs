using TorchSharp;
using YoloGen.Training.Data;
using YoloGen.Training.Loss;
using YoloGen.Training.Network;
using static TorchSharp.torch;

namespace YoloGen.Training.Evaluation;

/// <summary>Runs a network over labelled photos and scores its boxes.</summary>
internal static class NetworkEvaluator
{
    public static EvaluationResult Evaluate(TorchNetwork network, IReadOnlyList<LabelledPhoto> photos, int batch, bool degraded = false)
    {
        bool training = network.Training;
        network.Training = false;
        try
        {
            using IDisposable quiet = no_grad();
            NetworkSpec spec = network.Spec;
            var detections = new List<List<Detection>>();
            var labels = new List<List<Detection>>();
            var augmenter = new Augmenter(photos, new AugmentationOptions { Degrade = degraded ? 1 : 0 }, spec.Width, spec.Height);
            int bytes = spec.Width * spec.Height * 3;
            var boxes = new List<Box>();
            for (int from = 0; from < photos.Count; from += batch)
            {
                int count = Math.Min(batch, photos.Count - from);
                var pixels = new byte[count * bytes];
                for (int i = 0; i < count; i++)
                {
                    augmenter.Draw(from + i, new SampleRandom(0, 0, from + i), pixels.AsSpan(i * bytes, bytes), boxes);
                    labels.Add([.. boxes.Select(b => new Detection(b.Class, 1, b.CenterX - b.Width / 2, b.CenterY - b.Height / 2, b.CenterX + b.Width / 2, b.CenterY + b.Height / 2))]);
                }
                using DisposeScope scope = NewDisposeScope();
                (Tensor coarse, Tensor fine) = network.Forward(InputTensor.Create(pixels, count, spec, network.Device));
                ScaleOutput[] outputs = [Output(spec, 0, coarse, count), Output(spec, 1, fine, count)];
                for (int i = 0; i < count; i++)
                    detections.Add(Decoder.Decode(spec, outputs, i, 0.001f, 0.5f));
            }
            return AveragePrecision.Evaluate(spec.ClassNames.Count, detections, labels);
        }
        finally
        {
            network.Training = training;
        }
    }

    public static ScaleOutput Output(NetworkSpec spec, int scale, Tensor tensor, int batch)
        => new(spec, scale, tensor.detach().to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray(), batch);
}
