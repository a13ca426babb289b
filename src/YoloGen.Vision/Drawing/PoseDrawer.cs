namespace YoloGen.Vision;

/// <summary>Draws the points of objects, joined as limbs where they are the seventeen of COCO.</summary>
internal static class PoseDrawer
{
    /// <summary>Nose, eyes, ears, shoulders, elbows, wrists, hips, knees, ankles; left before right.</summary>
    private const int CocoPoints = 17;

    private static readonly (int From, int To)[] Limbs =
    [
        (15, 13), (13, 11), (16, 14), (14, 12), (11, 12), (5, 11), (6, 12), (5, 6), (5, 7), (6, 8), (7, 9), (8, 10), (1, 2), (0, 1), (0, 2), (1, 3), (2, 4), (3, 5), (4, 6),
    ];

    /// <summary>A square of two lines' width around each point that is seen.</summary>
    public static void Draw(Photo photo, DetectedBox box)
    {
        if (box.Keypoints is not { } points)
        {
            return;
        }

        (byte, byte, byte) color = Pixels.Color(box.ClassId + 1);
        if (points.Count == CocoPoints)
        {
            foreach ((int from, int to) in Limbs.Where(l => IsSeen(points[l.From]) && IsSeen(points[l.To])))
            {
                Pixels.Line(photo, (points[from].X, points[from].Y), (points[to].X, points[to].Y), color);
            }
        }

        int half = Pixels.LineWidth(photo);
        foreach (DetectedPoint point in points.Where(IsSeen))
        {
            int x = (int)MathF.Round(point.X), y = (int)MathF.Round(point.Y);
            Pixels.Fill(photo, x - half, y - half, x + half, y + half, color);
        }
    }

    private static bool IsSeen(DetectedPoint point) => point.Visibility >= 0.5f;
}
