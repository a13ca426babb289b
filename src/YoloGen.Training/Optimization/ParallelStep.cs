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
    private readonly TorchNetwork? teacher;
    private readonly DisposeScope?[] scopes;
    private readonly Tensor[][] outputs;
    private readonly (int From, int To)[] parts;

    /// <param name="network">Network to train.</param>
    /// <param name="team">Workers.</param>
    /// <param name="teacher">Network with the same outputs whose values the loss gets to see; null for none.</param>
    public ParallelStep(TorchNetwork network, WorkerTeam team, TorchNetwork? teacher = null)
    {
        this.team = team;
        this.teacher = teacher;
        spec = network.Spec;
        Replicas = [network, .. Enumerable.Range(1, team.Count - 1).Select(_ => network.Replica())];
        scopes = new DisposeScope?[team.Count];
        outputs = new Tensor[team.Count][];
        parts = new (int, int)[team.Count];
    }

    /// <summary>The network, and its copies that share its weights.</summary>
    public IReadOnlyList<TorchNetwork> Replicas { get; }

    /// <summary>Leaves the gradients of the batch, in parts, in the replicas.</summary>
    public LossTerms Run(Batch batch, IDetectionLoss loss)
    {
        int count = batch.Boxes.Length, bytes = batch.Pixels.Length / count;
        ScaleOutput[] scales = [.. spec.Strides.Select((_, i) => new ScaleOutput(spec, i, Values(i, count), count) { Teacher = teacher is null ? null : Values(i, count) })];
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
                Tensor input = InputTensor.Create(pixels, to - from, spec, Replicas[w].Device);
                outputs[w] = Replicas[w].Forward(input);
                foreach (ScaleOutput scale in scales)
                    NetworkEvaluator.Values(outputs[w][scale.Scale]).CopyTo(scale.Values, from * spec.OutputLength(scale.Scale));
                if (teacher is null)
                    return;
                using IDisposable quiet = no_grad();
                Tensor[] taught = teacher.Forward(input);
                foreach (ScaleOutput scale in scales)
                    NetworkEvaluator.Values(taught[scale.Scale]).CopyTo(scale.Teacher!, from * spec.OutputLength(scale.Scale));
            });
            LossTerms terms = loss.Apply(scales, batch.Boxes);
            team.Run(w =>
            {
                (int from, int to) = parts[w];
                if (from == to)
                    return;
                autograd.backward(outputs[w], scales.Select(s => Gradient(s, outputs[w][s.Scale], from, to)).ToArray());
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

    private float[] Values(int scale, int photos) => new float[photos * spec.OutputLength(scale)];

    private Tensor Gradient(ScaleOutput output, Tensor like, int from, int to)
    {
        int length = spec.OutputLength(output.Scale);
        return tensor(output.Gradient.AsSpan(from * length, (to - from) * length).ToArray(), like.shape, device: like.device);
    }
}
