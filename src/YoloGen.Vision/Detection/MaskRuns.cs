using System.Text;

namespace YoloGen.Vision;

/// <summary>Masks as COCO writes them: lengths of runs over the photo, column by column, the first of pixels that are not the object's.</summary>
internal static class MaskRuns
{
    /// <summary>The lengths, and how many pixels the object has.</summary>
    public static (IReadOnlyList<long> Runs, long Area) Of(DetectedMask mask, int width, int height)
    {
        var runs = new List<long>();
        MaskGrid grid = mask.Grid;
        long run = 0, area = 0;
        bool inside = false;
        for (int x = 0; x < width; x++)
        {
            int column = grid.ColumnOf[x];
            for (int y = 0; y < height; y++)
            {
                bool now = mask.Values[grid.RowOf[y] * grid.Columns + column] != 0;
                if (now != inside)
                {
                    runs.Add(run);
                    (run, inside) = (0, now);
                }

                run++;
                area += now ? 1 : 0;
            }
        }

        runs.Add(run);
        return (runs, area);
    }

    /// <summary>The lengths as pycocotools packs them: from the third on the difference to the one before last, in groups of five bits.</summary>
    public static string Packed(IReadOnlyList<long> runs)
    {
        var text = new StringBuilder();
        for (int i = 0; i < runs.Count; i++)
        {
            long left = i > 2 ? runs[i] - runs[i - 2] : runs[i];
            bool more = true;
            while (more)
            {
                long group = left & 0x1f;
                left >>= 5;
                more = (group & 0x10) != 0 ? left != -1 : left != 0;
                text.Append((char)((more ? group | 0x20 : group) + 48));
            }
        }

        return text.ToString();
    }
}
