using SkiaSharp;

namespace YoloGen.Vision;

/// <summary>What stands behind the people, and things that are no faces: walls, streets, trees, lights, balls, signs.</summary>
internal static class BackgroundPainter
{
    public static void Draw(SKCanvas canvas, int width, int height, SynthRandom random)
    {
        SKColor first = PersonLook.AnyColor(random, 0.5f);
        SKColor second = random.Chance(0.5f) ? first.Shade(random.Range(0.4f, 1.5f)) : PersonLook.AnyColor(random, 0.5f);
        float blur = random.Chance(0.6f) ? random.Range(0.5f, 7f) : 0f;
        var from = new SKPoint(random.Range(0, width), 0);
        var to = new SKPoint(random.Range(0, width), height);
        // Also below the layer: what a blur lacks beyond the border would darken it.
        canvas.Gradient(new SKRect(0, 0, width, height), from, to, first, second);
        using SKImageFilter? filter = blur > 0 ? SKImageFilter.CreateBlur(blur, blur, SKShaderTileMode.Clamp) : null;
        using var layer = new SKPaint { ImageFilter = filter };
        canvas.SaveLayer(layer);
        switch (random.Int(0, 4))
        {
            case 0:
                Lights(canvas, width, height, random);
                break;
            case 1:
                Room(canvas, width, height, random);
                break;
            case 2:
                Street(canvas, width, height, random);
                break;
            case 3:
                Trees(canvas, width, height, random);
                break;
            default:
                Clutter(canvas, width, height, random, random.Int(20, 90));
                break;
        }
        Things(canvas, width, height, random);
        canvas.Restore();
    }

    /// <summary>Things in front of people: bars anywhere, shapes at the lower edge where they hide no labelled face.</summary>
    public static void Foreground(SKCanvas canvas, int width, int height, SynthRandom random, IReadOnlyList<LabelledBox> labels)
    {
        int bars = random.Chance(0.12f) ? random.Int(1, 2) : 0;
        for (int i = 0; i < bars; i++)
        {
            float x = random.Range(0, width);
            float thickness = random.Range(1, 6);
            if (labels.All(l => l.Width > 4 * thickness))
                canvas.Line(x, 0, x + random.Range(-30, 30), height, PersonLook.AnyColor(random, 0.4f), thickness);
        }
        if (random.Chance(0.2f))
        {
            float x = random.Range(0, width);
            float radiusX = random.Range(30, 110);
            float radiusY = random.Range(15, 60);
            if (labels.All(l => l.X > x + radiusX || l.X + l.Width < x - radiusX || l.Y + 0.7f * l.Height < height - radiusY))
                canvas.Oval(x, height, radiusX, radiusY, PersonLook.AnyColor(random, 0.5f));
        }
    }

    private static void Lights(SKCanvas canvas, int width, int height, SynthRandom random)
    {
        int count = random.Int(8, 40);
        for (int i = 0; i < count; i++)
        {
            float radius = random.Range(5, 45);
            SKColor color = PersonLook.AnyColor(random, 0.7f).Shade(1.3f);
            canvas.Oval(random.Range(0, width), random.Range(0, height), radius, radius, color.WithAlpha((byte)random.Int(30, 140)));
        }
    }

    private static void Room(SKCanvas canvas, int width, int height, SynthRandom random)
    {
        SKColor floor = PersonLook.AnyColor(random, 0.4f).Shade(0.7f);
        float horizon = height * random.Range(0.6f, 0.9f);
        canvas.Fill(new SKRect(0, horizon, width, height), floor);
        for (int i = random.Int(1, 3); i > 0; i--)
        {
            float x = random.Range(-40, width - 60);
            float y = random.Range(10, height * 0.3f);
            float w = random.Range(50, 150);
            float h = random.Range(60, 170);
            canvas.Fill(new SKRect(x - 5, y - 5, x + w + 5, y + h + 5), PersonLook.AnyColor(random, 0.3f));
            canvas.Gradient(new SKRect(x, y, x + w, y + h), new SKPoint(x, y), new SKPoint(x + w, y + h), PersonLook.AnyColor(random, 0.4f).Shade(1.4f), PersonLook.AnyColor(random, 0.3f));
            canvas.Line(x + w / 2, y, x + w / 2, y + h, PersonLook.AnyColor(random, 0.2f), 4);
        }
        float shelf = random.Range(height * 0.3f, height * 0.7f);
        canvas.Fill(new SKRect(random.Range(0, width * 0.5f), shelf, width, shelf + 7), PersonLook.AnyColor(random, 0.5f).Shade(0.6f));
        for (float x = width * 0.5f; x < width; x += random.Range(6, 18))
            canvas.Fill(new SKRect(x, shelf - random.Range(20, 50), x + random.Range(5, 14), shelf), PersonLook.AnyColor(random, 0.7f));
    }

