using SkiaSharp;

namespace YoloGen.Vision;

/// <summary>Masks: surgical with pleats, cloth with patterns, cup-shaped respirators, folded ones; worn properly, below the nose, or on the chin.</summary>
internal static class MaskPainter
{
    public static void Draw(SKCanvas canvas, PersonLook look, SynthRandom random)
    {
        if (look.Wear == MaskWear.None)
            return;
        float top = look.Wear switch { MaskWear.Proper => random.Range(0f, 0.1f), MaskWear.BelowNose => random.Range(0.36f, 0.44f), _ => random.Range(0.68f, 0.78f) };
        float bottom = look.Wear == MaskWear.OnChin ? 1.16f : random.Range(1.0f, 1.08f);
        float sideTop = Math.Min(top + 0.14f, bottom - 0.2f);
        float width = FaceShape.HalfWidth * look.FaceWidth;
        float left = -width * (0.93f - 0.25f * Math.Max(0, -look.Yaw)) + look.Yaw * 0.06f;
        float right = width * (0.93f - 0.25f * Math.Max(0, look.Yaw)) + look.Yaw * 0.06f;
        float middle = FaceShape.Turn(look, 0, 0).X + look.Yaw * 0.1f;
        Straps(canvas, look, left, right, sideTop);
        using SKPath outline = Outline(look, left, right, middle, top, sideTop, bottom);
        canvas.Fill(outline, look.MaskColor);
        canvas.Save();
        canvas.ClipPath(outline, antialias: true);
        Pattern(canvas, look, random);
        Volume(canvas, look, middle, top, bottom);
        Details(canvas, look, left, right, middle, top, bottom);
        canvas.Restore();
        canvas.Stroke(outline, look.MaskColor.Shade(0.62f).WithAlpha(170), 0.022f);
    }

    private static SKPath Outline(PersonLook look, float left, float right, float middle, float top, float sideTop, float bottom)
    {
        float peak = look.MaskKind is MaskKind.Respirator or MaskKind.Folded ? 0.16f : 0.09f;
        float jaw = look.MaskKind == MaskKind.Respirator ? 0.62f : 0.72f;
        using var path = new SKPathBuilder();
        path.MoveTo(left, sideTop);
        path.CubicTo(left * 0.6f + middle * 0.4f, sideTop - 0.02f, middle - 0.22f, top - peak * 0.6f, middle, top - peak);
        path.CubicTo(middle + 0.22f, top - peak * 0.6f, right * 0.6f + middle * 0.4f, sideTop - 0.02f, right, sideTop);
        path.CubicTo(right * 1.02f, (sideTop + bottom) * 0.5f, right * jaw + 0.06f, bottom - 0.12f, middle * 0.7f + 0.2f, bottom);
        path.QuadTo(middle * 0.7f, bottom + 0.05f, middle * 0.7f - 0.2f, bottom);
        path.CubicTo(left * jaw - 0.06f, bottom - 0.12f, left * 1.02f, (sideTop + bottom) * 0.5f, left, sideTop);
        path.Close();
        return path.Detach();
    }

    private static void Straps(SKCanvas canvas, PersonLook look, float left, float right, float sideTop)
    {
        SKColor strap = look.MaskKind == MaskKind.Respirator ? new SKColor(0xFFD9C46A) : look.MaskColor.Shade(look.MaskColor.Red < 80 ? 0.9f : 1.4f);
        foreach ((float x, float side) in (ReadOnlySpan<(float, float)>)[(left, -1f), (right, 1f)])
        {
            if (side * look.Yaw > 0.6f)
                continue;
            float ear = side * (FaceShape.HalfWidth * look.FaceWidth + 0.08f) - look.Yaw * 0.14f;
            float up = look.MaskKind == MaskKind.Respirator ? -0.35f : -0.12f;
            canvas.Arc(x, sideTop + 0.04f, (x + ear) / 2, sideTop - 0.12f, ear, up, strap, 0.03f);
            canvas.Arc(x * 0.96f, sideTop + 0.42f, ear, sideTop + 0.36f, ear, 0.18f, strap, 0.03f);
        }
    }

