using CsCheck;
using Xunit;
using YoloGen.Generated;
using YoloGen.Tests;

namespace YoloGen.Vision.Tests.Support;

/// <summary>Frames of every format against the same pixels as RGB.</summary>
public sealed unsafe class FrameTests
{
    [Fact]
    public void A_frame_is_resized_as_its_pixels_in_rgb_are()
        => Gen.Select(Gen.Int[0, FramePixels.Formats.Length - 1], Gen.Int[1, 70], Gen.Int[1, 50], Gen.Int[0, 9], Gen.Int[1, 60], Gen.Int[1, 60], Gen.Int).Sample((format, width, height, gap, toWidth, toHeight, seed) =>
        {
            FramePixels frame = FramePixels.Random(FramePixels.Formats[format], width, height, gap, new Random(seed));
            byte[] expected = PhotoResizer.Letterbox(new Photo(width, height, frame.Rgb), toWidth, toHeight).Rgb;
            Assert.Equal(expected, Filled(frame, toWidth, toHeight));
        }, iter: 2000, threads: 1);

    [Theory]
    [InlineData((int)FrameFormat.Rgb, 5, 3, 0, 0, 45)]
    [InlineData((int)FrameFormat.Bgr, 5, 3, 16, 0, 47)]
    [InlineData((int)FrameFormat.Rgba, 5, 3, 20, 0, 60)]
    [InlineData((int)FrameFormat.Grey, 5, 3, 8, 0, 21)]
    [InlineData((int)FrameFormat.Yuyv, 5, 3, 0, 0, 36)]
    [InlineData((int)FrameFormat.Yuyv, 4, 2, 12, 0, 20)]
    [InlineData((int)FrameFormat.Nv12, 4, 4, 0, 0, 24)]
    [InlineData((int)FrameFormat.Nv12, 5, 3, 0, 0, 27)]
    [InlineData((int)FrameFormat.Nv12, 4, 4, 8, 16, 52)]
    [InlineData((int)FrameFormat.I420, 4, 4, 0, 0, 24)]
    [InlineData((int)FrameFormat.I420, 5, 3, 0, 0, 27)]
    [InlineData((int)FrameFormat.I420, 4, 4, 8, 0, 46)]
    public void A_frame_needs_the_bytes_of_its_pixels_and_no_more(int format, int width, int height, int stride, int chroma, int bytes)
    {
        int rows = stride, chromaRows = chroma;
        FrameSource.Check(bytes, width, height, (FrameFormat)format, ref rows, ref chromaRows);
        ArgumentException exception = Assert.Throws<ArgumentException>(() => { (int s, int c) = (stride, chroma); FrameSource.Check(bytes - 1, width, height, (FrameFormat)format, ref s, ref c); });
        Assert.Contains($"ask for {bytes}", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData((int)FrameFormat.Rgb, 14, 0)]
    [InlineData((int)FrameFormat.Bgra, 19, 0)]
    [InlineData((int)FrameFormat.Grey, -5, 0)]
    [InlineData((int)FrameFormat.Grey, 5, 3)]
    [InlineData((int)FrameFormat.Yuyv, 11, 0)]
    [InlineData((int)FrameFormat.Nv12, 5, 5)]
    [InlineData((int)FrameFormat.I420, 5, 2)]
    [InlineData((int)FrameFormat.I420, 5, -3)]
    public void Strides_below_a_row_are_refused(int format, int stride, int chroma)
        => Assert.Throws<ArgumentException>(() => { (int s, int c) = (stride, chroma); FrameSource.Check(1000, 5, 3, (FrameFormat)format, ref s, ref c); });

    [Theory]
    [InlineData(-1)]
    [InlineData(8)]
    public void Formats_that_are_none_are_refused(int format)
        => Assert.Throws<ArgumentOutOfRangeException>(() => { (int s, int c) = (0, 0); FrameSource.Check(1000, 5, 3, (FrameFormat)format, ref s, ref c); });

    [Fact]
    public void Strides_near_the_end_of_integers_do_not_wrap()
        => Assert.Throws<ArgumentException>(() => { (int s, int c) = (int.MaxValue, int.MaxValue); FrameSource.Check(int.MaxValue, 5, 3, FrameFormat.I420, ref s, ref c); });

    /// <summary>Black, white, grey and the corners of the cube, as the standard's tables have them.</summary>
    [Theory]
    [InlineData(16, 128, 128, 0, 0, 0)]
    [InlineData(235, 128, 128, 255, 255, 255)]
    [InlineData(126, 128, 128, 128, 128, 128)]
    [InlineData(81, 90, 240, 255, 0, 0)]
    [InlineData(145, 54, 34, 0, 255, 1)]
    [InlineData(41, 240, 110, 0, 0, 255)]
    public void Colours_are_those_of_the_standard(byte y, byte cb, byte cr, int red, int green, int blue)
    {
        System.Runtime.Intrinsics.Vector128<int> rgb = Bt601.ToRgb(y, cb, cr);
        Assert.Equal((red, green, blue), (rgb[0], rgb[1], rgb[2]));
    }

    private static byte[] Filled(FramePixels frame, int width, int height)
    {
        LetterboxMap map = LetterboxMap.ForLetterbox(frame.Width, frame.Height, width, height);
        byte[] table = new byte[PhotoInput.ByteTableLength], target = new byte[3 * width * height], scratch = new byte[(int)Letterbox.ScratchBytes(width)];
        (int stride, int chroma, FrameFormat format) = (frame.Stride, frame.ChromaStride, Enum.Parse<FrameFormat>(frame.Format));
        FrameSource.Check(frame.Bytes.Length, frame.Width, frame.Height, format, ref stride, ref chroma);
        fixed (byte* pixels = frame.Bytes, t = table, result = target, s = scratch)
        {
            PhotoInput.BuildByteTable(t, [0, 0, 0], [1, 1, 1], 1, 0);
            FrameSource source = FrameSource.Of(pixels, frame.Height, format, stride, chroma);
            PhotoInput.FillBytes(in source, map, bgr: false, t, result, 1, 3 * width, 3, s, 0, height);
        }

        return target;
    }
}
