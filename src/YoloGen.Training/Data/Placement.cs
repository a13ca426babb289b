using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace YoloGen.Training.Data;

/// <summary>
/// A similarity transform from photo to canvas pixels: rotation, mirroring and one scale, then a shift. Pixel centres are at half
/// integers.
/// </summary>
internal readonly record struct Placement(double Xx, double Xy, double Yx, double Yy, double ShiftX, double ShiftY)
{
    /// <summary>Puts the photo's centre at a canvas point.</summary>
    public static Placement Centered(LabelledPhoto photo, double scale, double degrees, bool mirror, double centerX, double centerY)
    {
        double cos = Math.Cos(degrees * Math.PI / 180) * scale, sin = Math.Sin(degrees * Math.PI / 180) * scale;
        double side = mirror ? -1 : 1;
        double xx = cos * side, xy = -sin, yx = sin * side, yy = cos;
        double px = photo.Width / 2.0, py = photo.Height / 2.0;
        return new Placement(xx, xy, yx, yy, centerX - xx * px - xy * py, centerY - yx * px - yy * py);
    }

    /// <summary>
    /// The object on the canvas. Under rotation its extent is that of the rotated ellipse inscribed in its box, which follows a
    /// head better than the hull of the rotated corners.
    /// </summary>
    public Box Apply(in Box box)
    {
        double w = box.Width, h = box.Height;
        return new Box(box.Class,
            (float)(Xx * box.CenterX + Xy * box.CenterY + ShiftX), (float)(Yx * box.CenterX + Yy * box.CenterY + ShiftY),
            (float)Math.Sqrt(Xx * w * Xx * w + Xy * h * Xy * h), (float)Math.Sqrt(Yx * w * Yx * w + Yy * h * Yy * h));
    }

    /// <summary>Draws the photo into a rectangle of the canvas with bilinear interpolation; pixels outside the photo stay as they are.</summary>
    public unsafe void Draw(LabelledPhoto photo, Span<byte> canvas, int canvasWidth, int left, int top, int right, int bottom)
    {
        double determinant = Xx * Yy - Xy * Yx;
        double ixx = Yy / determinant, ixy = -Xy / determinant, iyx = -Yx / determinant, iyy = Xx / determinant;
        int w = photo.Width, h = photo.Height;
        // 16.16 fixed point: photos are at most 16,384 pixels wide here, steps are far below one photo.
        long stepX = (long)(ixx * 65536), stepY = (long)(iyx * 65536);
        fixed (byte* source = photo.Pixels, target = canvas)
        {
            for (int y = top; y < bottom; y++)
            {
                double cx = left + 0.5 - ShiftX, cy = y + 0.5 - ShiftY;
                long sx = (long)((ixx * cx + ixy * cy - 0.5) * 65536), sy = (long)((iyx * cx + iyy * cy - 0.5) * 65536);
                byte* pixel = target + ((long)y * canvasWidth + left) * 3;
                for (int x = left; x < right; x++, pixel += 3, sx += stepX, sy += stepY)
                {
                    int ix = (int)(sx >> 16), iy = (int)(sy >> 16);
                    if (ix < -1 || iy < -1 || ix >= w || iy >= h)
                        continue;
                    int fx = (int)(sx >> 8) & 255, fy = (int)(sy >> 8) & 255;
                    if (Ssse3.IsSupported && Sse41.IsSupported && (uint)ix < (uint)(w - 2) && (uint)iy < (uint)(h - 1))
                    {
                        Inner(source + ((long)iy * w + ix) * 3, w * 3, fx, fy, pixel);
                        continue;
                    }
                    int x0 = Math.Max(ix, 0), x1 = Math.Min(ix + 1, w - 1), y0 = Math.Max(iy, 0), y1 = Math.Min(iy + 1, h - 1);
                    byte* a = source + ((long)y0 * w + x0) * 3, b = source + ((long)y0 * w + x1) * 3;
                    byte* c = source + ((long)y1 * w + x0) * 3, d = source + ((long)y1 * w + x1) * 3;
                    int wa = (256 - fx) * (256 - fy), wb = fx * (256 - fy), wc = (256 - fx) * fy, wd = fx * fy;
                    pixel[0] = (byte)(a[0] * wa + b[0] * wb + c[0] * wc + d[0] * wd + 32768 >> 16);
                    pixel[1] = (byte)(a[1] * wa + b[1] * wb + c[1] * wc + d[1] * wd + 32768 >> 16);
                    pixel[2] = (byte)(a[2] * wa + b[2] * wb + c[2] * wc + d[2] * wd + 32768 >> 16);
                }
            }
        }
    }

    /// <summary>A pixel whose four neighbours lie inside the photo, all channels at once; the same sums as beside the border.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Inner(byte* first, int stride, int fx, int fy, byte* pixel)
    {
        // Bytes r0 g0 b0 r1 g1 b1 of two neighbours become the words r0 r1 g0 g1 b0 b1.
        Vector128<byte> pairs = Vector128.Create((byte)0, 255, 3, 255, 1, 255, 4, 255, 2, 255, 5, 255, 255, 255, 255, 255);
        Vector128<short> across = Vector128.Create((256 - fx) | fx << 16).AsInt16();
        Vector128<int> top = Sse2.MultiplyAddAdjacent(Ssse3.Shuffle(Vector128.CreateScalarUnsafe(*(ulong*)first).AsByte(), pairs).AsInt16(), across);
        Vector128<int> bottom = Sse2.MultiplyAddAdjacent(Ssse3.Shuffle(Vector128.CreateScalarUnsafe(*(ulong*)(first + stride)).AsByte(), pairs).AsInt16(), across);
        Vector128<int> sum = top * (256 - fy) + bottom * fy + Vector128.Create(32768);
        Vector128<byte> bytes = Ssse3.Shuffle(sum.AsByte(), Vector128.Create((byte)2, 6, 10, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255));
        uint packed = bytes.AsUInt32().ToScalar();
        *(ushort*)pixel = (ushort)packed;
        pixel[2] = (byte)(packed >> 16);
    }
}
