using System.Text;
using System.Text.Json;
using Xunit;

namespace YoloGen.Vision.Tests.Results;

/// <summary>Found boxes, points, masks, angles and classes in each form that is written, against values worked out by hand.</summary>
public sealed class ResultFormatTests
{
    private static readonly string[] Classes = ["cat", "=dog \"x\""];

    private static PhotoDetections Photo(params DetectedBox[] boxes) => new("a/p.jpg", 40, 20, boxes);

    /// <summary>A mask of 4 x 2 pixels over a photo of 40 x 20: pixels (1,0), (2,0), (2,1) are set.</summary>
    private static DetectedMask Mask(params byte[] values)
        => new(values.Length > 0 ? values : [0, 255, 255, 0, 0, 0, 255, 0], new MaskGrid(4, 2, [.. Enumerable.Range(0, 40).Select(x => x / 10)], [.. Enumerable.Range(0, 20).Select(y => y / 10)]));

    [Fact]
    public void Boxes_are_shares_of_the_photo_in_labels()
    {
        PhotoDetections photo = Photo(new DetectedBox(10, 5, 20, 10, 0.5f, 1));
        Assert.Equal("1 0.5 0.5 0.5 0.5\n", DetectionsYolo.Format(photo, Classes, scores: false));
        Assert.Equal("1 0.5 0.5 0.5 0.5 0.5\n", DetectionsYolo.Format(photo, Classes, scores: true));
    }

    [Fact]
    public void Points_stand_behind_the_box_in_labels()
        => Assert.Equal("0 0.5 0.5 1 1 0.25 0.75 1\n", DetectionsYolo.Format(Photo(new DetectedBox(0, 0, 40, 20, 1, 0) { Keypoints = [new(10, 15, 1)] }), Classes, scores: false));

    /// <summary>Clockwise from the upper left corner of the first pixel, corners only.</summary>
    [Fact]
    public void A_mask_is_its_outline_in_labels()
        => Assert.Equal("0 0.25 0 0.75 0 0.75 1 0.5 1 0.5 0.5 0.25 0.5\n", DetectionsYolo.Format(Photo(new DetectedBox(10, 0, 20, 20, 1, 0) { Mask = Mask() }), Classes, scores: false));

    [Fact]
    public void Of_two_parts_the_larger_one_is_outlined_and_an_empty_mask_has_no_line()
    {
        Assert.Equal([(20, 0), (40, 0), (40, 10), (20, 10)], MaskOutline.Of(Mask(255, 0, 255, 255, 0, 0, 0, 0)));
        Assert.Equal("", DetectionsYolo.Format(Photo(new DetectedBox(0, 0, 1, 1, 1, 0) { Mask = Mask(new byte[8]) }), Classes, scores: true));
    }

    /// <summary>Pixels that touch at a corner are two parts: the way round goes past the corner.</summary>
    [Fact]
    public void The_outline_encloses_as_many_pixels_as_the_part_has()
    {
        var random = new Random(4);
        for (int round = 0; round < 200; round++)
        {
            byte[] values = [.. Enumerable.Range(0, 8 * 6).Select(_ => (byte)(random.Next(3) > 0 ? 255 : 0))];
            var mask = new DetectedMask(values, new MaskGrid(8, 6, [.. Enumerable.Range(0, 8)], [.. Enumerable.Range(0, 6)]));
            IReadOnlyList<(double X, double Y)> outline = MaskOutline.Of(mask);
            double area = Enumerable.Range(0, outline.Count).Sum(i => (outline[i].X * outline[(i + 1) % outline.Count].Y) - (outline[(i + 1) % outline.Count].X * outline[i].Y)) / 2;
            Assert.Equal(LargestPartWithHoles(values, 8, 6), area);
        }
    }

    [Fact]
    public void An_angle_makes_four_corners()
    {
        string[] words = DetectionsYolo.Format(Photo(new DetectedBox(0, 0, 1, 1, 1, 1) { Oriented = new OrientedBox(20, 10, 8, 4, MathF.PI / 2) }), Classes, scores: false).TrimEnd().Split(' ');
        Assert.Equal("1", words[0]);
        // The box's width lies along y then: 4 wide, 8 high.
        double[] expected = [18 / 40.0, 14 / 20.0, 22 / 40.0, 14 / 20.0, 22 / 40.0, 6 / 20.0, 18 / 40.0, 6 / 20.0];
        Assert.All(expected.Zip(words[1..], (e, w) => (e, double.Parse(w, System.Globalization.CultureInfo.InvariantCulture))), p => Assert.Equal(p.e, p.Item2, 1e-6));
    }

    [Fact]
    public void Classes_of_a_photo_are_scores_and_names()
        => Assert.Equal("0.75 cat\n0.25 =dog \"x\"\n", DetectionsYolo.Format(Photo(new DetectedBox(0, 0, 40, 20, 0.75f, 0), new DetectedBox(0, 0, 40, 20, 0.25f, 1)) with { Classified = true }, Classes, scores: false));

    [Fact]
    public void A_table_has_a_line_for_each_object_and_no_formula()
        => Assert.Equal(
            "file,class,class_id,score,x,y,width,height,mask_pixels,x0,y0,visibility0\n\"a/p.jpg\",\"'=dog \"\"x\"\"\",1,0.5,1,2,3,4,300,5,6,0.25\n",
            DetectionsCsv.Format([Photo(new DetectedBox(1, 2, 3, 4, 0.5f, 1) { Mask = Mask(), Keypoints = [new(5, 6, 0.25f)] })], Classes));

