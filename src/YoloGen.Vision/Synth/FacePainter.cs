using SkiaSharp;

namespace YoloGen.Vision;

/// <summary>Skin, ears, eyes, brows, nose, mouth, beard and glasses.</summary>
internal static class FacePainter
{
    public static void Skin(SKCanvas canvas, PersonLook look)
    {
        using SKPath face = FaceShape.Face(look);
        canvas.Fill(face, look.Skin);
        canvas.Save();
        canvas.ClipPath(face, antialias: true);
        SKColor dark = look.Skin.Shade(0.55f);
        float shadowSide = look.LightX > 0 ? -1f : 1f;
        canvas.Gradient(new SKRect(-1.2f, -1.2f, 1.2f, 1.2f), new SKPoint(shadowSide * 0.95f, 0.2f), new SKPoint(-shadowSide * 0.3f, -0.1f), dark.WithAlpha((byte)(60 + 110 * Math.Min(1f, MathF.Abs(look.LightX)))), dark.WithAlpha(0));
        canvas.Gradient(new SKRect(-1.2f, 0.3f, 1.2f, 1.2f), new SKPoint(0, 1.05f), new SKPoint(0, 0.45f), dark.WithAlpha(110), dark.WithAlpha(0));
        SKPoint light = FaceShape.Turn(look, look.LightX * 0.3f, -0.5f);
        canvas.Glow(light.X, light.Y, 0.55f, look.Skin.Shade(1.35f).WithAlpha(120));
        foreach (float side in (ReadOnlySpan<float>)[-1, 1])
        {
            SKPoint cheek = FaceShape.Turn(look, side * 0.42f, 0.3f);
            canvas.Glow(cheek.X, cheek.Y, 0.26f, new SKColor(205, 90, 80, 46));
            SKPoint socket = FaceShape.Turn(look, side * 0.31f, -0.14f);
            canvas.Glow(socket.X, socket.Y, 0.27f, dark.WithAlpha(80));
        }
        canvas.Restore();
    }

    public static void Ears(SKCanvas canvas, PersonLook look)
    {
        foreach (float side in (ReadOnlySpan<float>)[-1, 1])
        {
            float hidden = side * look.Yaw;
            if (hidden > 0.35f)
                continue;
            float x = side * FaceShape.HalfWidth * look.FaceWidth - look.Yaw * 0.14f;
            canvas.Oval(x, 0.02f, 0.12f, 0.23f, look.Skin.Shade(0.86f));
            canvas.Oval(x + side * 0.01f, 0.03f, 0.06f, 0.14f, look.Skin.Shade(0.68f));
        }
    }

    public static void Features(SKCanvas canvas, PersonLook look, SynthRandom random)
    {
        foreach (float side in (ReadOnlySpan<float>)[-1, 1])
            Eye(canvas, look, side);
        Nose(canvas, look);
        if (look.Beard > 0)
            Beard(canvas, look);
        Mouth(canvas, look);
        if (random.Chance(0.3f))
        {
            SKPoint left = FaceShape.Turn(look, -0.3f, -0.62f);
            SKPoint right = FaceShape.Turn(look, 0.3f, -0.62f);
            canvas.Arc(left.X, left.Y, (left.X + right.X) / 2, left.Y - 0.05f, right.X, right.Y, look.Skin.Shade(0.72f).WithAlpha(120), 0.02f);
        }
    }

