using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Quantization.Calibration;
using YoloGen.Quantization.Choice;
using YoloGen.Quantization.Keeping;
using YoloGen.Quantization.Rewriting;

namespace YoloGen.Quantization.Reconstruction;

/// <summary>What each convolution of a network reads over some of the photos.</summary>
internal static class LayerMoments
{
    private const int Photos = 32;

    /// <summary>Positions in a photo: more for windows of many values, which take more samples to know.</summary>
    private const int LeastPositions = 32;
    private const long MaxBytes = 256L << 20;

    /// <summary>By convolution; those without weights of their own, or beyond the memory for products, are missing.</summary>
    public static IReadOnlyDictionary<Node, PatchMoments> Measure(QuantizedTensors tensors, CalibrationInput input, IReadOnlyList<string> photos, int threads)
    {
        var moments = new Dictionary<Node, PatchMoments>();
        long bytes = 0;
        foreach (Node node in tensors.Graph.Nodes.Where(n => IsReconstructed(tensors, n)))
        {
            bytes += PatchMoments.BytesOf(node);
            if (bytes <= MaxBytes)
            {
                moments.Add(node, new PatchMoments(node));
            }
        }

        ILookup<string, Node> readers = moments.Keys.ToLookup(n => n.Input(0).Name, StringComparer.Ordinal);
        Tensor[] read = [.. moments.Keys.Select(n => n.Input(0)).Distinct<Tensor>(ReferenceEqualityComparer.Instance).Where(tensors.Producers.ContainsKey)];
        using ITensorObserver observer = TensorObservers.Create(tensors.Graph, read, threads);
        new CalibrationPhotos(input, KeepSearch.Some(photos, Photos)).ForEach((_, values) => observer.Observe(values, (i, data) =>
        {
            foreach (Node node in readers[observer.Name(i)])
            {
                moments[node].Add(data, Math.Max(LeastPositions, 4 * moments[node].Length / Photos));
            }
        }));
        return moments;
    }

    private static bool IsReconstructed(QuantizedTensors tensors, Node node)
        => node.Op is Conv && tensors.Body.Contains(node) && NetworkParts.HasWeights(node) && WeightUse.Of(node) is not null
            && node.Input(0).Shape is { Rank: 4 } shape && shape[0] == 1 && tensors.Consumers[node.Input(1)].Count() == 1;
}
