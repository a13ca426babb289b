using SkiaSharp;

namespace YoloGen.Vision;

/// <summary>Hair and headwear: what lies behind the head, and what lies over the forehead.</summary>
internal static class HairPainter
{
    public static void Behind(SKCanvas canvas, PersonLook look)
    {
        SKColor color = look.HairKind == HairKind.Scarf ? look.Hat.Shade(0.8f) : look.Hair.Shade(0.75f);
        switch (look.HairKind)
        {
            case HairKind.Long:
                Mane(canvas, look, color, 1.75f, 0.98f);
                break;
            case HairKind.Scarf:
                Mane(canvas, look, color, 1.5f, 1.0f);
                break;
            case HairKind.Curly:
                for (int i = 0; i < 16; i++)
                {
                    float angle = MathF.PI * (0.92f + i * 1.16f / 15f);
                    canvas.Oval(MathF.Cos(angle) * 0.86f, -0.3f + MathF.Sin(angle) * 0.92f, 0.3f, 0.3f, color.Shade(0.85f + i % 3 * 0.12f));
                }
                break;
            case HairKind.Bun:
                canvas.Oval(0, -1.35f, 0.32f, 0.28f, color);
                break;
            default:
                break;
        }
    }

    public static void Front(SKCanvas canvas, PersonLook look)
    {
        switch (look.HairKind)
        {
            case HairKind.Bald:
                return;
            case HairKind.Cap:
                Cap(canvas, look);
                return;
            case HairKind.Beanie:
                Shell(canvas, look, look.Hat, -0.5f, -0.48f, 1.36f);
                canvas.Arc(-0.78f, -0.5f, look.Yaw * 0.2f, -0.36f, 0.78f, -0.5f, look.Hat.Shade(0.75f), 0.2f);
                return;
            case HairKind.Helmet:
                Shell(canvas, look, look.Hat, -0.42f, -0.52f, 1.42f);
                canvas.Arc(-0.86f, -0.45f, look.Yaw * 0.2f, -0.38f, 0.86f, -0.45f, look.Hat.Shade(0.6f), 0.09f);
                canvas.Glow(look.LightX * 0.4f, -1.1f, 0.3f, SKColors.White.WithAlpha(120));
                return;
            case HairKind.Scarf:
                Hood(canvas, look);
                return;
            default:
                Shell(canvas, look, look.Hair, look.HairKind == HairKind.Short ? -0.5f : -0.25f, look.HairKind == HairKind.Parted ? -0.55f : -0.72f, 1.2f);
                Strands(canvas, look);
                return;
        }
    }

    /// <summary>The cap of hair or cloth over the skull: down to <paramref name="side"/> at the temples, to <paramref name="brow"/> at the forehead.</summary>
    private static void Shell(SKCanvas canvas, PersonLook look, SKColor color, float side, float brow, float height)
    {
        float w = FaceShape.HalfWidth * look.FaceWidth + 0.07f;
        float part = FaceShape.Turn(look, look.HairKind == HairKind.Parted ? 0.22f : 0f, brow).X;
        using var path = new SKPathBuilder();
        path.MoveTo(-w, side + 0.15f);
        path.CubicTo(-w - 0.06f, -0.75f, -w * 0.8f, -height, 0, -height);
        path.CubicTo(w * 0.8f, -height, w + 0.06f, -0.75f, w, side + 0.15f);
        path.CubicTo(w * 0.93f, side - 0.1f, w * 0.72f, brow + 0.05f, part, brow);
        path.CubicTo(part - 0.3f, brow - 0.02f, -w * 0.93f, side - 0.15f, -w, side + 0.15f);
        path.Close();
        using SKPath shell = path.Detach();
        canvas.Fill(shell, color);
        canvas.Save();
        canvas.ClipPath(shell, antialias: true);
        canvas.Glow(look.LightX * 0.45f, -height * 0.85f, 0.5f, color.Shade(1.45f).WithAlpha(130));
        canvas.Gradient(new SKRect(-1.2f, -1.6f, 1.2f, 0.2f), new SKPoint(look.LightX > 0 ? -0.9f : 0.9f, -0.6f), new SKPoint(0, -0.8f), color.Shade(0.45f).WithAlpha(150), color.Shade(0.45f).WithAlpha(0));
        canvas.Restore();
    }

    private static void Strands(SKCanvas canvas, PersonLook look)
    {
        for (int i = -3; i <= 3; i++)
        {
            float x = i * 0.19f;
            canvas.Arc(x * 0.5f, -1.16f, x * 1.25f, -1.05f, x * 1.1f, -0.82f, look.Hair.Shade(i % 2 == 0 ? 1.18f : 0.7f).WithAlpha(150), 0.02f);
        }
        if (look.HairKind is HairKind.Long)
        {
            float w = FaceShape.HalfWidth * look.FaceWidth;
            canvas.Arc(-w * 0.92f, -0.5f, -w - 0.12f, 0.3f, -w - 0.02f, 1.15f, look.Hair, 0.22f);
            canvas.Arc(w * 0.92f, -0.5f, w + 0.12f, 0.3f, w + 0.02f, 1.15f, look.Hair, 0.22f);
        }
    }

    private static void Cap(SKCanvas canvas, PersonLook look)
    {
        Shell(canvas, look, look.Hat, -0.45f, -0.58f, 1.28f);
        float tip = look.Yaw * 0.45f;
        using var path = new SKPathBuilder();
        path.MoveTo(-0.68f + tip * 0.4f, -0.58f);
        path.QuadTo(tip, -0.84f, 0.68f + tip * 0.4f, -0.58f);
        path.QuadTo(tip * 1.6f, -0.3f, -0.68f + tip * 0.4f, -0.58f);
        path.Close();
        using SKPath brim = path.Detach();
        canvas.Fill(brim, look.Hat.Shade(0.7f));
        canvas.Arc(-0.6f, -0.45f, tip, -0.3f, 0.6f, -0.45f, SKColors.Black.WithAlpha(50), 0.1f);
    }

    private static void Hood(SKCanvas canvas, PersonLook look)
    {
        using SKPath opening = FaceShape.Face(look, -0.08f);
        using SKPath outer = FaceShape.Face(look, 0.2f);
        using SKPath ring = outer.Op(opening, SKPathOp.Difference) ?? new SKPath();
        canvas.Save();
        canvas.Translate(0, -0.04f);
        canvas.Fill(ring, look.Hat);
        canvas.Stroke(opening, look.Hat.Shade(0.6f), 0.04f);
        canvas.Restore();
        canvas.Arc(-0.8f, 0.6f, 0, 1.5f, 0.8f, 0.5f, look.Hat.Shade(0.75f), 0.12f);
        canvas.Arc(-0.7f, 0.9f, 0.1f, 1.45f, 0.7f, 0.85f, look.Hat.Shade(1.15f), 0.08f);
    }

    private static void Mane(SKCanvas canvas, PersonLook look, SKColor color, float length, float width)
    {
        using var path = new SKPathBuilder();
        path.MoveTo(0, -1.22f);
        path.CubicTo(width, -1.22f, width + 0.05f, -0.3f, width, 0.5f);
        path.CubicTo(width + 0.02f, 1.1f, width * 0.95f, length, width * 0.7f, length);
        path.LineTo(-width * 0.7f, length);
        path.CubicTo(-width * 0.95f, length, -width - 0.02f, 1.1f, -width, 0.5f);
        path.CubicTo(-width - 0.05f, -0.3f, -width, -1.22f, 0, -1.22f);
        path.Close();
        using SKPath mane = path.Detach();
        canvas.Fill(mane, color);
    }
}
