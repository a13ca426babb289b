using YoloGen.Vision;

namespace YoloGen.Training.Data;

/// <summary>Turns photos into training canvases: one photo or a mosaic of four, and the mean of two such canvases. Not for more than one thread.</summary>
internal sealed class Augmenter(IReadOnlyList<LabelledPhoto> photos, AugmentationOptions options, int width, int height)
{
    /// <summary>Grey of the letterbox's bars.</summary>
    public const byte Padding = 114;

    /// <summary>Objects that lose more of their area than this at the canvas border are not labelled.</summary>
    private const float SmallestVisibleShare = 0.35f;

    private byte[] _second = [];

    /// <summary>Draws a sample.</summary>
    /// <param name="index">Which photo.</param>
    /// <param name="random">The sample's random numbers.</param>
    /// <param name="canvas">RGB bytes, height x width x 3.</param>
    /// <param name="boxes">Gets the objects, in canvas pixels.</param>
    public void Draw(int index, SampleRandom random, Span<byte> canvas, List<Box> boxes)
    {
        boxes.Clear();
        DrawCanvas(index, ref random, canvas, boxes);
        if (options.Mixup > 0 && random.Chance(options.Mixup))
        {
            if (_second.Length != canvas.Length)
                _second = new byte[canvas.Length];
            DrawCanvas(random.Below(photos.Count), ref random, _second, boxes);
            for (int i = 0; i < _second.Length; i++)
                canvas[i] = (byte)(canvas[i] + _second[i] + 1 >> 1);
        }
        if (options.Colour > 0)
            ColourJitter.Apply(canvas, options.Colour, ref random);
        if (random.Chance(options.Degrade))
            Degradation.Apply(new Photo(width, height, canvas.ToArray()), (ulong)(random.Next() * (1L << 40)), 0).Rgb.CopyTo(canvas);
    }

    private void DrawCanvas(int index, ref SampleRandom random, Span<byte> canvas, List<Box> boxes)
    {
        canvas.Fill(Padding);
        if (random.Chance(options.Mosaic))
            DrawMosaic(index, ref random, canvas, boxes);
        else
            DrawOne(index, ref random, canvas, boxes);
    }

    private void DrawOne(int index, ref SampleRandom random, Span<byte> canvas, List<Box> boxes)
    {
        LabelledPhoto photo = photos[index];
        double fit = Math.Min((double)width / photo.Width, (double)height / photo.Height);
        double scale = fit * random.Between(1 - options.Scale, 1 + options.Scale);
        double x = width * (0.5 + random.Between(-options.Translate, options.Translate));
        double y = height * (0.5 + random.Between(-options.Translate, options.Translate));
        Place(photo, scale, x, y, ref random, canvas, boxes, 0, 0, width, height);
    }

    /// <summary>Four photos around a random cross; each fills its quarter as far as its scale allows and is cut there.</summary>
    private void DrawMosaic(int index, ref SampleRandom random, Span<byte> canvas, List<Box> boxes)
    {
        int crossX = (int)(width * random.Between(0.3, 0.7)), crossY = (int)(height * random.Between(0.3, 0.7));
        for (int quarter = 0; quarter < 4; quarter++)
        {
            LabelledPhoto photo = photos[quarter == 0 ? index : random.Below(photos.Count)];
            int left = (quarter & 1) == 0 ? 0 : crossX, right = (quarter & 1) == 0 ? crossX : width;
            int top = quarter < 2 ? 0 : crossY, bottom = quarter < 2 ? crossY : height;
            double fill = Math.Max((double)(right - left) / photo.Width, (double)(bottom - top) / photo.Height);
            double fit = Math.Min((double)width / photo.Width, (double)height / photo.Height);
            double scale = Math.Max(fit * random.Between(1 - options.Scale, 1 + options.Scale * 0.5), fill * 0.8);
            // Slide the photo inside its quarter where it is larger than that, so that any part of it can be seen.
            double slackX = Math.Max(0, photo.Width * scale - (right - left)) / 2, slackY = Math.Max(0, photo.Height * scale - (bottom - top)) / 2;
            double x = (left + right) / 2.0 + random.Between(-slackX, slackX), y = (top + bottom) / 2.0 + random.Between(-slackY, slackY);
            Place(photo, scale, x, y, ref random, canvas, boxes, left, top, right, bottom);
        }
    }

    private void Place(LabelledPhoto photo, double scale, double x, double y, ref SampleRandom random, Span<byte> canvas, List<Box> boxes,
        int left, int top, int right, int bottom)
    {
        double degrees = random.Chance(options.Rotate) ? random.Between(-options.Degrees, options.Degrees) : 0;
        Placement placement = Placement.Centered(photo, scale, degrees, random.Chance(options.Flip), x, y);
        placement.Draw(photo, canvas, width, left, top, right, bottom);
        foreach (Box original in photo.Boxes)
        {
            Box box = placement.Apply(original);
            float x0 = Math.Max(box.CenterX - box.Width / 2, left), x1 = Math.Min(box.CenterX + box.Width / 2, right);
            float y0 = Math.Max(box.CenterY - box.Height / 2, top), y1 = Math.Min(box.CenterY + box.Height / 2, bottom);
            float w = x1 - x0, h = y1 - y0;
            if (w >= 3 && h >= 3 && w * h >= SmallestVisibleShare * box.Width * box.Height)
                boxes.Add(new Box(box.Class, (x0 + x1) / 2, (y0 + y1) / 2, w, h));
        }
    }
}
