using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Emit;

/// <summary>Every kind of layer that can be emitted.</summary>
internal static class LayerTable
{
    /// <summary>The table; names are unique.</summary>
    public static IReadOnlyList<LayerKind> All { get; } =
    [
        new ConvLayer(),
        new DepthwiseLayer(),
        new QConvLayer(),
        new QDepthwiseLayer(),
        new SumConvLayer(),
        new UnaryLayer(),
        new BinaryLayer(),
        new WhereLayer(),
        new CastLayer(),
        new CopyLayer(),
        new HaloLayer(),
        new PickLayer(),
        new GatherLayer(),
        new LookupLayer(),
        new QAddLayer(),
        new QMulLayer(),
        new QuantizeLayer(),
        new QuantizeByLayer(),
        new DequantizeLayer(),
        new DequantizeByLayer(),
        new DynamicRangeLayer(),
        new PoolLayer("maxpool", "max"),
        new PoolLayer("avgpool", "average"),
        new PoolLayer("qavgpool", "quantized"),
        new QGlobalPoolLayer(),
        new ReduceLayer(),
        new SoftmaxLayer(),
        new QSoftmaxLayer(),
        new ArgMaxLayer(),
        new MatMulLayer(),
        new QMatMulLayer(),
        new AffineLayer(),
        new NearestLayer(),
        new LinearLayer(),
        new CubicLayer(),
    ];

    private static readonly Dictionary<string, LayerKind> ByName = All.ToDictionary(k => k.Name);

    /// <summary>The kind called <paramref name="name"/>, or null.</summary>
    public static LayerKind? Find(string name) => ByName.TryGetValue(name, out LayerKind? kind) ? kind : null;
}
