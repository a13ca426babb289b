namespace YoloGen.Vision;

/// <summary>The outline of a mask as a polygon, as label files have it.</summary>
internal static class MaskOutline
{
    /// <summary>
    /// The outer edge of the largest connected part, in photo pixels, clockwise; only corners, no points on straight lines. Empty where the mask is.
    /// </summary>
    public static IReadOnlyList<(double X, double Y)> Of(DetectedMask mask)
    {
        MaskGrid grid = mask.Grid;
        bool[] part = Largest(mask.Values, grid.Columns, grid.Rows);
        int start = Array.IndexOf(part, true);
        if (start < 0)
        {
            return [];
        }

        double[] lefts = Edges(grid.ColumnOf, grid.Columns), tops = Edges(grid.RowOf, grid.Rows);
        var corners = new List<(double, double)>();
        int x = start % grid.Columns, y = start / grid.Columns, firstX = x, firstY = y, dx = 1, dy = 0;
        do
        {
            // The part lies on the right hand; pixels that touch at a corner alone are not connected.
            (int turnX, int turnY) = (dx, dy);
            if (!Ahead(part, grid, x, y, dx, dy, left: false))
            {
                (turnX, turnY) = (-dy, dx);
            }
            else if (Ahead(part, grid, x, y, dx, dy, left: true))
            {
                (turnX, turnY) = (dy, -dx);
            }

            if ((turnX, turnY) != (dx, dy) || corners.Count == 0)
            {
                corners.Add((lefts[x], tops[y]));
            }

            (dx, dy) = (turnX, turnY);
            (x, y) = (x + dx, y + dy);
        }
        while (x != firstX || y != firstY);
        return corners;
    }

    /// <summary>Whether the pixel that lies ahead of a corner, on the left or the right of the way, is the part's.</summary>
    private static bool Ahead(bool[] part, MaskGrid grid, int x, int y, int dx, int dy, bool left)
    {
        int side = left ? 1 : -1;
        int px = (2 * x + dx + side * dy - 1) >> 1, py = (2 * y + dy - side * dx - 1) >> 1;
        return px >= 0 && py >= 0 && px < grid.Columns && py < grid.Rows && part[py * grid.Columns + px];
    }

    /// <summary>Where each pixel of the mask begins in the photo, and where the last one ends.</summary>
    private static double[] Edges(IReadOnlyList<int> of, int count)
    {
        var edges = new double[count + 1];
        int at = 0;
        for (int i = 0; i <= count; i++)
        {
            while (at < of.Count && of[at] < i)
            {
                at++;
            }

            edges[i] = at;
        }

        return edges;
    }

    private static bool[] Largest(byte[] values, int columns, int rows)
    {
        var number = new int[values.Length];
        var sizes = new List<int> { 0 };
        var waiting = new Stack<int>();
        for (int first = 0; first < values.Length; first++)
        {
            if (values[first] == 0 || number[first] != 0)
            {
                continue;
            }

            sizes.Add(0);
            Visit(first);
            while (waiting.TryPop(out int at))
            {
                sizes[^1]++;
                int x = at % columns, y = at / columns;
                if (x > 0)
                {
                    Visit(at - 1);
                }

                if (x < columns - 1)
                {
                    Visit(at + 1);
                }

                if (y > 0)
                {
                    Visit(at - columns);
                }

                if (y < rows - 1)
                {
                    Visit(at + columns);
                }
            }
        }

        int best = sizes.IndexOf(sizes.Max());
        return [.. number.Select(n => n == best && best > 0)];

        void Visit(int at)
        {
            if (values[at] != 0 && number[at] == 0)
            {
                number[at] = sizes.Count - 1;
                waiting.Push(at);
            }
        }
    }
}
