using SkiaSharp;

namespace YoloGen.Vision;

/// <summary>
/// Places people and draws them, far ones first. Faces are kept apart so far that what stays visible of each is worth a label;
/// the box is the face from hairline to chin and from cheek to cheek, tilted, clipped to the picture.
/// </summary>
internal static class SceneComposer
{
    /// <summary>Least share of a face that must stay visible behind nearer people.</summary>
    private const float MinVisible = 0.55f;

    private sealed record Person(float X, float Y, float Half, float Tilt, bool Away, PersonLook Look, ulong Seed);

    /// <summary>Draws scene <paramref name="index"/> of the series <paramref name="seed"/>: the same arguments, the same scene.</summary>
    public static SynthScene Draw(ulong seed, int index, SynthOptions? options = null)
    {
        options ??= new SynthOptions();
        var random = SynthRandom.For(seed, (ulong)index);
        using var bitmap = new SKBitmap(new SKImageInfo(options.Width, options.Height, SKColorType.Rgba8888, SKAlphaType.Opaque, null));
        var labels = new List<LabelledBox>();
        using (var canvas = new SKCanvas(bitmap))
        {
            BackgroundPainter.Draw(canvas, options.Width, options.Height, random);
            foreach (Person person in Place(options, random))
            {
                PersonPainter.Draw(canvas, person.Look, person.X, person.Y, person.Half, person.Tilt, person.Away, new SynthRandom(person.Seed));
                if (!person.Away && Label(person, options) is { } label)
                    labels.Add(label);
            }
            BackgroundPainter.Foreground(canvas, options.Width, options.Height, random, labels);
        }
        return new SynthScene(CameraEffects.Apply(SkiaPixels.ToPhoto(bitmap), random), labels);
    }

    private static List<Person> Place(SynthOptions options, SynthRandom random)
    {
        (int count, float low, float high) = random.Unit() switch
        {
            < 0.3f => (random.Int(1, 2), 0.45f, 1f),
            < 0.7f => (random.Int(2, 6), 0.15f, 0.55f),
            _ => (random.Int(Math.Min(5, options.MaxFaces), options.MaxFaces), 0f, 0.3f),
        };
        count = random.Chance(options.EmptyShare) ? 0 : Math.Min(count, options.MaxFaces);
        float light = random.Range(-1f, 1f);
        float ratio = options.MaxFace / options.MinFace;
        // Perspective: heads at eye level lie on one line; a raised camera puts near (large) ones lower.
        float eyeLevel = options.Height * random.Range(0.12f, 0.6f);
        float descent = random.Range(-0.3f, 2.6f);
        float scatter = random.Chance(0.25f) ? random.Range(1f, 6f) : random.Range(0.2f, 1f);
        var placed = new List<Person>();
        for (int i = 0; i < count * 3 && placed.Count < count; i++)
        {
            float half = options.MinFace * MathF.Pow(ratio, random.Range(low, high)) / 2;
            half = Math.Min(half, Math.Min(options.Width, options.Height) * 0.42f);
            float y = eyeLevel + descent * (half - options.MinFace / 2) + scatter * half * random.Normal();
            var person = new Person(
                random.Range(half * 0.4f, options.Width - half * 0.4f),
                Math.Clamp(y, half * random.Range(0.6f, 1.2f), options.Height - half * random.Range(0.7f, 1.3f)),
                half,
                Math.Clamp(random.Normal() * 9f, -28f, 28f),
                random.Chance(0.06f),
                PersonLook.Draw(random, options.MaskShare, light),
                random.NextBits());
            if (placed.TrueForAll(other => Apart(person, other)))
                placed.Add(person);
        }
        placed.Sort((a, b) => a.Half.CompareTo(b.Half));
        return placed;
    }

    /// <summary>Whether the nearer of two people (the larger) leaves enough of the other's face in view.</summary>
    private static bool Apart(Person a, Person b)
    {
        (Person near, Person far) = a.Half >= b.Half ? (a, b) : (b, a);
        int visible = 0;
        for (int i = 0; i < 49; i++)
        {
            float dx = (i % 7 - 3) / 3.5f;
            float dy = (i / 7 - 3) / 3.5f;
            float x = (far.X + dx * far.Half * 0.74f - near.X) / near.Half;
            float y = (far.Y + dy * far.Half - near.Y) / near.Half;
            bool head = x * x / 1f + (y + 0.1f) * (y + 0.1f) / 1.6f < 1f;
            bool body = y > 1.1f && MathF.Abs(x) < Math.Min(2.2f, 0.5f + (y - 1.1f) * 2.2f);
            if (!head && !body)
                visible++;
        }
        return visible >= 49 * MinVisible;
    }

    private static LabelledBox? Label(Person person, SynthOptions options)
    {
        using SKPath face = FaceShape.Face(person.Look);
        var matrix = SKMatrix.CreateTranslation(0, -0.9f)
            .PostConcat(SKMatrix.CreateRotationDegrees(person.Tilt))
            .PostConcat(SKMatrix.CreateTranslation(0, 0.9f))
            .PostConcat(SKMatrix.CreateScale(person.Half, person.Half))
            .PostConcat(SKMatrix.CreateTranslation(person.X, person.Y));
        using var builder = new SKPathBuilder();
        builder.AddPath(face, matrix);
        using SKPath placed = builder.Detach();
        SKRect box = placed.TightBounds;
        float left = Math.Max(box.Left, 0);
        float top = Math.Max(box.Top, 0);
        float right = Math.Min(box.Right, options.Width);
        float bottom = Math.Min(box.Bottom, options.Height);
        bool visible = right - left > 0.5f * box.Width && bottom - top > 0.5f * box.Height;
        return visible ? new LabelledBox(left, top, right - left, bottom - top, person.Look.Wear == MaskWear.Proper ? 0 : 1) : null;
    }
}
