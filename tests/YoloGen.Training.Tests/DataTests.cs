using Xunit;
using YoloGen.Training.Data;

namespace YoloGen.Training.Tests;

public sealed class DataTests
{
    /// <summary>A white rectangle on black, labelled: wherever augmentation puts it, the label follows.</summary>
    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    public void Labels_follow_the_pixels(double mosaic)
    {
        LabelledPhoto[] photos = [.. Enumerable.Range(0, 4).Select(i => Marked(96, 64, 20 + 8 * i, 16, 24, 28))];
        var options = new AugmentationOptions { Flip = 0.5, Scale = 0.3, Translate = 0.2, Mosaic = mosaic };
        var augmenter = new Augmenter(photos, options, 128, 128);
        var canvas = new byte[128 * 128 * 3];
        var boxes = new List<Box>();
        int seen = 0;
        for (int sample = 0; sample < 50; sample++)
        {
            augmenter.Draw(sample % 4, new SampleRandom(1, 0, sample), canvas, boxes);
            foreach (Box box in boxes)
            {
                Assert.True(Brightness(canvas, box, 0.8f) > 200, $"sample {sample}: {box}");
                seen++;
            }
        }
        Assert.True(seen > 40);
    }

    /// <summary>The mean of two canvases, with the objects of both.</summary>
    [Fact]
    public void Mixup_shows_two_photos_at_half_strength()
    {
        LabelledPhoto[] photos = [Marked(128, 128, 10, 10, 30, 30), Marked(128, 128, 80, 80, 30, 30)];
        var augmenter = new Augmenter(photos, new AugmentationOptions { Mixup = 1 }, 128, 128);
        var canvas = new byte[128 * 128 * 3];
        var boxes = new List<Box>();
        var brightness = new HashSet<double>();
        for (int sample = 0; sample < 20; sample++)
        {
            augmenter.Draw(0, new SampleRandom(1, 0, sample), canvas, boxes);
            Assert.Equal(2, boxes.Count);
            foreach (Box box in boxes)
                brightness.Add(Math.Round(Brightness(canvas, box, 0.8f)));
        }
        Assert.Equal([128, 255], brightness.Order());
    }

    [Fact]
    public void A_quarter_turn_swaps_width_and_height()
    {
        Box turned = Placement.Centered(Marked(96, 64, 10, 10, 20, 10), 1, 90, false, 48, 48).Apply(new Box(0, 20, 15, 20, 10));
        Assert.Equal(10, turned.Width, 3);
        Assert.Equal(20, turned.Height, 3);
    }

    [Fact]
    public void Order_and_samples_depend_on_seed_epoch_and_position_alone()
    {
        Assert.Equal(BatchLoader.Order(100, 3, 5), BatchLoader.Order(100, 3, 5));
        Assert.NotEqual(BatchLoader.Order(100, 3, 5), BatchLoader.Order(100, 3, 6));
        Assert.Equal(Enumerable.Range(0, 100), BatchLoader.Order(100, 3, 5).Order());
        Assert.Equal(new SampleRandom(1, 2, 3).Next(), new SampleRandom(1, 2, 3).Next());
        Assert.NotEqual(new SampleRandom(1, 2, 3).Next(), new SampleRandom(1, 3, 2).Next());
    }

    [Fact]
    public void Anchors_find_the_sizes_that_boxes_have()
    {
        (float, float)[] sizes = [(8, 10), (16, 18), (30, 40), (60, 60), (110, 140), (250, 300)];
        LabelledPhoto[] photos = [.. sizes.SelectMany(s => Enumerable.Repeat(s, 10)).Select(s => new LabelledPhoto("", [], 416, 416, [new Box(0, 200, 200, s.Item1, s.Item2)]))];
        Assert.Equal([(60, 60), (110, 140), (250, 300), (8, 10), (16, 18), (30, 40)], Anchors.Find(photos, 416, 416, 1));
    }

    /// <summary>The fast path inside the photo against interpolation written down plainly.</summary>
    [Fact]
    public void Warped_pixels_are_those_of_bilinear_interpolation()
    {
        var random = new Random(3);
        for (int sample = 0; sample < 40; sample++)
        {
            int w = random.Next(1, 40), h = random.Next(1, 40);
            var pixels = new byte[w * h * 3];
            random.NextBytes(pixels);
            var photo = new LabelledPhoto("", pixels, w, h, []);
            Placement placement = Placement.Centered(photo, 0.4 + 2 * random.NextDouble(), random.Next(-180, 180), sample % 2 == 0, 20 + random.NextDouble(), 24);
            var canvas = new byte[48 * 48 * 3];
            placement.Draw(photo, canvas, 48, 0, 0, 48, 48);
            double determinant = placement.Xx * placement.Yy - placement.Xy * placement.Yx;
            for (int y = 0; y < 48; y++)
            {
                for (int x = 0; x < 48; x++)
                {
                    double cx = x + 0.5 - placement.ShiftX, cy = y + 0.5 - placement.ShiftY;
                    double px = (placement.Yy * cx - placement.Xy * cy) / determinant - 0.5, py = (placement.Xx * cy - placement.Yx * cx) / determinant - 0.5;
                    if (px < -0.99 || py < -0.99 || px > w - 0.01 || py > h - 0.01)
                        continue;
                    for (int c = 0; c < 3; c++)
                    {
                        double At(int i, int j) => pixels[(Math.Clamp(j, 0, h - 1) * w + Math.Clamp(i, 0, w - 1)) * 3 + c];
                        int i = (int)Math.Floor(px), j = (int)Math.Floor(py);
                        double fx = px - i, fy = py - j;
                        double expected = (At(i, j) * (1 - fx) + At(i + 1, j) * fx) * (1 - fy) + (At(i, j + 1) * (1 - fx) + At(i + 1, j + 1) * fx) * fy;
                        // Weights have 8 bits.
                        Assert.True(Math.Abs(expected - canvas[(y * 48 + x) * 3 + c]) <= 3, $"sample {sample} at {x},{y}: {expected}, {canvas[(y * 48 + x) * 3 + c]}");
                    }
                }
            }
        }
    }

    private static LabelledPhoto Marked(int width, int height, int left, int top, int w, int h)
    {
        var pixels = new byte[width * height * 3];
        for (int y = top; y < top + h; y++)
            pixels.AsSpan((y * width + left) * 3, w * 3).Fill(255);
        return new LabelledPhoto("", pixels, width, height, [new Box(0, left + w / 2f, top + h / 2f, w, h)]);
    }

    private static double Brightness(byte[] canvas, Box box, float share)
    {
        double sum = 0;
        int count = 0;
        for (int y = (int)(box.CenterY - box.Height * share / 2) + 1; y < box.CenterY + box.Height * share / 2 - 1; y++)
        {
            for (int x = (int)(box.CenterX - box.Width * share / 2) + 1; x < box.CenterX + box.Width * share / 2 - 1; x++, count++)
                sum += canvas[(y * 128 + x) * 3];
        }
        return count == 0 ? 255 : sum / count;
    }
}
