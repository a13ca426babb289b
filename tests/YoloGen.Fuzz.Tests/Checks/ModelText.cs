using System.Globalization;
using YoloGen.Onnx;

namespace YoloGen.Fuzz.Tests.Checks;

/// <summary>A model as text: inputs, constants, nodes.</summary>
internal static class ModelText
{
    public static IEnumerable<string> Lines(OnnxModel model)
    {
        yield return $"opset {string.Join(", ", model.Opsets.Select(o => $"{o.Key} {o.Value}"))}";
        foreach (OnnxValueInfo input in model.Graph.Inputs)
        {
            yield return $"input  {input.Name}: {input.Type} [{string.Join(',', input.Dims ?? [])}]";
        }

        foreach (OnnxTensor tensor in model.Graph.Initializers)
        {
            yield return $"const  {tensor} {Values(tensor)}";
        }

        foreach (OnnxNode node in model.Graph.Nodes)
        {
            yield return $"node   {string.Join(' ', node.Outputs)} = {node.Domain}{(node.Domain.Length > 0 ? "." : "")}{node.OpType}({string.Join(", ", node.Inputs)}) {string.Join(' ', node.Attributes.Select(Attribute))}";
        }

        yield return $"output {string.Join(' ', model.Graph.Outputs.Select(o => o.Name))}";
    }

    private static string Attribute(OnnxAttribute a) => a.Name + "=" + a.Type switch
    {
        OnnxAttributeType.Int => a.Int.ToString(CultureInfo.InvariantCulture),
        OnnxAttributeType.Float => a.Float.ToString("R", CultureInfo.InvariantCulture),
        OnnxAttributeType.String => a.Text,
        OnnxAttributeType.Ints => $"[{string.Join(',', a.Ints)}]",
        OnnxAttributeType.Floats => $"[{string.Join(',', a.Floats)}]",
        OnnxAttributeType.Tensor => $"{a.Tensor} {Values(a.Tensor!)}",
        _ => "...",
    };

    private static string Values(OnnxTensor tensor)
    {
        if (tensor.Count > 12)
        {
            return "...";
        }

        return tensor.Type switch
        {
            OnnxDataType.Float => string.Join(' ', tensor.ToFloats().Select(v => v.ToString("R", CultureInfo.InvariantCulture))),
            OnnxDataType.Int64 => string.Join(' ', tensor.ToLongs()),
            OnnxDataType.Int32 => string.Join(' ', tensor.ToLongs()),
            OnnxDataType.Int8 => string.Join(' ', tensor.ToLongs()),
            _ => string.Join(' ', tensor.Data.ToArray()),
        };
    }
}