    public static void Glasses(SKCanvas canvas, PersonLook look)
    {
        if (!look.Glasses && !look.Sunglasses)
            return;
        SKColor frame = look.Sunglasses ? new SKColor(0xFF141416) : look.ClothAccent.Shade(0.4f);
        SKPoint inner = FaceShape.Turn(look, -0.1f, -0.16f);
        SKPoint outer = FaceShape.Turn(look, 0.1f, -0.16f);
        canvas.Arc(inner.X, inner.Y, 0.5f * (inner.X + outer.X), inner.Y - 0.05f, outer.X, outer.Y, frame, 0.04f);
        foreach (float side in (ReadOnlySpan<float>)[-1, 1])
        {
            SKPoint eye = FaceShape.Turn(look, side * 0.31f, -0.12f);
            float narrow = 1f - 0.35f * Math.Max(0f, side * look.Yaw);
            if (look.Sunglasses)
                canvas.Oval(eye.X, eye.Y + 0.02f, 0.24f * narrow, 0.19f, new SKColor(0xF01A1A20));
            using var ring = new SKPaint { Color = frame, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 0.035f };
            canvas.DrawOval(eye.X, eye.Y + 0.02f, 0.23f * narrow, 0.19f, ring);
            canvas.Oval(eye.X - 0.06f, eye.Y - 0.05f, 0.05f, 0.03f, SKColors.White.WithAlpha(70));
            SKPoint temple = new(side * FaceShape.HalfWidth * look.FaceWidth, -0.1f);
            canvas.Line(eye.X + side * 0.23f * narrow, eye.Y, temple.X, temple.Y, frame, 0.03f);
        }
    }

    private static void Eye(SKCanvas canvas, PersonLook look, float side)
    {
        SKPoint eye = FaceShape.Turn(look, side * 0.31f, -0.1f);
        float narrow = 1f - 0.35f * Math.Max(0f, side * look.Yaw);
        float half = 0.15f * narrow;
        float open = 0.085f * look.EyeOpen;
        if (look.EyeOpen > 0.2f)
        {
            using var builder = new SKPathBuilder();
            builder.MoveTo(eye.X - half, eye.Y);
            builder.QuadTo(eye.X, eye.Y - open * 1.9f, eye.X + half, eye.Y);
            builder.QuadTo(eye.X, eye.Y + open * 1.5f, eye.X - half, eye.Y);
            using SKPath shape = builder.Detach();
            canvas.Fill(shape, new SKColor(0xFFF1ECE6));
            canvas.Save();
            canvas.ClipPath(shape, antialias: true);
            float gaze = eye.X + look.Yaw * 0.03f;
            canvas.Oval(gaze, eye.Y, 0.078f, 0.082f, look.Iris);
            canvas.Oval(gaze, eye.Y, 0.036f, 0.038f, new SKColor(0xFF0C0A09));
            canvas.Oval(gaze + 0.02f, eye.Y - 0.025f, 0.014f, 0.014f, SKColors.White.WithAlpha(220));
            canvas.Restore();
        }
        canvas.Arc(eye.X - half, eye.Y, eye.X, eye.Y - open * 2f, eye.X + half, eye.Y, look.Hair.Shade(0.5f), 0.03f);
        canvas.Arc(eye.X - half, eye.Y + 0.01f, eye.X, eye.Y + 0.13f, eye.X + half, eye.Y + 0.01f, look.Skin.Shade(0.65f).WithAlpha(120), 0.018f);
        float brow = eye.Y - 0.2f;
        canvas.Arc(eye.X - 0.17f * narrow, brow + 0.05f - 0.02f * side, eye.X, brow - 0.05f, eye.X + 0.17f * narrow, brow + 0.05f + 0.02f * side, look.Hair.Shade(0.75f).WithAlpha(225), 0.055f);
    }

    private static void Nose(SKCanvas canvas, PersonLook look)
    {
        SKColor dark = look.Skin.Shade(0.6f);
        SKPoint bridge = FaceShape.Turn(look, 0, -0.12f);
        SKPoint tip = FaceShape.Turn(look, 0, 0.27f);
        tip.X += look.Yaw * 0.12f;
        float side = look.LightX > 0 ? -1f : 1f;
        canvas.Arc(bridge.X + side * 0.07f, bridge.Y, bridge.X + side * 0.04f + look.Yaw * 0.06f, (bridge.Y + tip.Y) / 2, tip.X + side * 0.12f, tip.Y - 0.03f, dark.WithAlpha(110), 0.035f);
        canvas.Glow(tip.X - side * 0.03f, tip.Y - 0.06f, 0.13f, look.Skin.Shade(1.35f).WithAlpha(130));
        canvas.Arc(tip.X - 0.13f, tip.Y, tip.X, tip.Y + 0.09f, tip.X + 0.13f, tip.Y, dark.WithAlpha(190), 0.03f);
        canvas.Oval(tip.X - 0.065f, tip.Y + 0.025f, 0.032f, 0.02f, dark.Shade(0.5f).WithAlpha(200));
        canvas.Oval(tip.X + 0.065f, tip.Y + 0.025f, 0.032f, 0.02f, dark.Shade(0.5f).WithAlpha(200));
    }

