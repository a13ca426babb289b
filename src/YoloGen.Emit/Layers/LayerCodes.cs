using System;
using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Emit;

/// <summary>The code of every kind of layer: a new kind is a line here.</summary>
internal static class LayerCodes
{
    /// <summary>The table; one line for each record of the plan.</summary>
    public static IReadOnlyList<LayerCode> All { get; } =
    [
        new ConvCode(),
        new DepthwiseCode(),
        new QConvCode(),
        new QDepthwiseCode(),
        new SumConvCode(),
        new UnaryCode(),
        new BinaryCode(),
        new PReluCode(),
        new AffineCode(),
        new WhereCode(),
        new CastCode(),
        new LookupCode(),
        new SlopesCode(),
        new QAddCode(),
        new QMulCode(),
        new QuantizeCode(),
        new QuantizeByCode(),
        new DequantizeCode(),
        new DequantizeByCode(),
        new DynamicRangeCode(),
        new CopyCode(),
        new HaloCode(),
        new PickCode(),
        new GatherCode(),
        new NearestCode(),
        new LinearCode(),
        new CubicCode(),
        new MaxPoolCode(),
        new AveragePoolCode(),
        new QAveragePoolCode(),
        new QGlobalPoolCode(),
        new ReduceCode(),
        new SoftmaxCode(),
        new QSoftmaxCode(),
        new ArgMaxCode(),
        new MatMulCode(),
        new QMatMulCode(),
        new LoopCode(),
    ];

    private static readonly Dictionary<Type, LayerCode> ByLayer = All.ToDictionary(c => c.Layer);

    /// <summary>The code of a layer.</summary>
    public static LayerCode Of(PlanLayer layer) => ByLayer[layer.GetType()];
}
