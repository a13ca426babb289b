#nullable enable
using System;
using System.Diagnostics.CodeAnalysis;

namespace YoloGen.Generated;

/// <summary>
/// A frame in memory: where its planes begin and how many bytes its rows are apart. Planes lie one behind the other: of NV12 the rows of Cb, Cr pairs
/// behind those of Y, of I420 the rows of Cb and then those of Cr; half of an odd side is rounded up.
/// </summary>
internal unsafe struct FrameSource
{
    public byte* Pixels;
    public byte* Blue;
    public byte* Red;
    public nint Stride;
    public nint ChromaStride;
    public FrameFormat Format;

    /// <summary>Rows of red, green, blue without gaps.</summary>
    public static FrameSource Rgb(byte* photo, int width) => new FrameSource { Pixels = photo, Stride = (nint)width * 3 };

    /// <summary>A frame that <see cref="Check"/> accepted.</summary>
    public static FrameSource Of(byte* pixels, int height, FrameFormat format, int stride, int chromaStride)
    {
        byte* blue = pixels + (nint)height * stride;
        return new FrameSource { Pixels = pixels, Blue = blue, Red = blue + (nint)Half(height) * chromaStride, Stride = stride, ChromaStride = chromaStride, Format = format };
    }

    /// <summary>Whether the first byte of a pixel is its blue.</summary>
    public readonly bool IsBlueFirst => Format is FrameFormat.Bgr or FrameFormat.Bgra;

    /// <summary>Bytes from a pixel to the next, 1 where pixels are counted.</summary>
    public readonly int Step => Format <= FrameFormat.Bgr ? 3 : Format <= FrameFormat.Bgra ? 4 : 1;

    /// <summary>Refuses what would read outside the frame, and puts the widths of rows in the place of strides of 0.</summary>
    public static void Check(int length, int width, int height, FrameFormat format, ref int stride, ref int chromaStride)
    {
        if (format < FrameFormat.Rgb || format > FrameFormat.I420)
            throw new ArgumentOutOfRangeException(nameof(format), format, "No such format.");
        int row = RowBytes(format, width), chromaRow = format == FrameFormat.Nv12 ? 2 * Half(width) : format == FrameFormat.I420 ? Half(width) : 0;
        stride = stride == 0 ? row : stride;
        chromaStride = chromaStride != 0 ? chromaStride : format == FrameFormat.I420 ? Half(stride) : format == FrameFormat.Nv12 ? stride + (stride & 1) : 0;
        if (stride < row)
            ThrowStride(stride, row, nameof(stride));
        if (chromaStride < chromaRow || (chromaRow == 0 && chromaStride != 0))
            ThrowStride(chromaStride, chromaRow, nameof(chromaStride));

        // The last row may end where its pixels end.
        long chromaRows = chromaRow == 0 ? 0 : format == FrameFormat.I420 ? 2L * Half(height) : Half(height);
        long needed = chromaRows == 0 ? (height - 1L) * stride + row : (long)height * stride + (chromaRows - 1) * chromaStride + chromaRow;
        if (length < needed)
            ThrowShort(length, needed);
    }

    /// <summary>The rows that hold the pixels of one row.</summary>
    public readonly FrameRow Row(int y) => new FrameRow { Pixels = Pixels + y * Stride, Blue = Blue + (y >> 1) * ChromaStride, Red = Red + (y >> 1) * ChromaStride };

    private static int RowBytes(FrameFormat format, int width) => format switch
    {
        FrameFormat.Rgb or FrameFormat.Bgr => 3 * width,
        FrameFormat.Rgba or FrameFormat.Bgra => 4 * width,
        FrameFormat.Yuyv => 4 * Half(width),
        _ => width,
    };

    private static int Half(int side) => (side >> 1) + (side & 1);

    [DoesNotReturn]
    private static void ThrowStride(int found, int least, string argument) =>
        throw new ArgumentException(least == 0 ? "The format has no rows of chroma." : $"Rows are {least} bytes long, so the stride {found} is too small.", argument);

    [DoesNotReturn]
    private static void ThrowShort(int found, long needed) =>
        throw new ArgumentException($"The frame has {found} bytes; its size, format and strides ask for {needed}.", "pixels");
}

/// <summary>Where one row of a frame begins; its chroma where the format has planes of it.</summary>
internal unsafe struct FrameRow
{
    public byte* Pixels;
    public byte* Blue;
    public byte* Red;
}
