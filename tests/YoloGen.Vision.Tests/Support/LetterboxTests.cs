using CsCheck;
using Xunit;
using YoloGen.Generated;

namespace YoloGen.Vision.Tests.Support;

public sealed unsafe class LetterboxTests
{
    [Fact]
    public void Agrees_with_exact_rational_interpolation_rounded_once()
        => Gen.Select(Gen.Int[1, 70], Gen.Int[1, 70], Gen.Int[1, 60], Gen.Int[1, 60], Gen.Bool, Gen.Int).Sample((sw, sh, tw, th, letterbox, seed) =>
        {
            Photo photo = Random(sw, sh, seed);
            Photo ours = letterbox ? PhotoResizer.Letterbox(photo, tw, th) : PhotoResizer.Stretch(photo, tw, th);
            byte[] expected = Reference(photo, tw, th, letterbox);
            Assert.Equal(expected, ours.Rgb);
        }, iter: 300, threads: 1);

    [Fact]
    public void Same_size_is_the_same_photo()
    {
        Photo photo = Random(37, 23, 5);
        Assert.Equal(photo.Rgb, PhotoResizer.Letterbox(photo, 37, 23).Rgb);
    }

    [Fact]
    public void Stays_within_one_of_floating_point_bilinear()
        => Gen.Select(Gen.Int[1, 200], Gen.Int[1, 200], Gen.Int[1, 90], Gen.Int[1, 90], Gen.Int).Sample((sw, sh, tw, th, seed) =>
        {
            Photo photo = Random(sw, sh, seed);
            Photo ours = PhotoResizer.Stretch(photo, tw, th);
            for (int y = 0; y < th; y++)
            {
                for (int x = 0; x < tw; x++)
                {
                    double fx = Math.Clamp((x + 0.5) * sw / tw - 0.5, 0, sw - 1);
                    double fy = Math.Clamp((y + 0.5) * sh / th - 0.5, 0, sh - 1);
                    int x0 = (int)fx, y0 = (int)fy, x1 = Math.Min(x0 + 1, sw - 1), y1 = Math.Min(y0 + 1, sh - 1);
                    for (int c = 0; c < 3; c++)
                    {
                        double At(int px, int py) => photo.Rgb[(py * sw + px) * 3 + c];
                        double value = (At(x0, y0) * (1 - fx + x0) + At(x1, y0) * (fx - x0)) * (1 - fy + y0) + (At(x0, y1) * (1 - fx + x0) + At(x1, y1) * (fx - x0)) * (fy - y0);
                        Assert.True(Math.Abs(value - ours.Rgb[(y * tw + x) * 3 + c]) < 0.5 + 0.26, $"{value} against {ours.Rgb[(y * tw + x) * 3 + c]}");
                    }
                }
            }
        }, iter: 60, threads: 1);

    [Fact]
    public void Coordinates_go_there_and_back()
        => Gen.Select(Gen.Int[1, 3000], Gen.Int[1, 3000], Gen.Int[32, 700], Gen.Int[32, 700], Gen.Float[0, 1], Gen.Float[0, 1]).Sample((sw, sh, tw, th, u, v) =>
        {
            LetterboxMap map = LetterboxMap.ForLetterbox(sw, sh, tw, th);
            Assert.True(map.Width == tw || map.Height == th);
            Assert.InRange(map.Left + map.Width, 1, tw);
            Assert.InRange(map.Top + map.Height, 1, th);
            Assert.Equal(u * sw, map.ToPhotoX(map.ToInputX(u * sw)), 0.01 * sw + 1e-3);
            Assert.Equal(v * sh, map.ToPhotoY(map.ToInputY(v * sh)), 0.01 * sh + 1e-3);
            Assert.InRange(map.ToPhotoX(1e9f), 0, sw);
            Assert.InRange(map.ToPhotoY(-1e9f), 0, sh);
        });