    private static void Mouth(SKCanvas canvas, PersonLook look)
    {
        SKPoint mouth = FaceShape.Turn(look, 0, 0.56f);
        float half = 0.25f + 0.05f * look.Smile;
        float lift = 0.07f * look.Smile;
        SKColor lip = new((byte)Math.Min(255, look.Skin.Red * 0.82f + 20), (byte)(look.Skin.Green * 0.55f), (byte)(look.Skin.Blue * 0.55f));
        using var builder = new SKPathBuilder();
        float open = look.MouthOpen ? 0.11f + 0.05f * Math.Max(0, look.Smile) : 0.05f;
        builder.MoveTo(mouth.X - half, mouth.Y - lift);
        builder.QuadTo(mouth.X - 0.07f, mouth.Y - 0.075f, mouth.X, mouth.Y - 0.05f);
        builder.QuadTo(mouth.X + 0.07f, mouth.Y - 0.075f, mouth.X + half, mouth.Y - lift);
        builder.QuadTo(mouth.X, mouth.Y + open * 2.1f, mouth.X - half, mouth.Y - lift);
        using SKPath lips = builder.Detach();
        canvas.Fill(lips, lip);
        if (look.MouthOpen)
        {
            canvas.Save();
            canvas.ClipPath(lips, antialias: true);
            canvas.Oval(mouth.X, mouth.Y + 0.02f, half * 0.8f, open * 0.75f, new SKColor(0xFF3A1414));
            canvas.Fill(new SKRect(mouth.X - half * 0.72f, mouth.Y - 0.05f, mouth.X + half * 0.72f, mouth.Y + 0.025f), new SKColor(0xFFEDE8DF));
            canvas.Restore();
        }
        else
        {
            canvas.Arc(mouth.X - half, mouth.Y - lift, mouth.X, mouth.Y + 0.035f + lift * 0.4f, mouth.X + half, mouth.Y - lift, lip.Shade(0.5f), 0.022f);
        }
        canvas.Arc(mouth.X - 0.12f, mouth.Y + 0.17f, mouth.X, mouth.Y + 0.2f, mouth.X + 0.12f, mouth.Y + 0.17f, look.Skin.Shade(0.6f).WithAlpha(110), 0.03f);
    }

    private static void Beard(SKCanvas canvas, PersonLook look)
    {
        using SKPath face = FaceShape.Face(look, 0.02f);
        canvas.Save();
        canvas.ClipPath(face, antialias: true);
        SKColor beard = look.Hair.Shade(0.9f).WithAlpha((byte)(60 + 180 * look.Beard));
        SKPoint mouth = FaceShape.Turn(look, 0, 0.56f);
        using var builder = new SKPathBuilder();
        builder.MoveTo(-0.8f, 0.12f);
        builder.QuadTo(-0.5f, 0.35f, mouth.X - 0.3f, 0.4f);
        builder.QuadTo(mouth.X, 0.34f, mouth.X + 0.3f, 0.4f);
        builder.QuadTo(0.5f, 0.35f, 0.8f, 0.12f);
        builder.LineTo(0.8f, 1.2f);
        builder.LineTo(-0.8f, 1.2f);
        builder.Close();
        using SKPath area = builder.Detach();
        canvas.Fill(area, beard);
        canvas.Restore();
    }
}
