using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>QuantizeLinear, of ONNX and of com.microsoft.</summary>
internal static class QuantizeLinearImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.In(0, ElementType.Float32, ElementType.Int32);
        n.Attributes.Ignore("saturate", "precision");
        int axis = Axis(n, x);
        OnnxDataType? wide = n.Has(2) ? n.State.WideType(n.In(2)) : null;
        wide ??= n.Attributes.Type("output_dtype", OnnxDataType.UInt8) is var given && WideQuantization.RangeOf(given) is not null ? given : null;
        if (wide is { } sixteen && (!n.Has(2) || n.State.WideType(n.In(2)) == sixteen))
        {
            WideQuantization.Quantize(n, x, axis, sixteen);
            return;
        }

        ElementType type = n.Has(2) ? Quantization.TypeOf(n, 2) : OutputType(n);
        n.Attributes.Ignore("output_dtype");
        if (x.Type == ElementType.Int32)
        {
            x = n.Add(new Cast(), [x], ElementType.Float32, x.Shape);
        }

        if (!Quantization.AreConstant(n, 1, 2))
        {
            CheckScalar(n, 1);
            CheckScalar(n, 2);
            n.Result(new QuantizeLinear(null), [x, n.Float(1), n.Optional(2)], type, x.Shape);
            return;
        }

        n.Result(new QuantizeLinear(Quantization.PerAxis(n, 1, 2, type, x, axis)), [x], type, x.Shape);
    }

    /// <summary>The axis attribute; it does not matter for one scale, and may then be out of range.</summary>
    public static int Axis(NodeImport n, Tensor x)
    {
        long axis = n.Attributes.Int("axis", 1);
        if (n.Attributes.Int("block_size", 0) != 0)
        {
            throw n.Unsupported("quantization of blocks is not supported; quantize for each tensor or channel");
        }

        return n.In(1).Shape.Count == 1 ? 0 : n.Axis(axis, x.Shape.Rank);
    }

    public static void CheckScalar(NodeImport n, int index)
    {
        if (n.Optional(index) is { Shape.Count: not 1 })
        {
            throw n.Unsupported("scales that depend on the network's input must be scalars");
        }
    }

    private static ElementType OutputType(NodeImport n)
    {
        var type = n.Attributes.Type("output_dtype", OnnxDataType.UInt8);
        return type switch
        {
            OnnxDataType.UInt8 or OnnxDataType.Undefined => ElementType.UInt8,
            OnnxDataType.Int8 => ElementType.Int8,
            _ => throw new YoloGenException(DiagnosticCodes.UnsupportedType, $"QuantizeLinear to {type.NameOf()} is not supported; quantize to uint8, int8, uint16 or int16"),
        };
    }
}