    private static void Street(SKCanvas canvas, int width, int height, SynthRandom random)
    {
        float horizon = height * random.Range(0.5f, 0.85f);
        for (float x = random.Range(-60, 0); x < width;)
        {
            float w = random.Range(40, 130);
            float top = random.Range(-20, height * 0.4f);
            SKColor wall = PersonLook.AnyColor(random, 0.35f);
            canvas.Fill(new SKRect(x, top, x + w, horizon), wall);
            float step = random.Range(12, 26);
            for (float wy = top + 8; wy < horizon - step; wy += step)
            {
                for (float wx = x + 6; wx < x + w - step * 0.6f; wx += step)
                    canvas.Fill(new SKRect(wx, wy, wx + step * 0.5f, wy + step * 0.6f), random.Chance(0.3f) ? new SKColor(0xFFE8D9A0) : wall.Shade(0.55f));
            }
            x += w + random.Range(0, 12);
        }
        SKColor road = new((byte)random.Int(70, 140), (byte)random.Int(70, 140), (byte)random.Int(70, 140));
        canvas.Fill(new SKRect(0, horizon, width, height), road);
        canvas.Line(width * 0.5f, horizon, random.Range(0, width), height, SKColors.White.WithAlpha(150), 5);
        for (int i = random.Int(0, 3); i > 0; i--)
        {
            float x = random.Range(0, width);
            float w = random.Range(30, 90);
            SKColor car = PersonLook.AnyColor(random, 0.9f);
            canvas.Fill(new SKRect(x, horizon - w * 0.25f, x + w, horizon + w * 0.12f), car);
            canvas.Fill(new SKRect(x + w * 0.2f, horizon - w * 0.45f, x + w * 0.8f, horizon - w * 0.22f), car.Shade(0.5f));
            canvas.Oval(x + w * 0.2f, horizon + w * 0.12f, w * 0.09f, w * 0.09f, new SKColor(0xFF16161A));
            canvas.Oval(x + w * 0.8f, horizon + w * 0.12f, w * 0.09f, w * 0.09f, new SKColor(0xFF16161A));
        }
    }

    private static void Trees(SKCanvas canvas, int width, int height, SynthRandom random)
    {
        float horizon = height * random.Range(0.5f, 0.8f);
        SKColor green = SKColor.FromHsv(random.Range(70, 140), random.Range(20, 65), random.Range(20, 70));
        canvas.Gradient(new SKRect(0, 0, width, horizon), new SKPoint(0, 0), new SKPoint(0, horizon), SKColor.FromHsv(random.Range(195, 225), random.Range(5, 50), random.Range(70, 100)), SKColor.FromHsv(210, 8, 96));
        canvas.Fill(new SKRect(0, horizon, width, height), green.Shade(0.8f));
        for (int i = random.Int(30, 120); i > 0; i--)
            canvas.Oval(random.Range(0, width), horizon - random.Range(-20, height * 0.45f), random.Range(8, 34), random.Range(8, 30), green.Shade(random.Range(0.45f, 1.35f)).WithAlpha((byte)random.Int(120, 255)));
        for (int i = random.Int(0, 5); i > 0; i--)
        {
            float x = random.Range(0, width);
            canvas.Line(x, horizon + random.Range(0, 30), x + random.Range(-10, 10), horizon - random.Range(60, 180), new SKColor(0xFF4A3626), random.Range(4, 14));
        }
    }

    private static void Clutter(SKCanvas canvas, int width, int height, SynthRandom random, int count)
    {
        for (int i = 0; i < count; i++)
        {
            float x = random.Range(0, width);
            float y = random.Range(0, height);
            SKColor color = PersonLook.AnyColor(random, 0.8f).WithAlpha((byte)random.Int(60, 255));
            if (random.Chance(0.4f))
                canvas.Fill(new SKRect(x, y, x + random.Range(5, 90), y + random.Range(5, 90)), color);
            else if (random.Chance(0.5f))
                canvas.Oval(x, y, random.Range(3, 50), random.Range(3, 50), color);
            else
                canvas.Line(x, y, random.Range(0, width), random.Range(0, height), color, random.Range(1, 9));
        }
    }

    /// <summary>Skin-coloured balls, hands, bright cloths: what a detector should not take for a face or a mask.</summary>
    private static void Things(SKCanvas canvas, int width, int height, SynthRandom random)
    {
        for (int i = random.Int(0, 5); i > 0; i--)
        {
            float x = random.Range(0, width);
            float y = random.Range(0, height);
            float size = random.Range(6, 55);
            SKColor skin = PersonLook.Draw(random, 0, 0).Skin;
            switch (random.Int(0, 3))
            {
                case 0:
                    canvas.Oval(x, y, size * 0.75f, size, skin);
                    canvas.Glow(x - size * 0.2f, y - size * 0.3f, size * 0.6f, skin.Shade(1.4f).WithAlpha(150));
                    break;
                case 1:
                    canvas.Line(x, y, x + random.Range(-60, 60), y + size * 2.5f, skin, size * 0.5f);
                    break;
                case 2:
                    canvas.Save();
                    canvas.Translate(x, y);
                    canvas.RotateDegrees(random.Range(-50, 50));
                    SKColor cloth = random.Chance(0.6f) ? new SKColor(0xFFB4D4E6) : new SKColor(0xFFEFEFEF);
                    canvas.Fill(new SKRect(-size, -size * 0.6f, size, size * 0.6f), cloth);
                    for (int p = -1; p <= 1; p++)
                        canvas.Line(-size, p * size * 0.28f, size, p * size * 0.28f, cloth.Shade(0.75f), size * 0.05f);
                    canvas.Restore();
                    break;
                default:
                    canvas.Oval(x, y, size, size, PersonLook.AnyColor(random, 0.9f));
                    canvas.Oval(x - size * 0.35f, y - size * 0.1f, size * 0.12f, size * 0.12f, SKColors.Black.WithAlpha(160));
                    break;
            }
        }
    }
}
