using YoloGen.Compiler.Graph;
using YoloGen.Verification.Reference;

namespace YoloGen.Verification.Checks;

/// <summary>
/// Holds the operators against both forms of ONNX Runtime. Where they disagree about a tensor, the unoptimized one decides: it computes what the
/// file says node by node, while an optimized graph has been wrong (a Pad fused into MaxPool below opset 22 takes its zeros for minus infinity).
/// Integers are judged by the optimized graph first: only there does ONNX Runtime compute a quantized model in integers.
/// </summary>
internal sealed class ReferenceCheck(NetworkGraph graph, IReadOnlyDictionary<string, TensorData> inputs, ReferenceRun run, double share)
{
    private readonly List<string> _notes = [.. Missing(run)];
    private readonly HashSet<string> _contradicted = new(StringComparer.Ordinal);

    /// <summary>Why there is nothing to compare with, or null.</summary>
    public string? NotComparable => run is { Optimized: null, Unoptimized: null } ? $"ONNX Runtime cannot run this model: {run.Problems["unoptimized"]}" : null;

    /// <summary>Where the unoptimized graph decided and why, as text.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Operators fed with the reference's inputs.</summary>
    public IReadOnlyList<TensorVerdict> Operators()
        => Decide(
            run.Optimized is { } optimized ? [.. new OperatorCheck(graph, inputs, optimized, share).Run()] : null,
            () => run.Unoptimized is { } plain ? [.. new OperatorCheck(graph, inputs, plain, share).Run()] : null);

    /// <summary>
    /// Tensors with only exact operators upstream, from the network's input on; none behind one where <see cref="Operators"/>, which comes first, found that ONNX
    /// Runtime contradicts itself: its optimized graph goes on with its own values there.
    /// </summary>
    /// <param name="values">Every tensor of our own run.</param>
    public IReadOnlyList<TensorVerdict> EndToEnd(IReadOnlyDictionary<Tensor, TensorData> values)
        => Decide(
            run.Optimized is { } optimized ? [.. EndToEndCheck.Run(graph, values, optimized, _contradicted)] : null,
            () => run.Unoptimized is { } plain ? [.. EndToEndCheck.Run(graph, values, plain, _contradicted)] : null);

    /// <summary>The network's outputs that detections are judged by.</summary>
    public IReadOnlyDictionary<string, TensorData> Outputs
        => (_notes.Count > 0 ? run.Unoptimized ?? run.Optimized : run.Optimized ?? run.Unoptimized)!;

    /// <summary>Whether no inner tensor is quantized and no weight is rounded to half: then both forms of ONNX Runtime mean the same numbers.</summary>
    private bool SameMeaning => share <= 1e-4 && graph.Nodes.All(n => n.Outputs.All(o => !o.Type.IsQuantized()));

    private static IEnumerable<string> Missing(ReferenceRun run)
    {
        if (run is { Optimized: null, Unoptimized: not null })
        {
            yield return $"ONNX Runtime runs this model without its optimizations only, so that form is compared with: {run.Problems["optimized"]}";
        }
    }

    private IReadOnlyList<TensorVerdict> Decide(IReadOnlyList<TensorVerdict>? optimized, Func<IReadOnlyList<TensorVerdict>?> unoptimized)
    {
        if (optimized is null)
        {
            return unoptimized() ?? [];
        }

        bool both = SameMeaning;
        if (!both && optimized.All(v => v.Passed))
        {
            return optimized;
        }

        var plain = (unoptimized() ?? []).ToDictionary(v => v.Tensor, StringComparer.Ordinal);
        return [.. optimized.Select(v => Decide(v, plain.GetValueOrDefault(v.Tensor), both)), .. both ? plain.Values.ExceptBy(optimized.Select(v => v.Tensor), v => v.Tensor) : []];
    }

    private TensorVerdict Decide(TensorVerdict optimized, TensorVerdict? plain, bool both)
    {
        if (plain is null || plain.Passed == optimized.Passed || (!both && !plain.Passed))
        {
            return optimized;
        }

        _contradicted.Add(plain.Tensor);
        string note = FormattableString.Invariant(
            $"ONNX Runtime contradicts itself at {plain.Tensor} ({plain.Operators}): its optimized graph differs from the file's own in what it computes there; the unoptimized one decides, and YoloGen {(plain.Passed ? "agrees with it" : "does not agree with it")}");
        if (!_notes.Contains(note))
        {
            _notes.Add(note);
        }

        return plain;
    }
}
