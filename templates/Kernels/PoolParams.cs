#nullable enable
namespace YoloGen.Generated;

/// <summary>
/// One row of a pooling. The caller clips the window's rows to the input and passes the first one inside it; the kernel clips the columns.
/// Every window keeps at least one pixel.
/// </summary>
internal struct PoolParams
{
    /// <summary>Window rows inside the input.</summary>
    public int Rows;

    /// <summary>Bytes between window rows (dilation * row stride).</summary>
    public nint RowStride;

    /// <summary>Window columns, the clipped ones included.</summary>
    public int Columns;

    /// <summary>Pixels between window columns.</summary>
    public int Dilation;

    /// <summary>Input pixels between the windows of neighbouring output pixels.</summary>
    public int Stride;

    /// <summary>Pixels of padding to the left.</summary>
    public int PadLeft;

    /// <summary>Pixels in an input row.</summary>
    public int InputWidth;

    /// <summary>Bytes between input pixels.</summary>
    public nint PixelStride;

    /// <summary>Bytes between output pixels.</summary>
    public nint OutputPixelStride;

    /// <summary>Average only: the divisor, or 0 for the number of pixels inside the input.</summary>
    public int Area;

    /// <summary>Average only: scale of the input.</summary>
    public float InputScale;

    /// <summary>Average only: zero point of the input in the storage domain.</summary>
    public int InputZero;

    /// <summary>Average only: y = saturate(round(fl(fl(mean / OutputScale) + OutputZero))) in the model's own domain.</summary>
    public float OutputScale;

    /// <summary>Average only: zero point in the model's own domain.</summary>
    public int OutputZero;

    /// <summary>Average only: 0 for uint8, 128 for int8 tensors.</summary>
    public int Shift;

    /// <summary>
    /// Average only, proved by the compiler: float(sum of (x - InputZero)) times this, rounded half to even, plus OutputZero and Shift, clamped, is the mean's byte for
    /// whatever a window holds, and the sum of its bytes fits 16 bits; 0 where that is not so.
    /// </summary>
    public float Factor;
}