    private static void Pattern(SKCanvas canvas, PersonLook look, SynthRandom random)
    {
        if (look.MaskKind != MaskKind.Cloth)
            return;
        SKColor accent = look.MaskAccent.WithAlpha(210);
        switch (look.MaskPattern)
        {
            case 0:
                for (float x = -1; x < 1; x += 0.16f)
                    canvas.Line(x, -0.2f, x + 0.1f, 1.2f, accent, 0.05f);
                break;
            case 1:
                for (float y = 0; y < 1.2f; y += 0.15f)
                {
                    for (float x = -0.9f; x < 0.9f; x += 0.17f)
                        canvas.Oval(x + y * 0.3f, y, 0.035f, 0.035f, accent);
                }
                break;
            case 2:
                for (int i = 0; i < 14; i++)
                    canvas.Oval(random.Range(-0.8f, 0.8f), random.Range(0, 1.1f), random.Range(0.04f, 0.16f), random.Range(0.04f, 0.12f), i % 2 == 0 ? accent : look.MaskColor.Shade(0.7f));
                break;
            default:
                break;
        }
    }

    private static void Volume(SKCanvas canvas, PersonLook look, float middle, float top, float bottom)
    {
        SKColor dark = look.MaskColor.Shade(0.45f);
        float shadow = look.LightX > 0 ? -1f : 1f;
        canvas.Gradient(new SKRect(-1, top - 0.3f, 1, bottom + 0.1f), new SKPoint(shadow * 0.75f, 0.5f), new SKPoint(-shadow * 0.2f, 0.45f), dark.WithAlpha(130), dark.WithAlpha(0));
        canvas.Gradient(new SKRect(-1, top, 1, bottom + 0.1f), new SKPoint(0, bottom), new SKPoint(0, top + 0.3f), dark.WithAlpha(120), dark.WithAlpha(0));
        canvas.Glow(middle - shadow * 0.08f, top + 0.25f, 0.36f, look.MaskColor.Shade(1.5f).WithAlpha(120));
    }

    private static void Details(SKCanvas canvas, PersonLook look, float left, float right, float middle, float top, float bottom)
    {
        SKColor dark = look.MaskColor.Shade(0.66f).WithAlpha(170);
        switch (look.MaskKind)
        {
            case MaskKind.Surgical:
                for (int i = 1; i <= 3; i++)
                {
                    float y = top + (bottom - top) * (0.18f + 0.2f * i);
                    canvas.Arc(left, y - 0.02f, middle, y + 0.09f, right, y - 0.02f, dark, 0.024f);
                    canvas.Arc(left, y + 0.01f, middle, y + 0.12f, right, y + 0.01f, look.MaskColor.Shade(1.4f).WithAlpha(140), 0.018f);
                }
                canvas.Arc(middle - 0.24f, top + 0.02f, middle, top - 0.07f, middle + 0.24f, top + 0.02f, look.MaskColor.Shade(1.3f), 0.03f);
                break;
            case MaskKind.Respirator:
                canvas.Arc(left, top + 0.42f, middle, top + 0.16f, right, top + 0.42f, dark, 0.025f);
                canvas.Line(middle - 0.16f, top - 0.05f, middle + 0.16f, top - 0.05f, new SKColor(0xFF9A9DA0), 0.05f);
                if (look.MaskPattern < 2)
                {
                    canvas.Oval(middle + 0.26f, 0.62f, 0.13f, 0.12f, look.MaskColor.Shade(0.8f));
                    canvas.Oval(middle + 0.26f, 0.62f, 0.08f, 0.07f, look.MaskColor.Shade(0.6f));
                }
                break;
            case MaskKind.Folded:
                canvas.Arc(middle, top - 0.15f, middle + look.Yaw * 0.14f, 0.5f, middle * 0.7f, bottom, dark, 0.035f);
                break;
            default:
                canvas.Arc(middle, top - 0.1f, middle + look.Yaw * 0.08f, 0.5f, middle * 0.7f, bottom, dark, 0.02f);
                break;
        }
    }
}
