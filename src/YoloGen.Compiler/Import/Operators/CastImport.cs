using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Cast and CastLike. Casts among floating-point types do nothing, since the IR has one.</summary>
internal static class CastImport
{
    public static void Cast(NodeImport n)
    {
        n.Attributes.Ignore("saturate", "round_mode");
        var to = n.Attributes.Type("to", null);
        Check(to);
        To(n, ElementTypeMap.Of(to) ?? throw new YoloGenException(
            DiagnosticCodes.UnsupportedType, $"Cast to {to.NameOf()} is not supported; only float, uint8, int8, int32, int64 and bool are"));
    }

    public static void CastLike(NodeImport n)
    {
        n.Attributes.Ignore("saturate", "round_mode");
        OnnxValueInfo? like = n.State.Model.Graph.Inputs.FirstOrDefault(i => i.Name == n.Source.Inputs[1]);
        Check(like?.Type ?? OnnxDataType.Float);
        To(n, n.In(1).Type);
    }

    private static void Check(OnnxDataType to)
    {
        if (to == OnnxDataType.BFloat16)
        {
            throw new YoloGenException(
                DiagnosticCodes.UnsupportedForm, "Cast to bfloat16 rounds values that are kept in float here; export the model in float or float16");
        }
    }

    private static void To(NodeImport n, ElementType type)
    {
        Tensor x = n.In(0);
        if (x.Type == type)
        {
            n.Alias(x);
        }
        else
        {
            n.Result(new Cast(), [x], type, x.Shape);
        }
    }
}
