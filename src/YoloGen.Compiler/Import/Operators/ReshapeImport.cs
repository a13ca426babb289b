using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Reshape: 0 copies a dimension (unless allowzero), -1 takes what is left.</summary>
internal static class ReshapeImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.In(0);
        long[] dims = [.. n.ConstantInts(1, "the new shape")];
        string wanted = $"[{string.Join(',', dims)}]";
        bool allowZero = n.Attributes.Flag("allowzero", false);
        long known = 1;
        int free = -1;
        for (int i = 0; i < dims.Length; i++)
        {
            if (dims[i] == 0 && !allowZero)
            {
                dims[i] = i < x.Shape.Rank ? x.Shape[i] : throw n.BadShape($"{wanted} copies a dimension that the input does not have");
            }

            if (dims[i] == -1 && free < 0)
            {
                free = i;
                continue;
            }

            // Sizes up to the limit keep the product in 64 bits.
            known *= n.Shape(dims[i])[0];
            if (known > Onnx.OnnxLimits.MaxTensorElements)
            {
                throw n.BadShape($"{wanted} is larger than the input");
            }
        }

        if (free >= 0)
        {
            dims[free] = known > 0 && x.Shape.Count % known == 0 ? x.Shape.Count / known : throw n.BadShape($"{x.Shape.Count} elements do not fill {wanted}");
        }

        Shape shape = n.Shape(dims);
        if (shape.Count != x.Shape.Count)
        {
            throw n.BadShape($"{x.Shape.Count} elements do not fill {wanted}");
        }

        n.ReshapeResult(x, shape);
    }
}
