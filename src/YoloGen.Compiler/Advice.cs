using System.Globalization;
using YoloGen.Compiler.Graph;
using YoloGen.Detection;
using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Compiler;

/// <summary>What is worth a warning in a model that was compiled.</summary>
public static class Advice
{
    // Below this share, what stays in floats costs less time than converting it would.
    private const double HarmlessFloatShare = 0.02;
    private const int NodesNamed = 5;

    /// <summary>The warnings about a model, in a fixed order; none for a model that is as its user asked for.</summary>
    /// <param name="path">The ONNX file, as the user named it.</param>
    /// <param name="model">The compiled model.</param>
    /// <param name="options">What it was compiled with.</param>
    public static IReadOnlyList<Diagnostic> About(string path, PlannedModel model, CompileOptions options)
    {
        var advice = new List<Diagnostic>();
        if (model.Head is null && options.Head.Head is null && new HeadMetadata(model.Graph.Metadata).Head is null)
        {
            advice.Add(new Diagnostic(DiagnosticCodes.NoHead, "no detection head is recognised: the class has Run but no Detect; name the head, or 'none' if the network is no detector", path));
        }

        (long integer, long floats) = Work.Of(model.Graph);
        if (integer > 0 && floats > HarmlessFloatShare * (integer + floats))
        {
            advice.Add(new Diagnostic(DiagnosticCodes.FloatInQuantized, FloatMessage(model.Graph, integer, floats), path));
        }

        return advice;
    }

    private static string FloatMessage(NetworkGraph graph, long integer, long floats)
    {
        Node[] nodes = [.. graph.Nodes.Where(n => !Work.IsInteger(n) && Work.Of(n) > 0).OrderByDescending(Work.Of)];
        string named = string.Join(", ", nodes.Take(NodesNamed).Select(n => $"{n.Op.Name} '{Comment.From(n.Name)}'"));
        string more = nodes.Length > NodesNamed ? string.Create(CultureInfo.InvariantCulture, $" and {nodes.Length - NodesNamed} more") : "";
        double percent = 100.0 * floats / (integer + floats);
        return string.Create(CultureInfo.InvariantCulture, $"the model is quantized, but {percent:F0}% of its multiply-adds stay in floats: {named}{more}; quantize these too, they take most of the time");
    }
}
