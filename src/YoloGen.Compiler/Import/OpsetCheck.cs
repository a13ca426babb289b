using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import;

/// <summary>Refuses opset versions whose operators may mean something else than the importer knows.</summary>
internal static class OpsetCheck
{
    /// <summary>Oldest opset: before it, broadcasting was an attribute.</summary>
    public const int Oldest = 7;

    /// <summary>Newest opset whose operators were compared with the importer.</summary>
    public const int Newest = 26;

    public static void Run(OnnxModel model)
    {
        if (!model.Opsets.TryGetValue("", out long version))
        {
            // A model without ONNX's own operators may leave the import out.
            if (model.Opsets.Count > 0 && model.Graph.Nodes.All(n => n.Domain.Length > 0))
            {
                return;
            }

            throw new YoloGenException(DiagnosticCodes.UnsupportedOpset, "the model does not say which ONNX opset it uses; export it again");
        }

        if (version is < Oldest or > Newest)
        {
            throw new YoloGenException(
                DiagnosticCodes.UnsupportedOpset, $"opset {version}; opsets {Oldest} to {Newest} are supported, export the model with one of them (opset 17 is a good choice)");
        }
    }
}
