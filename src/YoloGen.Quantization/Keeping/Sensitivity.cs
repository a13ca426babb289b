using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Quantization.Calibration;

namespace YoloGen.Quantization.Keeping;

/// <summary>
/// What the bytes of each tensor alone do to the boxes. Errors of different tensors have little to do with each other, so their squares add up:
/// the table says which part of the damage goes with which tensor.
/// </summary>
internal sealed class Sensitivity : IDisposable
{
    private const int MostPhotos = 8;
    private const int EnoughBoxes = 80;
    private const float FoundScore = 0.05f;

    private readonly ITensorObserver _observer;
    private readonly BoxAgreement _agreement;
    private readonly NoisyNetwork _network;
    private readonly Dictionary<Tensor, int> _places;
    private readonly Dictionary<string, int> _names;

    /// <param name="graph">The float network.</param>
    /// <param name="tensors">What is measured.</param>
    /// <param name="observer">Sees the tensors' values.</param>
    /// <param name="agreement">The photos, and the boxes in them.</param>
    /// <param name="threads">0 for one on each processor.</param>
    private Sensitivity(NetworkGraph graph, IReadOnlyList<Tensor> tensors, ITensorObserver observer, BoxAgreement agreement, int threads)
    {
        (_observer, _agreement) = (observer, agreement);
        _places = new Dictionary<Tensor, int>(tensors.Select((t, i) => KeyValuePair.Create(t, i)), ReferenceEqualityComparer.Instance);
        _names = _places.ToDictionary(p => p.Key.Name, p => p.Value, StringComparer.Ordinal);
        _network = new NoisyNetwork(graph, tensors, threads);
    }

    /// <summary>What the bytes of each group of tensors with one scale do in a network.</summary>
    public static IReadOnlyDictionary<IReadOnlyList<Tensor>, double> Of(CandidateNetwork candidate, ITensorObserver observer, BoxAgreement agreement)
    {
        Tensor[] observed = [.. candidate.Tensors.Observed.Where(t => candidate.Tensors.Contains(t))];
        using var sensitivity = new Sensitivity(candidate.Tensors.Graph, observed, observer, agreement, candidate.Options.Threads);
        return sensitivity.Measure([.. observed.Select(candidate.Groups.Of).Distinct<IReadOnlyList<Tensor>>(ReferenceEqualityComparer.Instance)], t => candidate.Parameters[t]);
    }

    /// <summary>The sum of squared damages over the boxes, for each group of tensors that share one scale.</summary>
    /// <param name="groups">Groups; tensors that are not measured have no part in them.</param>
    /// <param name="parameters">Scale and zero point of a tensor's bytes.</param>
    private Dictionary<IReadOnlyList<Tensor>, double> Measure(IReadOnlyList<IReadOnlyList<Tensor>> groups, Func<Tensor, QuantParams> parameters)
    {
        var damage = new Dictionary<IReadOnlyList<Tensor>, double>(ReferenceEqualityComparer.Instance);
        foreach (BoxAgreement.Scene scene in Crowded())
        {
            var values = new float[_places.Count][];
            _observer.Observe(scene.Input, (i, data) =>
            {
                if (_names.TryGetValue(_observer.Name(i), out int place))
                {
                    values[place] = data.ToArray();
                }
            });
            _network.Photo(scene.Input);
            foreach (IReadOnlyList<Tensor> group in groups)
            {
                Tensor[] measured = [.. group.Where(_places.ContainsKey)];
                foreach (Tensor t in measured)
                {
                    SetErrors(values[_places[t]], parameters(t), _network.Noise(_places[t]));
                }

                damage[group] = damage.GetValueOrDefault(group) + BoxDamage.Of(scene.Boxes, _agreement.Found(_network.Run(), scene, FoundScore));
                foreach (Tensor t in measured)
                {
                    _network.Noise(_places[t]).Clear();
                }
            }
        }

        return damage;
    }

    public void Dispose() => _network.Dispose();

    /// <summary>The photos with most boxes, until there are enough of them: each costs a run of the network for each tensor.</summary>
    private IEnumerable<BoxAgreement.Scene> Crowded()
    {
        int boxes = 0;
        foreach (BoxAgreement.Scene scene in _agreement.Scenes.OrderByDescending(s => s.Boxes.Length).Take(MostPhotos))
        {
            if (boxes < EnoughBoxes)
            {
                yield return scene;
            }

            boxes += scene.Boxes.Length;
        }
    }

    private static void SetErrors(float[] values, QuantParams p, Span<float> errors)
    {
        int lowest = p.Type == ElementType.Int8 ? -128 : 0;
        float scale = p.Scale, perStep = 1 / scale;
        for (int i = 0; i < values.Length; i++)
        {
            float q = Math.Clamp(MathF.Round(values[i] * perStep), lowest - p.ZeroPoint, lowest + 255 - p.ZeroPoint);
            errors[i] = (q * scale) - values[i];
        }
    }
}
