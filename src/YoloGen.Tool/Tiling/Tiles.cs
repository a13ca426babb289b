using YoloGen.Vision;

namespace YoloGen.Tool.Tiling;

/// <summary>A large photo in overlapping crops: small objects are then found as large as the network knows them. What two crops find of one object is merged.</summary>
internal static class Tiles
{
    /// <summary>Of two boxes of a class the worse one goes if so much of the smaller lies in the larger: an object that a crop's edge cuts.</summary>
    private const float MostInside = 0.7f;

    /// <summary>Finds objects in the whole photo and in its crops.</summary>
    /// <param name="photo">The photo.</param>
    /// <param name="side">Width and height of a crop in pixels.</param>
    /// <param name="overlap">Share of a crop that the next one has too, 0 to 0.9.</param>
    /// <param name="iou">Overlap above which two boxes of a class are one.</param>
    /// <param name="find">Finds objects in a photo.</param>
    public static DetectedBox[] Find(Photo photo, int side, float overlap, float iou, Func<Photo, DetectedBox[]> find)
    {
        int[] lefts = Starts(photo.Width, side, overlap), tops = Starts(photo.Height, side, overlap);
        List<DetectedBox> found = [.. find(photo)];
        if (lefts.Length * tops.Length > 1)
        {
            foreach (int top in tops)
            {
                foreach (int left in lefts)
                {
                    found.AddRange(find(Crop(photo, left, top, Math.Min(side, photo.Width), Math.Min(side, photo.Height))).Select(b => Moved(b, left, top, photo)));
                }
            }
        }

        var kept = new List<DetectedBox>();
        foreach (DetectedBox box in found.OrderByDescending(b => b.Score))
        {
            if (!kept.Any(k => k.ClassId == box.ClassId && Same(k, box, iou)))
            {
                kept.Add(box);
            }
        }

        return [.. kept];
    }

    /// <summary>Where crops begin: evenly from the first edge to the last, as many as the overlap takes.</summary>
    public static int[] Starts(int length, int side, float overlap)
    {
        if (length <= side)
        {
            return [0];
        }

        int step = Math.Max(1, (int)(side * (1 - overlap))), count = (length - side + step - 1) / step + 1;
        return [.. Enumerable.Range(0, count).Select(i => (int)((long)(length - side) * i / (count - 1)))];
    }

    private static Photo Crop(Photo photo, int left, int top, int width, int height)
    {
        var crop = new Photo(width, height);
        for (int y = 0; y < height; y++)
        {
            photo.Rgb.AsSpan(((top + y) * photo.Width + left) * 3, width * 3).CopyTo(crop.Rgb.AsSpan(y * width * 3));
        }

        return crop;
    }

    private static DetectedBox Moved(DetectedBox box, int left, int top, Photo photo) => box with
    {
        X = box.X + left,
        Y = box.Y + top,
        Keypoints = box.Keypoints?.Select(p => p with { X = p.X + left, Y = p.Y + top }).ToArray(),
        Oriented = box.Oriented is { } o ? o with { CenterX = o.CenterX + left, CenterY = o.CenterY + top } : null,
        Mask = box.Mask is { } mask ? Moved(mask, left, top, photo) : null,
    };

    /// <summary>The mask with an empty column and row, to which all pixels beside the crop belong.</summary>
    private static DetectedMask Moved(DetectedMask mask, int left, int top, Photo photo)
    {
        MaskGrid grid = mask.Grid;
        int columns = grid.Columns + 1;
        var values = new byte[columns * (grid.Rows + 1)];
        for (int y = 0; y < grid.Rows; y++)
        {
            mask.Values.AsSpan(y * grid.Columns, grid.Columns).CopyTo(values.AsSpan(y * columns));
        }

        int[] Along(IReadOnlyList<int> of, int start, int length, int beside) => [.. Enumerable.Range(0, length).Select(i => i >= start && i - start < of.Count ? of[i - start] : beside)];
        return new DetectedMask(values, new MaskGrid(columns, grid.Rows + 1, Along(grid.ColumnOf, left, photo.Width, grid.Columns), Along(grid.RowOf, top, photo.Height, grid.Rows)));
    }

    private static bool Same(DetectedBox a, DetectedBox b, float iou)
    {
        float width = Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X), height = Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y);
        if (!(width > 0) || !(height > 0))
        {
            return false;
        }

        float shared = width * height, first = a.Width * a.Height, second = b.Width * b.Height;
        return shared > iou * (first + second - shared) || shared > MostInside * Math.Min(first, second);
    }
}
