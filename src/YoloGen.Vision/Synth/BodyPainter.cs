using SkiaSharp;

namespace YoloGen.Vision;

/// <summary>Neck, shoulders and clothes, in head units, never tilted with the head.</summary>
internal static class BodyPainter
{
    public static void Draw(SKCanvas canvas, PersonLook look, SynthRandom random)
    {
        float shoulder = random.Range(1.6f, 2.1f);
        float slope = random.Range(1.5f, 1.75f);
        SKColor cloth = look.Cloth;
        Legs(canvas, look, random);
        Arms(canvas, look, random, shoulder, slope);
        using var builder = new SKPathBuilder();
        builder.MoveTo(-0.42f, 1.2f);
        builder.CubicTo(-0.8f, 1.45f, -shoulder * 0.9f, slope - 0.1f, -shoulder, slope + 0.6f);
        builder.CubicTo(-shoulder * 0.85f, 4f, -shoulder * 0.72f, 5f, -shoulder * 0.8f, 7.6f);
        builder.LineTo(shoulder * 0.8f, 7.6f);
        builder.CubicTo(shoulder * 0.72f, 5f, shoulder * 0.85f, 4f, shoulder, slope + 0.6f);
        builder.CubicTo(shoulder * 0.9f, slope - 0.1f, 0.8f, 1.45f, 0.42f, 1.2f);
        builder.Close();
        using SKPath torso = builder.Detach();
        canvas.Fill(torso, cloth);
        canvas.Save();
        canvas.ClipPath(torso, antialias: true);
        Clothes(canvas, look, random, shoulder);
        float side = look.LightX > 0 ? -1f : 1f;
        canvas.Gradient(new SKRect(-3, 1, 3, 9), new SKPoint(side * 2f, 3), new SKPoint(0, 2.5f), cloth.Shade(0.35f).WithAlpha(150), cloth.Shade(0.35f).WithAlpha(0));
        canvas.Restore();
        Neck(canvas, look);
    }

    /// <summary>Back of a head: a person who looks away and has no face to find.</summary>
    public static void BackOfHead(SKCanvas canvas, PersonLook look)
    {
        using SKPath face = FaceShape.Face(look, 0.06f);
        SKColor color = look.HairKind is HairKind.Scarf or HairKind.Beanie or HairKind.Helmet ? look.Hat : look.HairKind == HairKind.Bald ? look.Skin.Shade(0.9f) : look.Hair;
        FacePainter.Ears(canvas, look with { Yaw = 0 });
        canvas.Fill(face, color);
        canvas.Save();
        canvas.ClipPath(face, antialias: true);
        canvas.Glow(look.LightX * 0.4f, -0.6f, 0.8f, color.Shade(1.4f).WithAlpha(110));
        for (int i = -4; i <= 4; i++)
            canvas.Arc(i * 0.08f, -1.05f, i * 0.22f, -0.2f, i * 0.15f, 1.05f, color.Shade(i % 2 == 0 ? 1.15f : 0.75f).WithAlpha(110), 0.03f);
        canvas.Restore();
    }

    private static void Legs(SKCanvas canvas, PersonLook look, SynthRandom random)
    {
        SKColor trousers = random.Chance(0.6f) ? new SKColor((byte)random.Int(20, 70), (byte)random.Int(25, 75), (byte)random.Int(35, 110)) : look.ClothAccent.Shade(0.6f);
        float stance = random.Range(0.5f, 0.85f);
        foreach (float side in (ReadOnlySpan<float>)[-1, 1])
        {
            canvas.Line(side * 0.62f, 7.2f, side * stance, 14.2f, trousers.Shade(side > 0 ? 1f : 0.85f), 1.15f);
            canvas.Oval(side * stance * 1.1f, 14.8f, 0.62f, 0.36f, new SKColor(0xFF1C1A1A));
        }
    }

    private static void Arms(SKCanvas canvas, PersonLook look, SynthRandom random, float shoulder, float slope)
    {
        foreach (float side in (ReadOnlySpan<float>)[-1, 1])
        {
            bool bent = random.Chance(0.3f);
            float elbow = shoulder + random.Range(0.05f, 0.6f);
            float handX = bent ? random.Range(-0.2f, 0.7f) : shoulder + random.Range(-0.1f, 0.5f);
            float handY = bent ? random.Range(3.4f, 5.5f) : 7.2f;
            canvas.Oval(side * handX, handY, 0.36f, 0.42f, look.Skin.Shade(0.9f));
            canvas.Line(side * (shoulder - 0.35f), slope + 0.75f, side * elbow, 4.6f, look.Cloth.Shade(0.82f), 0.95f);
            canvas.Line(side * elbow, 4.6f, side * handX, handY - 0.3f, look.Cloth.Shade(0.9f), 0.75f);
        }
    }

    private static void Neck(SKCanvas canvas, PersonLook look)
    {
        SKColor skin = look.Skin.Shade(0.78f);
        using var builder = new SKPathBuilder();
        builder.MoveTo(-0.4f, 0.5f);
        builder.LineTo(0.4f, 0.5f);
        builder.CubicTo(0.4f, 1.1f, 0.42f, 1.2f, 0.56f, 1.32f);
        builder.QuadTo(0, 1.85f, -0.56f, 1.32f);
        builder.CubicTo(-0.42f, 1.2f, -0.4f, 1.1f, -0.4f, 0.5f);
        builder.Close();
        using SKPath neck = builder.Detach();
        canvas.Fill(neck, skin);
        canvas.Save();
        canvas.ClipPath(neck, antialias: true);
        canvas.Gradient(new SKRect(-1, 0.5f, 1, 1.8f), new SKPoint(0, 0.95f), new SKPoint(0, 1.5f), skin.Shade(0.5f).WithAlpha(190), skin.Shade(0.5f).WithAlpha(0));
        canvas.Restore();
    }

    private static void Clothes(SKCanvas canvas, PersonLook look, SynthRandom random, float shoulder)
    {
        SKColor accent = look.ClothAccent;
        switch (look.ClothKind)
        {
            case 0:
                for (float y = 1.5f; y < 9; y += 0.35f)
                    canvas.Arc(-shoulder, y, 0, y + 0.25f, shoulder, y, accent.WithAlpha(200), 0.12f);
                break;
            case 1:
                canvas.Line(-0.55f, 1.3f, 0, 3.2f, SKColors.White.WithAlpha(230), 0.35f);
                canvas.Line(0.55f, 1.3f, 0, 3.2f, SKColors.White.WithAlpha(230), 0.35f);
                canvas.Line(0, 1.8f, 0, 4f, accent, 0.22f);
                break;
            case 2:
                canvas.Arc(-0.6f, 1.3f, 0, 2.1f, 0.6f, 1.3f, accent, 0.16f);
                break;
            case 3:
                canvas.Line(0, 1.6f, 0, 9, look.Cloth.Shade(0.5f), 0.06f);
                canvas.Arc(-0.8f, 1.35f, -0.5f, 1.9f, 0, 2f, look.Cloth.Shade(0.75f), 0.3f);
                canvas.Arc(0.8f, 1.35f, 0.5f, 1.9f, 0, 2f, look.Cloth.Shade(0.75f), 0.3f);
                break;
            default:
                canvas.Oval(random.Range(-0.4f, 0.4f), 3f, random.Range(0.3f, 0.6f), random.Range(0.3f, 0.5f), accent);
                break;
        }
    }
}
