#nullable enable
namespace YoloGen.Generated;

/// <summary>Bytes to bytes, pixel by pixel.</summary>
internal unsafe interface IByteRowKernels
{
    /// <summary>destination = table[source], 256 bytes of table; source and destination are the same row or do not overlap. Strides in bytes.</summary>
    static abstract void LookupRow(byte* source, nint sourceStride, byte* destination, nint destinationStride, int width, int channels, byte* table);

    /// <summary>destination = the higher of two lines at source, see <see cref="SlopesParams"/>; source and destination are the same row or do not overlap. Strides in bytes.</summary>
    static abstract void SlopesRow(byte* source, nint sourceStride, byte* destination, nint destinationStride, int width, int channels, in SlopesParams p);

    /// <summary>c = a + b, see <see cref="QAddParams"/>. <paramref name="c"/> may be <paramref name="a"/> or <paramref name="b"/>. Strides in bytes between pixels.</summary>
    static abstract void QAddRow(byte* a, nint strideA, byte* b, nint strideB, byte* c, nint strideC, int width, int channels, in QAddParams p);

    /// <summary>c = a * b, see <see cref="QMulParams"/>. <paramref name="c"/> may be <paramref name="a"/> or <paramref name="b"/>.</summary>
    static abstract void QMulRow(byte* a, nint strideA, byte* b, nint strideB, byte* c, nint strideC, int width, int channels, in QMulParams p);

    /// <summary>y[i] = saturate(round half to even(x[i] / scale) + zero), in 0..255. A NaN becomes 0.</summary>
    static abstract void QuantizeRow(float* x, byte* y, int count, float scale, int zero);
}