    [Fact]
    public void Coco_has_images_categories_and_annotations()
    {
        JsonElement root = JsonDocument.Parse(DetectionsCoco.Format([Photo(new DetectedBox(10, 0, 20, 20, 0.5f, 1) { Mask = Mask(), Keypoints = [new(5, 6, 1)] })], Classes)).RootElement;
        Assert.Equal("a/p.jpg", root.GetProperty("images")[0].GetProperty("file_name").GetString());
        Assert.Equal(["cat", "=dog \"x\""], root.GetProperty("categories").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        JsonElement one = root.GetProperty("annotations")[0];
        Assert.Equal((1, 2), (one.GetProperty("image_id").GetInt32(), one.GetProperty("category_id").GetInt32()));
        Assert.Equal([10.0, 0, 20, 20], one.GetProperty("bbox").EnumerateArray().Select(v => v.GetDouble()));
        Assert.Equal([5.0, 6, 1], one.GetProperty("keypoints").EnumerateArray().Select(v => v.GetDouble()));
        Assert.Equal(300, one.GetProperty("area").GetDouble());
        // Column by column: 200 pixels before the mask, ten columns of ten, ten of twenty, and the rest.
        List<long> runs = Unpacked(one.GetProperty("segmentation").GetProperty("counts").GetString()!);
        Assert.Equal(200, runs[0]);
        Assert.Equal(800, runs.Sum());
        Assert.Equal(300, runs.Where((_, i) => i % 2 == 1).Sum());
        Assert.Equal([20, 40], one.GetProperty("segmentation").GetProperty("size").EnumerateArray().Select(v => v.GetInt32()));
    }

    [Fact]
    public void Json_names_what_the_task_finds()
    {
        JsonElement Found(PhotoDetections photo) => JsonDocument.Parse(DetectionsJson.Format("m.onnx", [photo], Classes)).RootElement.GetProperty("photos")[0];
        JsonElement box = Found(Photo(new DetectedBox(1, 2, 3, 4, 1, 0) { Mask = Mask(), Oriented = new OrientedBox(1, 2, 3, 4, 0.5f) })).GetProperty("detections")[0];
        Assert.Equal(12, box.GetProperty("polygon").GetArrayLength());
        Assert.Equal(0.5, box.GetProperty("oriented").GetProperty("angle").GetDouble());
        JsonElement classified = Found(Photo(new DetectedBox(0, 0, 40, 20, 0.75f, 0)) with { Classified = true });
        Assert.Equal("cat", classified.GetProperty("classes")[0].GetProperty("class").GetString());
        Assert.False(classified.TryGetProperty("detections", out _));
    }

    [Fact]
    public void A_mask_tints_its_pixels_and_no_other()
    {
        var photo = new Photo(40, 20);
        Pixels.Tint(photo, Mask(), (200, 100, 50));
        for (int y = 0; y < 20; y++)
        {
            for (int x = 0; x < 40; x++)
                Assert.Equal(Mask().Contains(x, y) ? [100, 50, 25] : new byte[3], photo.Rgb.AsSpan(((y * 40) + x) * 3, 3).ToArray());
        }
        Assert.True(Mask().Contains(10, 0) && !Mask().Contains(10, 10) && Mask().Contains(29, 19) && !Mask().Contains(30, 0));
    }

    [Fact]
    public void Points_of_a_person_are_joined()
    {
        DetectedPoint[] points = [.. Enumerable.Range(0, 17).Select(_ => new DetectedPoint(0, 0, 0))];
        (points[5], points[7]) = (new(10, 50, 1), new(90, 50, 1));
        var photo = new Photo(100, 100);
        PoseDrawer.Draw(photo, new DetectedBox(0, 0, 100, 100, 1, 0) { Keypoints = points });
        Assert.NotEqual(0, photo.Rgb[((50 * 100) + 50) * 3]);
        Assert.Equal(0, photo.Rgb[((20 * 100) + 50) * 3]);
    }

    /// <summary>rleFrString of COCO's API.</summary>
    private static List<long> Unpacked(string text)
    {
        var runs = new List<long>();
        for (int p = 0; p < text.Length;)
        {
            long x = 0;
            int k = 0;
            bool more = true;
            while (more)
            {
                long c = text[p++] - 48;
                x |= (c & 0x1f) << (5 * k++);
                more = (c & 0x20) != 0;
                if (!more && (c & 0x10) != 0)
                {
                    x |= -1L << (5 * k);
                }
            }

            runs.Add(runs.Count > 2 ? x + runs[^2] : x);
        }

        return runs;
    }

    private static double LargestPartWithHoles(byte[] values, int columns, int rows)
    {
        // The largest part, then everything that the outside cannot reach around it.
        var best = new HashSet<int>();
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] != 0)
            {
                HashSet<int> part = Reach(i, n => values[n] != 0, columns, rows);
                best = part.Count > best.Count ? part : best;
            }
        }

        HashSet<int> padded = [.. best.Select(n => ((n / columns) + 1) * (columns + 2) + (n % columns) + 1)];
        HashSet<int> outside = Reach(0, n => !padded.Contains(n), columns + 2, rows + 2, diagonal: true);
        return ((columns + 2) * (rows + 2)) - outside.Count;
    }

    private static HashSet<int> Reach(int start, Func<int, bool> free, int columns, int rows, bool diagonal = false)
    {
        var seen = new HashSet<int> { start };
        var waiting = new Queue<int>(seen);
        while (waiting.TryDequeue(out int at))
        {
            for (int dy = -1; dy <= 1; dy++)
            {
                for (int dx = -1; dx <= 1; dx++)
                {
                    int x = (at % columns) + dx, y = (at / columns) + dy;
                    if ((dx == 0 || dy == 0 || diagonal) && x >= 0 && y >= 0 && x < columns && y < rows && free((y * columns) + x) && seen.Add((y * columns) + x))
                    {
                        waiting.Enqueue((y * columns) + x);
                    }
                }
            }
        }

        return seen;
    }
}
