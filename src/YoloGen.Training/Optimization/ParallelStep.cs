using TorchSharp;
using YoloGen.Training.Data;
using YoloGen.Training.Evaluation;
using YoloGen.Training.Loss;
using YoloGen.Training.Network;
using YoloGen.Training.Runtime;
using static TorchSharp.torch;

namespace YoloGen.Training.Optimization;

/// <summary>
/// One step's forward and backward pass, the batch split over the workers of a team. The workers share the weights and have gradients of
/// their own; BatchNormalization sees each part by itself, and its running statistics follow the first part. The loss is that of the
/// whole batch.
/// </summary>
internal sealed class ParallelStep : IDisposable
{
    private readonly WorkerTeam team;
    private readonly NetworkSpec spec;
    private readonly DisposeScope?[] scopes;
    private readonly (Tensor Coarse, Tensor Fine)[] outputs;
    private readonly (int From, int To)[] parts;

    public ParallelStep(TorchNetwork network, WorkerTeam team)
    {
        this.team = team;
        spec = network.Spec;
        Replicas = [network, .. Enumerable.Range(1, team.Count - 1).Select(_ => network.Replica())];
        scopes = new DisposeScope?[team.Count];
        outputs = new (Tensor, Tensor)[team.Count];
        parts = new (int, int)[team.Count];
    }

    /// <summary>The network, and its copies that share its weights.</summary>
    public IReadOnlyList<TorchNetwork> Replicas { get; }

    /// <summary>Leaves the gradients of the batch, in parts, in the replicas.</summary>
    public LossTerms Run(Batch batch, IDetectionLoss loss)
    {
        int count = batch.Boxes.Length, bytes = batch.Pixels.Length / count;
        float[] coarse = new float[Length(0, count)], fine = new float[Length(1, count)];
        try
        {
            team.Run(w =>
            {
                parts[w] = (count * w / team.Count, count * (w + 1) / team.Count);
                (int from, int to) = parts[w];
                if (from == to)
                    return;
                scopes[w] = NewDisposeScope();
                byte[] pixels = team.Count == 1 ? batch.Pixels : batch.Pixels.AsSpan(from * bytes, (to - from) * bytes).ToArray();
                outputs[w] = Replicas[w].Forward(InputTensor.Create(pixels, to - from, spec, Replicas[w].Device));
                NetworkEvaluator.Values(outputs[w].Coarse).CopyTo(coarse, Length(0, from));
                NetworkEvaluator.Values(outputs[w].Fine).CopyTo(fine, Length(1, from));
            });
            ScaleOutput first = new(spec, 0, coarse, count), second = new(spec, 1, fine, count);
            LossTerms terms = loss.Apply(first, batch.Boxes) + loss.Apply(second, batch.Boxes);
            team.Run(w =>
            {
                (int from, int to) = parts[w];
                if (from == to)
                    return;
                (Tensor a, Tensor b) = outputs[w];
                autograd.backward([a, b], [Gradient(first, a, Length(0, from), Length(0, to)), Gradient(second, b, Length(1, from), Length(1, to))]);
            });
            return terms;
        }
        finally
        {
            team.Run(w =>
            {
                scopes[w]?.Dispose();
                scopes[w] = null;
            });
        }
    }

    public void Dispose()
    {
        foreach (TorchNetwork replica in Replicas.Skip(1))
            replica.Dispose();
    }

    private int Length(int scale, int photos) => photos * spec.OutputChannels * (spec.Width / (scale == 0 ? 32 : 16)) * (spec.Height / (scale == 0 ? 32 : 16));

    private static Tensor Gradient(ScaleOutput output, Tensor like, int from, int to)
        => tensor(output.Gradient.AsSpan(from, to - from).ToArray(), like.shape, device: like.device);
}
