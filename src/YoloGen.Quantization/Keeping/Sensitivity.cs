using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Quantization.Calibration;
using YoloGen.Quantization.Choice;

namespace YoloGen.Quantization.Keeping;

/// <summary>
/// What the bytes of each tensor alone do to the boxes. Errors of different tensors have little to do with each other, so their squares add up:
/// the table says which part of the damage goes with which tensor.
/// </summary>
internal static class Sensitivity
{
    private const int MostPhotos = 8;
    private const int EnoughBoxes = 80;
    private const float FoundScore = 0.05f;

    /// <summary>The sum of squared damages over the boxes, for each group of tensors with one scale.</summary>
    public static IReadOnlyDictionary<IReadOnlyList<Tensor>, double> Measure(CandidateNetwork candidate, ITensorObserver observer, BoxAgreement agreement, IReadOnlyList<Tensor> tensors, int threads)
    {
        var damage = new Dictionary<IReadOnlyList<Tensor>, double>(ReferenceEqualityComparer.Instance);
        ILookup<IReadOnlyList<Tensor>, int> groups = Enumerable.Range(0, tensors.Count).ToLookup(i => candidate.Groups.Of(tensors[i]), (IEqualityComparer<IReadOnlyList<Tensor>>)ReferenceEqualityComparer.Instance);
        Dictionary<string, int> places = Enumerable.Range(0, tensors.Count).ToDictionary(i => tensors[i].Name, StringComparer.Ordinal);
        using var network = new NoisyNetwork(candidate.Tensors.Graph, tensors, threads);
        foreach (BoxAgreement.Scene scene in Crowded(agreement))
        {
            var values = new float[tensors.Count][];
            observer.Observe(scene.Input, (i, data) =>
            {
                if (places.TryGetValue(observer.Name(i), out int place))
                {
                    values[place] = data.ToArray();
                }
            });
            network.Photo(scene.Input);
            foreach (IGrouping<IReadOnlyList<Tensor>, int> group in groups)
            {
                foreach (int t in group)
                {
                    SetErrors(values[t], candidate.Parameters[tensors[t]], network.Noise(t));
                }

                damage[group.Key] = damage.GetValueOrDefault(group.Key) + BoxDamage.Of(scene.Boxes, agreement.Found(network.Run(), scene, FoundScore));
                foreach (int t in group)
                {
                    network.Noise(t).Clear();
                }
            }
        }

        return damage;
    }

    /// <summary>The photos with most boxes, until there are enough of them: each costs a run of the network for each tensor.</summary>
    private static IEnumerable<BoxAgreement.Scene> Crowded(BoxAgreement agreement)
    {
        int boxes = 0;
        foreach (BoxAgreement.Scene scene in agreement.Scenes.OrderByDescending(s => s.Truth.Length).Take(MostPhotos))
        {
            if (boxes < EnoughBoxes)
            {
                yield return scene;
            }

            boxes += scene.Truth.Length;
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
