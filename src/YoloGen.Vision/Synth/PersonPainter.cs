using SkiaSharp;

namespace YoloGen.Vision;

/// <summary>Draws a whole person: body first, head tilted on top of it.</summary>
internal static class PersonPainter
{
    /// <summary>Draws at a place: centre of the face, half its height in pixels, tilt of the head in degrees.</summary>
    public static void Draw(SKCanvas canvas, PersonLook look, float x, float y, float halfHeight, float tilt, bool facingAway, SynthRandom random)
    {
        canvas.Save();
        canvas.Translate(x, y);
        canvas.Scale(halfHeight);
        if (!facingAway)
            Tilted(canvas, tilt * 0.7f, c => HairPainter.Behind(c, look));
        BodyPainter.Draw(canvas, look, random);
        Tilted(canvas, tilt, c => Head(c, look, facingAway, random));
        canvas.Restore();
    }

    private static void Head(SKCanvas canvas, PersonLook look, bool facingAway, SynthRandom random)
    {
        if (facingAway)
        {
            BodyPainter.BackOfHead(canvas, look);
            return;
        }
        FacePainter.Ears(canvas, look);
        FacePainter.Skin(canvas, look);
        FacePainter.Features(canvas, look, random);
        bool over = random.Chance(0.5f);
        if (over)
            FacePainter.Glasses(canvas, look);
        HairPainter.Front(canvas, look);
        MaskPainter.Draw(canvas, look, random);
        if (!over)
            FacePainter.Glasses(canvas, look);
    }

    private static void Tilted(SKCanvas canvas, float degrees, Action<SKCanvas> draw)
    {
        canvas.Save();
        canvas.Translate(0, 0.9f);
        canvas.RotateDegrees(degrees);
        canvas.Translate(0, -0.9f);
        draw(canvas);
        canvas.Restore();
    }
}
