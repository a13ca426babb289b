using System;
using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>Every kind of layer with its word in the text form: a new kind is its record and a line here, but a loop's: its file is enough.</summary>
internal static class LayerTable
{
    private static readonly (string Word, PlanLayer Empty)[] Lines =
    [
        ("conv", new ConvLayer()),
        ("depthwise", new DepthwiseLayer()),
        ("qconv", new QConvLayer()),
        ("qdepthwise", new QDepthwiseLayer()),
        ("sumconv", new SumConvLayer()),
        ("unary", new UnaryLayer()),
        ("binary", new BinaryLayer()),
        ("prelu", new PReluLayer()),
        ("affine", new AffineLayer()),
        ("where", new WhereLayer()),
        ("cast", new CastLayer()),
        ("lookup", new LookupLayer()),
        ("slopes", new SlopesLayer()),
        ("qadd", new QAddLayer()),
        ("qmul", new QMulLayer()),
        ("quantize", new QuantizeLayer()),
        ("quantize_by", new QuantizeByLayer()),
        ("dequantize", new DequantizeLayer()),
        ("dequantize_by", new DequantizeByLayer()),
        ("dynrange", new DynamicRangeLayer()),
        ("copy", new CopyLayer()),
        ("halo", new HaloLayer()),
        ("pick", new PickLayer()),
        ("gather", new GatherLayer()),
        ("nearest", new NearestLayer()),
        ("linear", new LinearLayer()),
        ("cubic", new CubicLayer()),
        ("maxpool", new MaxPoolLayer()),
        ("avgpool", new AveragePoolLayer()),
        ("qavgpool", new QAveragePoolLayer()),
        ("qglobalpool", new QGlobalPoolLayer()),
        ("reduce", new ReduceLayer()),
        ("softmax", new SoftmaxLayer()),
        ("qsoftmax", new QSoftmaxLayer()),
        ("argmax", new ArgMaxLayer()),
        ("matmul", new MatMulLayer()),
        ("qmatmul", new QMatMulLayer()),
        .. LoopForm.All.Select(f => (f.Word, (PlanLayer)new LoopLayer { Loop = f.Name })),
    ];

    private static readonly Dictionary<string, PlanLayer> ByWord = Lines.ToDictionary(l => l.Word, l => l.Empty);
    private static readonly Dictionary<Type, string> ByType = Lines.Where(l => l.Empty is not LoopLayer).ToDictionary(l => l.Empty.GetType(), l => l.Word);

    /// <summary>Empty layers of all kinds.</summary>
    public static IEnumerable<PlanLayer> All => Lines.Select(l => l.Empty);

    /// <summary>An empty layer of the kind with this word, or null.</summary>
    public static PlanLayer? Find(string word) => ByWord.TryGetValue(word, out PlanLayer? empty) ? empty : null;

    /// <summary>The word of a layer's kind.</summary>
    public static string WordOf(PlanLayer layer) => layer is LoopLayer loop ? loop.Form.Word : ByType[layer.GetType()];
}