    [Theory]
    [InlineData(65535, 1, 416, 416)]
    [InlineData(1, 65535, 416, 416)]
    [InlineData(1, 1, 640, 480)]
    public void Extreme_shapes_are_fine(int sw, int sh, int tw, int th)
    {
        Photo letterboxed = PhotoResizer.Letterbox(Random(sw, sh, 1), tw, th);
        Assert.Equal(tw * th * 3, letterboxed.Rgb.Length);
        Assert.Contains(letterboxed.Rgb, b => b != 114);
        PhotoResizer.Stretch(Random(sw, sh, 1), tw, th);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Input_is_table_of_resized_bytes_in_any_layout(bool bgr)
    {
        Photo photo = Random(50, 31, 9);
        LetterboxMap map = LetterboxMap.ForLetterbox(50, 31, 20, 24);
        Photo resized = PhotoResizer.Letterbox(photo, 20, 24);
        float[] mean = [1, 2, 3];
        float[] scale = [0.5f, 1f / 255f, 0.03f];
        float[] planar = new float[20 * 24 * 3];
        float[] interleaved = new float[20 * 24 * 3];
        byte[] quantized = new byte[20 * 24 * 3];
        float[] table = new float[PhotoInput.TableLength];
        byte[] bytes = new byte[PhotoInput.TableLength];
        byte[] scratch = new byte[(int)Letterbox.ScratchBytes(20)];
        fixed (byte* source = photo.Rgb, s = scratch, b = bytes, q = quantized)
        fixed (float* t = table, p = planar, i = interleaved)
        {
            PhotoInput.BuildTable(t, mean, scale);
            PhotoInput.BuildByteTable(b, mean, scale, 0.02f, 100);
            PhotoInput.FillFloat(FrameSource.Rgb(source, 50), map, bgr, t, p, 20 * 24, 20, 1, s, 0, 11);
            PhotoInput.FillFloat(FrameSource.Rgb(source, 50), map, bgr, t, p, 20 * 24, 20, 1, s, 11, 24);
            PhotoInput.FillFloat(FrameSource.Rgb(source, 50), map, bgr, t, i, 1, 60, 3, s, 0, 24);
            PhotoInput.FillBytes(FrameSource.Rgb(source, 50), map, bgr, b, q, 1, 60, 3, s, 0, 24);
        }
        for (int pixel = 0; pixel < 20 * 24; pixel++)
        {
            for (int c = 0; c < 3; c++)
            {
                float expected = (resized.Rgb[pixel * 3 + (bgr ? 2 - c : c)] - mean[c]) * scale[c];
                Assert.Equal(expected, planar[c * 480 + pixel]);
                Assert.Equal(expected, interleaved[pixel * 3 + c]);
                Assert.Equal((byte)Math.Clamp(Math.Round(expected / 0.02f, MidpointRounding.ToEven) + 100, 0, 255), quantized[pixel * 3 + c]);
            }
        }
    }

    internal static Photo Random(int width, int height, int seed)
    {
        byte[] rgb = new byte[width * height * 3];
        new Random(seed).NextBytes(rgb);
        return new Photo(width, height, rgb);
    }

    /// <summary>The definition in one formula a pixel, with big integers where the support code caches rows and tables.</summary>
    private static byte[] Reference(Photo photo, int tw, int th, bool letterbox)
    {
        (int w, int h) = (tw, th);
        if (letterbox)
        {
            decimal ratio = Math.Min((decimal)tw / photo.Width, (decimal)th / photo.Height);
            if (ratio == (decimal)tw / photo.Width)
                h = Math.Max(1, (int)Math.Floor((decimal)photo.Height * tw / photo.Width + 0.5m));
            else
                w = Math.Max(1, (int)Math.Floor((decimal)photo.Width * th / photo.Height + 0.5m));
        }
        byte[] result = new byte[tw * th * 3];
        for (int y = 0; y < th; y++)
        {
            for (int x = 0; x < tw; x++)
            {
                int dx = x - (tw - w) / 2, dy = y - (th - h) / 2;
                for (int c = 0; c < 3; c++)
                    result[(y * tw + x) * 3 + c] = dx < 0 || dy < 0 || dx >= w || dy >= h ? (byte)114 : Value(dx, dy, c);
            }
        }
        return result;

        byte Value(int dx, int dy, int c)
        {
            int px = Fixed(dx, photo.Width, w), py = Fixed(dy, photo.Height, h);
            int x0 = px / 2048, y0 = py / 2048, fx = px % 2048, fy = py % 2048;
            int x1 = Math.Min(x0 + 1, photo.Width - 1), y1 = Math.Min(y0 + 1, photo.Height - 1);
            long At(int ax, int ay) => photo.Rgb[(ay * photo.Width + ax) * 3 + c];
            long sum = At(x0, y0) * (2048 - fx) * (2048 - fy) + At(x1, y0) * fx * (2048 - fy) + At(x0, y1) * (2048 - fx) * fy + At(x1, y1) * fx * fy;
            return (byte)((sum + (1 << 21)) / (1 << 22));
        }

        static int Fixed(int d, int source, int size)
            => (int)Math.Clamp(Math.Floor((((2m * d + 1) * source - size) * 2048 + size) / (2m * size)), 0, (source - 1) * 2048m);
    }
}
