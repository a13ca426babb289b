using System.Globalization;
using TorchSharp;
using YoloGen.Diagnostics;
using YoloGen.Training.Network;
using YoloGen.Training.Optimization;
using static TorchSharp.torch;

namespace YoloGen.Training.Checkpoints;

/// <summary>Networks and training states in safetensors files.</summary>
internal static class Checkpoint
{
    private const string ModelPrefix = "model/", AveragePrefix = "average/", OptimizerPrefix = "optimizer/";

    /// <summary>Writes a network alone, as weights to start from, to prune or to export.</summary>
    public static void SaveNetwork(string path, TorchNetwork network)
        => SafeTensors.Write(path, Store(network, ModelPrefix), new Dictionary<string, string>
        {
            ["network"] = network.Spec.ToJson(),
            ["photos"] = network.PhotosShown.ToString(CultureInfo.InvariantCulture),
        });

    /// <summary>Reads a network; of a training state, its moving average where it has one.</summary>
    public static TorchNetwork LoadNetwork(string path, Device? device = null)
    {
        (Dictionary<string, StoredTensor> tensors, Dictionary<string, string> metadata) = SafeTensors.Read(path);
        var network = new TorchNetwork(SpecOf(metadata, path), 0, device) { PhotosShown = PhotosOf(metadata, path) };
        string prefix = tensors.Keys.Any(k => k.StartsWith(AveragePrefix, StringComparison.Ordinal)) ? AveragePrefix : ModelPrefix;
        Restore(network.Tensors, tensors, prefix, path);
        return network;
    }

    /// <summary>Writes everything that a run needs to go on.</summary>
    public static void SaveState(string path, TorchNetwork network, MovingAverage? average, Optimizer optimizer, TrainingOptions options, TrainingPosition position)
    {
        IEnumerable<KeyValuePair<string, StoredTensor>> tensors = Store(network, ModelPrefix)
            .Concat(optimizer.State.Select(s => KeyValuePair.Create(OptimizerPrefix + s.Key, Store(s.Value))));
        if (average is not null)
            tensors = tensors.Concat(Store(average.Network, AveragePrefix));
        SafeTensors.Write(path, tensors, new Dictionary<string, string>
        {
            ["network"] = network.Spec.ToJson(),
            ["options"] = options.ToJson(),
            ["position"] = position.ToString(),
            ["updates"] = optimizer.Steps.ToString(CultureInfo.InvariantCulture),
            ["photos"] = network.PhotosShown.ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>The shape of the network in a file.</summary>
    public static NetworkSpec LoadSpec(string path) => SpecOf(SafeTensors.Read(path).Metadata, path);

    /// <summary>The network's shape and the options of a state written by <see cref="SaveState"/>.</summary>
    public static (NetworkSpec Spec, TrainingOptions Options) ReadOptions(string path)
    {
        (_, Dictionary<string, string> metadata) = SafeTensors.Read(path);
        if (!metadata.TryGetValue("options", out string? options))
            throw new YoloGenException(DiagnosticCodes.BadCheckpoint, "this file holds a network, not the state of a run; resume from weights/last.safetensors", path);
        return (SpecOf(metadata, path), TrainingOptions.FromJson(options, path));
    }

    /// <summary>Restores what <see cref="SaveState"/> wrote into objects of the same shape.</summary>
    public static TrainingPosition LoadState(string path, TorchNetwork network, MovingAverage? average, Optimizer optimizer)
    {
        (Dictionary<string, StoredTensor> tensors, Dictionary<string, string> metadata) = SafeTensors.Read(path);
        Restore(network.Tensors, tensors, ModelPrefix, path);
        if (average is not null)
            Restore(average.Network.Tensors, tensors, AveragePrefix, path);
        Restore(optimizer.State, tensors, OptimizerPrefix, path);
        if (!TrainingPosition.TryParse(metadata.GetValueOrDefault("position"), out TrainingPosition position)
            || !long.TryParse(metadata.GetValueOrDefault("updates"), NumberStyles.None, CultureInfo.InvariantCulture, out long updates))
        {
            throw new YoloGenException(DiagnosticCodes.BadCheckpoint, "the position of the run is missing in the metadata; start a new run", path);
        }
        optimizer.Steps = updates;
        network.PhotosShown = PhotosOf(metadata, path);
        return position;
    }

    private static long PhotosOf(Dictionary<string, string> metadata, string path)
    {
        if (!metadata.TryGetValue("photos", out string? text))
            return 0;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long photos) ? photos
            : throw new YoloGenException(DiagnosticCodes.BadCheckpoint, $"'{text}' is no number of photos; use a checkpoint written by this version", path);
    }

    private static NetworkSpec SpecOf(Dictionary<string, string> metadata, string path)
        => metadata.TryGetValue("network", out string? text)
            ? NetworkSpec.FromJson(text, path)
            : throw new YoloGenException(DiagnosticCodes.BadCheckpoint, "no network description in the metadata; only files that YoloGen wrote can be read", path);

    private static IEnumerable<KeyValuePair<string, StoredTensor>> Store(TorchNetwork network, string prefix)
        => network.Tensors.Select(t => KeyValuePair.Create(prefix + t.Key, Store(t.Value)));

    private static StoredTensor Store(Tensor tensor) => new([.. tensor.shape], tensor.detach().cpu().contiguous().data<float>().ToArray());

    private static void Restore(IReadOnlyDictionary<string, Tensor> targets, Dictionary<string, StoredTensor> tensors, string prefix, string path)
    {
        using IDisposable quiet = no_grad();
        foreach ((string name, Tensor target) in targets)
        {
            if (!tensors.TryGetValue(prefix + name, out StoredTensor? stored) || !stored.Shape.SequenceEqual(target.shape))
                throw new YoloGenException(DiagnosticCodes.BadCheckpoint, $"tensor '{prefix}{name}' is missing or has another shape than [{string.Join(", ", target.shape)}]", path);
            using Tensor values = tensor(stored.Values, stored.Shape);
            target.copy_(values);
        }
    }
}
