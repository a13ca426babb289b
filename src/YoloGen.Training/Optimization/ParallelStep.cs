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
    private readonly WorkerTeam _team;
    private readonly NetworkSpec _spec;
    private readonly TorchNetwork? _teacher;
    private readonly DisposeScope?[] _scopes;
    private readonly Tensor[][] _outputs;
    private readonly (int From, int To)[] _parts;

    /// <param name="network">Network to train.</param>
    /// <param name="team">Workers.</param>
    /// <param name="teacher">Network with the same outputs whose values the loss gets to see; null for none.</param>
    public ParallelStep(TorchNetwork network, WorkerTeam team, TorchNetwork? teacher = null)
    {
        _team = team;
        _teacher = teacher;
        _spec = network.Spec;
        Replicas = [network, .. Enumerable.Range(1, team.Count - 1).Select(_ => network.Replica())];
        _scopes = new DisposeScope?[team.Count];
        _outputs = new Tensor[team.Count][];
        _parts = new (int, int)[team.Count];
    }

    /// <summary>The network, and its copies that share its weights.</summary>
    public IReadOnlyList<TorchNetwork> Replicas { get; }

    /// <summary>Leaves the gradients of the batch, in parts, in the replicas.</summary>
    public LossTerms Run(Batch batch, IDetectionLoss loss)
    {
        int count = batch.Boxes.Length, bytes = batch.Pixels.Length / count;
        ScaleOutput[] scales = [.. _spec.Strides.Select((_, i) => new ScaleOutput(_spec, i, Values(i, count), count) { Teacher = _teacher is null ? null : Values(i, count) })];
        try
        {
            _team.Run(w =>
            {
                _parts[w] = (count * w / _team.Count, count * (w + 1) / _team.Count);
                (int from, int to) = _parts[w];
                if (from == to)
                    return;
                _scopes[w] = NewDisposeScope();
                byte[] pixels = _team.Count == 1 ? batch.Pixels : batch.Pixels.AsSpan(from * bytes, (to - from) * bytes).ToArray();
                Tensor input = InputTensor.Create(pixels, to - from, _spec, Replicas[w].Device);
                _outputs[w] = Replicas[w].Forward(input);
                foreach (ScaleOutput scale in scales)
                    NetworkEvaluator.Values(_outputs[w][scale.Scale]).CopyTo(scale.Values, from * _spec.OutputLength(scale.Scale));
                if (_teacher is null)
                    return;
                using IDisposable quiet = no_grad();
                Tensor[] taught = _teacher.Forward(input);
                foreach (ScaleOutput scale in scales)
                    NetworkEvaluator.Values(taught[scale.Scale]).CopyTo(scale.Teacher!, from * _spec.OutputLength(scale.Scale));
            });
            LossTerms terms = loss.Apply(scales, batch.Boxes);
            _team.Run(w =>
            {
                (int from, int to) = _parts[w];
                if (from == to)
                    return;
                autograd.backward(_outputs[w], scales.Select(s => Gradient(s, _outputs[w][s.Scale], from, to)).ToArray());
            });
            return terms;
        }
        finally
        {
            _team.Run(w =>
            {
                _scopes[w]?.Dispose();
                _scopes[w] = null;
            });
        }
    }

    public void Dispose()
    {
        foreach (TorchNetwork replica in Replicas.Skip(1))
            replica.Dispose();
    }

    private float[] Values(int scale, int photos) => new float[photos * _spec.OutputLength(scale)];

    private Tensor Gradient(ScaleOutput output, Tensor like, int from, int to)
    {
        int length = _spec.OutputLength(output.Scale);
        return tensor(output.Gradient.AsSpan(from * length, (to - from) * length).ToArray(), like.shape, device: like.device);
    }
}
