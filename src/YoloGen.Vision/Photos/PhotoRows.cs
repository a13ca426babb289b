using System.Runtime.InteropServices;
using SkiaSharp;

namespace YoloGen.Vision;

/// <summary>
/// Decodes a photo in strips of rows, so that a large one is in memory once, as RGB, and not also as the decoder's RGBA: JPEG and BMP row
/// by row, PNG in two halves (the second decodes the first again, without keeping it), others in one piece.
/// </summary>
internal static unsafe class PhotoRows
{
    /// <summary>Bytes of a strip, and of the largest picture that is decoded in one piece.</summary>
    public const long StripBytes = 16L << 20;

    /// <summary>Decodes into an upright photo.</summary>
    /// <param name="codec">At the beginning of its file.</param>
    /// <param name="photo">Receives the pixels; what it holds after a failure means nothing.</param>
    /// <param name="stripBytes">For tests: as <see cref="StripBytes"/>.</param>
    public static SKCodecResult Decode(SKCodec codec, Photo photo, long stripBytes = StripBytes)
    {
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, null);
        int strip = (int)Math.Clamp(stripBytes / info.RowBytes64, 1, info.Height);
        if (strip == info.Height)
            return Whole(codec, info, photo);
        if (codec.StartScanlineDecode(info) == SKCodecResult.Success && codec.ScanlineOrder is SKCodecScanlineOrder.TopDown or SKCodecScanlineOrder.BottomUp)
            return Scanlines(codec, info, photo, strip);
        return codec.EncodedFormat == SKEncodedImageFormat.Png ? Halves(codec, info, photo) : Whole(codec, info, photo);
    }

    private static SKCodecResult Whole(SKCodec codec, SKImageInfo info, Photo photo)
        => InStrip(info, info.Height, rgba =>
        {
            SKCodecResult result = codec.GetPixels(info, rgba);
            if (result == SKCodecResult.Success)
                Orientation.Copy((byte*)rgba, 0, info.Height, info.Width, info.Height, codec.EncodedOrigin, photo);
            return result;
        });

    private static SKCodecResult Scanlines(SKCodec codec, SKImageInfo info, Photo photo, int strip)
        => InStrip(info, strip, rgba =>
        {
            bool fromBottom = codec.ScanlineOrder == SKCodecScanlineOrder.BottomUp;
            for (int row = 0; row < info.Height; row += strip)
            {
                int rows = Math.Min(strip, info.Height - row);
                if (codec.GetScanlines(rgba, rows, info.RowBytes) != rows)
                    return SKCodecResult.IncompleteInput;
                // A strip from the bottom of a BMP is itself in order.
                Orientation.Copy((byte*)rgba, fromBottom ? info.Height - row - rows : row, rows, info.Width, info.Height, codec.EncodedOrigin, photo);
            }

            return SKCodecResult.Success;
        });

    private static SKCodecResult Halves(SKCodec codec, SKImageInfo info, Photo photo)
    {
        int half = (info.Height + 1) / 2;
        return InStrip(info, half, rgba =>
        {
            for (int row = 0; row < info.Height; row += half)
            {
                int rows = Math.Min(half, info.Height - row);
                var options = new SKCodecOptions(SKRectI.Create(0, row, info.Width, rows));
                SKCodecResult result = codec.StartIncrementalDecode(info, rgba, info.RowBytes, options);
                if (result == SKCodecResult.Success)
                    result = codec.IncrementalDecode();
                if (result != SKCodecResult.Success)
                    return result;
                Orientation.Copy((byte*)rgba, row, rows, info.Width, info.Height, codec.EncodedOrigin, photo);
            }

            return SKCodecResult.Success;
        });
    }

    private static SKCodecResult InStrip(SKImageInfo info, int rows, Func<nint, SKCodecResult> decode)
    {
        // Native memory is given back at once, not with the next collection; a folder of large photos needs room for one.
        void* rgba = NativeMemory.AllocZeroed((nuint)(info.RowBytes64 * rows));
        try
        {
            return decode((nint)rgba);
        }
        finally
        {
            NativeMemory.Free(rgba);
        }
    }
}
