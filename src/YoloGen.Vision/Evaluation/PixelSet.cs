using System.Numerics;

namespace YoloGen.Vision;

/// <summary>Pixels of a photo, a bit each.</summary>
internal sealed class PixelSet
{
    private readonly ulong[] _bits;
    private readonly long _count;

    private PixelSet(int width, int height, Func<int, int, bool> contains)
    {
        _bits = new ulong[((long)width * height + 63) / 64];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                if (contains(x, y))
                {
                    long at = (long)y * width + x;
                    _bits[at >> 6] |= 1UL << (int)(at & 63);
                    _count++;
                }
            }
        }
    }

    /// <summary>The pixels of a found mask.</summary>
    public static PixelSet Of(DetectedMask mask, int width, int height) => new(width, height, mask.Contains);

    /// <summary>The pixels whose middle lies in an outline, which may cross itself (even-odd).</summary>
    public static PixelSet Of(IReadOnlyList<(double X, double Y)> outline, int width, int height)
    {
        var crossings = new List<double>();
        int row = -1;
        return new PixelSet(width, height, (x, y) =>
        {
            if (y != row)
            {
                row = y;
                crossings.Clear();
                for (int i = 0; i < outline.Count; i++)
                {
                    ((double X, double Y) a, (double X, double Y) b) = (outline[i], outline[(i + 1) % outline.Count]);
                    if (a.Y <= y + 0.5 != b.Y <= y + 0.5)
                    {
                        crossings.Add(a.X + (y + 0.5 - a.Y) * (b.X - a.X) / (b.Y - a.Y));
                    }
                }

                crossings.Sort();
            }

            int left = crossings.BinarySearch(x + 0.5);
            return ((left < 0 ? ~left : left + 1) & 1) == 1;
        });
    }

    /// <summary>Intersection over union.</summary>
    public double Iou(PixelSet other)
    {
        long shared = 0;
        for (int i = 0; i < _bits.Length; i++)
        {
            shared += BitOperations.PopCount(_bits[i] & other._bits[i]);
        }

        long all = _count + other._count - shared;
        return all == 0 ? 0 : (double)shared / all;
    }
}
