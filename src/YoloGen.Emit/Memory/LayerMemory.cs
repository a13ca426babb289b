using System;
using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Emit;

/// <summary>
/// Which bytes the code of each kind of layer touches, operand by operand, as its template and the kernels it calls walk them. The reader
/// refuses a plan with a layer that leaves the arena or a weight; a kind that is not here is refused too.
/// </summary>
internal static class LayerMemory
{
    private static readonly Dictionary<string, Func<LayerFacts, IEnumerable<MemoryAccess>>> Kinds = new()
    {
        ["conv"] = f => Convolution(f, ConvGeometry.Of(f, depthwise: false, mayMerge: true)),
        ["qconv"] = f => Convolution(f, ConvGeometry.Of(f, depthwise: false, mayMerge: true)),
        ["sumconv"] = f => Convolution(f, ConvGeometry.Of(f, depthwise: false, mayMerge: false)),
        ["depthwise"] = f => Convolution(f, ConvGeometry.Of(f, depthwise: true, mayMerge: false)),
        ["qdepthwise"] = f => Convolution(f, ConvGeometry.Of(f, depthwise: true, mayMerge: false)),

        // Loops over elements; rows whose elements lie side by side are the same elements in one call.
        ["unary"] = EachElement,
        ["binary"] = EachElement,
        ["where"] = EachElement,
        ["cast"] = EachElement,
        ["copy"] = EachElement,
        ["lookup"] = EachElement,
        ["qadd"] = EachElement,
        ["qmul"] = EachElement,
        ["quantize"] = EachElement,
        ["quantize_by"] = EachElement,
        ["dequantize"] = EachElement,
        ["dequantize_by"] = EachElement,
        ["dynrange"] = EachElement,
        ["affine"] = EachElement,
        ["reduce"] = EachElement,
        ["softmax"] = EachElement,
        ["qsoftmax"] = EachElement,
        ["argmax"] = EachElement,

        // Indices out of a weight are checked when the class is constructed (IndexTable), those out of a tensor are limited to the axis.
        ["pick"] = EachElement,
        ["gather"] = EachElement,
        ["nearest"] = EachPixel,
        ["linear"] = EachPixel,
        ["cubic"] = EachPixel,

        // Windows are clipped to the input.
        ["maxpool"] = EachPixel,
        ["avgpool"] = EachPixel,
        ["qavgpool"] = EachPixel,
        ["qglobalpool"] = EachPixel,
        ["halo"] = _ => [],
        ["matmul"] = f => [Read(f, 0), Views.Rows(f.Plan, f.Layer.Inputs[1], writes: false), Views.Rows(f.Plan, Output(f, 0), writes: true)],
        ["qmatmul"] = IntegerProduct,
    };

    /// <summary>Whether the bytes of a kind are known.</summary>
    public static bool Knows(string kind) => Kinds.ContainsKey(kind);

    /// <summary>What a layer touches; its operands and attributes are already known to be those of its kind.</summary>
    public static IEnumerable<MemoryAccess> Of(LayerFacts f, bool isThen)
        => (isThen ? EachPixel(f) : Kinds[f.Layer.Kind](f)).Concat(f.Layer.Outputs.Select(o => Views.Border(f.Plan, o)).OfType<MemoryAccess>());

    private static IEnumerable<MemoryAccess> EachElement(LayerFacts f)
        => f.Layer.Inputs.Where(i => i.Kind != OperandKind.None).Select(i => Views.Elements(f.Plan, i, writes: false))
            .Concat(f.Layer.Outputs.Select((_, i) => Views.Elements(f.Plan, Output(f, i), writes: true)));

    /// <summary>Feature maps by pixels, their channels side by side; tables are weights.</summary>
    private static IEnumerable<MemoryAccess> EachPixel(LayerFacts f)
        => f.Layer.Inputs.Select((operand, i) => i == 0 || operand.Kind == OperandKind.Tensor ? Views.Pixels(f.Plan, operand, writes: false) : Read(f, i))
            .Append(Views.Pixels(f.Plan, Output(f, 0), writes: true));

    /// <summary>Windows as the kernels step through them; the output by pixels; everything else has one value for each output.</summary>
    private static IEnumerable<MemoryAccess> Convolution(LayerFacts f, ConvGeometry g)
    {
        yield return g.Windows(f.Layer.Inputs[0]);
        yield return g.Results(PlanOperand.Tensor(f.Layer.Outputs[0]));
        foreach (PlanOperand operand in f.Layer.Inputs.Skip(1).Where(i => i.Kind != OperandKind.None))
        {
            yield return Views.Dense(f.Plan, operand);
        }
    }

    private static IEnumerable<MemoryAccess> IntegerProduct(LayerFacts f)
    {
        yield return Views.Rows(f.Plan, f.Layer.Inputs[0], writes: false);
        yield return Read(f, 1);
        yield return Views.Rows(f.Plan, Output(f, 0), writes: true);
        foreach (PlanOperand operand in f.Layer.Inputs.Skip(2).Where(i => i.Kind != OperandKind.None))
        {
            yield return Views.Dense(f.Plan, operand);
        }
    }

    private static PlanOperand Output(LayerFacts f, int index) => PlanOperand.Tensor(f.Layer.Outputs[index]);

    private static MemoryAccess Read(LayerFacts f, int index) => Views.Elements(f.Plan, f.Layer.Inputs[index], writes: false);
}
