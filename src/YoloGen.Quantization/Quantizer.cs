using YoloGen.Compiler.Export;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Operators;
using YoloGen.Compiler.Passes;
using YoloGen.Diagnostics;
using YoloGen.Onnx;
using YoloGen.Quantization.Calibration;
using YoloGen.Quantization.Choice;
using YoloGen.Quantization.Equalization;
using YoloGen.Quantization.Keeping;
using YoloGen.Quantization.Reconstruction;
using YoloGen.Quantization.Rewriting;

namespace YoloGen.Quantization;

/// <summary>
/// Static quantization after training: activations to 8 bits asymmetric, by the range with the least error over calibration photos;
/// weights to int8 per output channel, symmetric within [-127, 127]; biases to int32 with the scale of their sums. Q/DQ form out.
/// Or dynamic range quantization, which needs no photos: weights in bytes, activations quantized at run time by their own range.
/// </summary>
public static class Quantizer
{
    /// <summary>Quantizes a model file.</summary>
    /// <param name="modelPath">A float ONNX model.</param>
    /// <param name="photos">Paths of calibration photos; those that cannot be decoded are reported and skipped.</param>
    /// <param name="options">Types and how photos become the input.</param>
    /// <param name="progress">Called with the photos done and their number.</param>
    /// <exception cref="YoloGenException">The model cannot be imported or is quantized already (YG0302), or there is nothing to calibrate on (YG0303).</exception>
    public static QuantizedModel Quantize(string modelPath, IReadOnlyList<string> photos, QuantizeOptions? options = null, Action<int, int>? progress = null)
    {
        options ??= new QuantizeOptions();
        try
        {
            NetworkGraph graph = Importer.Import(OnnxReader.Read(modelPath), new ImportOptions { Shapes = options.Shapes });
            return Quantize(graph, photos, options, progress);
        }
        catch (YoloGenException e) when (e.Diagnostics.Any(d => d.File is null))
        {
            throw new YoloGenException([.. e.Diagnostics.Select(d => d with { File = d.File ?? modelPath })]);
        }
    }

    /// <summary>Quantizes an imported graph; see the other overload.</summary>
    internal static QuantizedModel Quantize(NetworkGraph graph, IReadOnlyList<string> photos, QuantizeOptions? options = null, Action<int, int>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(photos);
        options ??= new QuantizeOptions();
        CheckFloat(graph);
        CalibrationInput input = CalibrationInput.Of(graph, options.Head);
        NetworkGraph imported = graph;
        IReadOnlyDictionary<string, ValueRange>? learned = LearnedRanges.Of(graph.Metadata);
        graph = PassList.Run(graph, PassList.Float);
        graph = learned is null ? Equalizer.Run(graph, input, photos, options.Threads) : graph;
        QuantizedTensors tensors = QuantizedTensors.Choose(graph);
        var calibration = new CalibrationPhotos(input, photos);
        using ITensorObserver observer = TensorObservers.Create(graph, tensors.Observed, options.Threads);
        Calibrator calibrated = Calibrator.Run(calibration, observer, progress);
        var ranges = new RangeTable(tensors, RangeSelection.Choose(tensors, calibrated, options.Ranges, learned));
        var candidate = new CandidateNetwork(tensors, ranges, options);
        NoiseTable noise = NoiseTable.Measure(candidate, calibrated, observer, input, photos);
        candidate = learned is not null ? candidate : candidate with { Reconstructor = new Reconstructor(LayerMoments.Measure(tensors, input, photos, options.Threads), noise.Shifts) };
        KeepReport? kept = null;
        float? score = null;
        IReadOnlySet<string> floats = new HashSet<string>(options.FloatTensors, StringComparer.Ordinal);
        if (options.Keep > 0 && Comparable(imported, input, photos, options) is { } agreement)
        {
            InputCheck.Run(imported, input, agreement, photos, options.Threads);
            if (agreement.Boxes > 0)
            {
                var damage = new Lazy<IReadOnlyDictionary<IReadOnlyList<Tensor>, double>>(() => Sensitivity.Of(candidate, observer, agreement));
                (floats, kept) = new KeepSearch(candidate, agreement, damage, options).Run(floats, imported);
                score = options.Head.ScoreThreshold is null ? new ScoreFit(agreement, input.Head.ScoreThreshold).Of(candidate.Without(floats)) : null;
                kept = kept with { LeastScoreBefore = input.Head.ScoreThreshold, LeastScore = score ?? input.Head.ScoreThreshold };
            }
        }

        options = score is null ? options : options with { Head = options.Head with { ScoreThreshold = score } };
        NetworkGraph written = (candidate with { Options = options }).Without(floats);
        return new QuantizedModel(OnnxExporter.Export(written), candidate.Ranges.ByName(), calibration.Problems, calibrated.Photos, learned is null ? input.Assumptions : [.. input.Assumptions, LearnedRanges.Assumption])
        {
            Kept = kept,
            Tensors = [.. tensors.Observed.Select(t => Report(t, calibrated, candidate.Ranges[t], noise.Noise, floats))],
        };
    }

