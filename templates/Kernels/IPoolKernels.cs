#nullable enable
namespace YoloGen.Generated;

/// <summary>Pooling of bytes.</summary>
internal unsafe interface IPoolKernels
{
    /// <summary>Maximum over each window.</summary>
    static abstract void MaxPoolRow(byte* input, byte* output, int width, int channels, in PoolParams p);

    /// <summary>Mean of dequantized values, fl(InputScale * (x - InputZero)), added in the order row, column, in single precision, then quantized.</summary>
    static abstract void AveragePoolRow(byte* input, byte* output, int width, int channels, in PoolParams p);
}