    /// <summary>The float network's boxes; null where its head is not known or this product cannot run it: then it is quantized all the same, and not compared.</summary>
    private static BoxAgreement? Comparable(NetworkGraph imported, CalibrationInput input, IReadOnlyList<string> photos, QuantizeOptions options)
    {
        try
        {
            return BoxAgreement.Create(imported, input, KeepSearch.Some(photos), options.Threads);
        }
        catch (YoloGenException e) when (e.Diagnostics.All(d => d.Code == DiagnosticCodes.NoKernel || d.Code == DiagnosticCodes.ArenaTooLarge))
        {
            return null;
        }
    }

    private static TensorReport Report(Tensor tensor, Calibrator calibrated, ValueRange chosen, IReadOnlyDictionary<Tensor, double> noise, IReadOnlySet<string> floats) => new(
        tensor.Name,
        calibrated.Ranges[tensor.Name],
        chosen,
        calibrated.Histograms.TryGetValue(tensor.Name, out Histogram? histogram) ? histogram.ShareOutside(chosen) : 0,
        noise.TryGetValue(tensor, out double found) ? found : null,
        floats.Contains(tensor.Name));

    /// <summary>Dynamic range quantization of a model file: a quarter of the size, no photos, but slower than static INT8, as every layer looks for its range.</summary>
    /// <param name="modelPath">A float ONNX model.</param>
    /// <param name="options">How photos become the input, for the metadata; shapes of free inputs.</param>
    /// <exception cref="YoloGenException">The model cannot be imported or is quantized already (YG0302).</exception>
    public static QuantizedModel QuantizeDynamically(string modelPath, QuantizeOptions? options = null)
    {
        options ??= new QuantizeOptions();
        try
        {
            NetworkGraph graph = Importer.Import(OnnxReader.Read(modelPath), new ImportOptions { Shapes = options.Shapes });
            CheckFloat(graph);
            (NetworkGraph quantized, int layers) = DynamicRewriter.Run(PassList.Run(graph, PassList.Float));
            quantized = quantized with { Metadata = HeadMetadataWriter.Add(graph.Metadata, options.Head) };
            GraphVerifier.Verify(quantized, "quantization");
            return new QuantizedModel(OnnxExporter.Export(quantized), new Dictionary<string, ValueRange>(), [], 0, [string.Create(System.Globalization.CultureInfo.InvariantCulture, $"dynamic range: {layers} layers in bytes, each with the range it finds at run time")]);
        }
        catch (YoloGenException e) when (e.Diagnostics.Any(d => d.File is null))
        {
            throw new YoloGenException([.. e.Diagnostics.Select(d => d with { File = d.File ?? modelPath })]);
        }
    }

    private static void CheckFloat(NetworkGraph graph)
    {
        Node? node = graph.Nodes.FirstOrDefault(n => n.Inputs.Concat(n.Outputs).Any(t => t is not null && t.Type.IsQuantized()));
        if (node is not null)
        {
            throw new YoloGenException(
                DiagnosticCodes.BadQuantization, $"the model has 8-bit tensors already ({node.Op.Name}); quantize the float model that it came from", node: node.Name);
        }

        if (!graph.Nodes.Any(n => OperatorCatalog.TraitsOf(n.Op).WeightInputs.Count > 0))
        {
            throw new YoloGenException(DiagnosticCodes.BadQuantization, "the model has no convolution or matrix product, so there is nothing to quantize");
        }
    }
}
