using SkiaSharp;

namespace YoloGen.Vision;

/// <summary>
/// Outlines of a head in its own units: the face reaches from -1 (hairline) to 1 (chin), its half width is about 0.74.
/// A turned head (yaw) shifts what lies on the front sideways and narrows the far side.
/// </summary>
internal static class FaceShape
{
    /// <summary>Half width of a face of average width.</summary>
    public const float HalfWidth = 0.74f;

    public static SKPath Face(PersonLook look, float grow = 0f)
    {
        float w = HalfWidth * look.FaceWidth + grow;
        float jaw = 0.5f * look.Jaw * look.FaceWidth + grow;
        float lean = look.Yaw * 0.12f;
        float top = -1f - grow;
        float chin = 1f + grow;
        using var path = new SKPathBuilder();
        path.MoveTo(0, top);
        path.CubicTo(w * 0.72f, top, w * 1.02f, -0.62f, w, -0.08f);
        path.CubicTo(w * 0.98f, 0.32f, jaw + 0.12f, 0.62f, jaw * 0.78f + lean, 0.82f);
        path.CubicTo(jaw * 0.5f + lean, 0.97f, 0.16f + lean, chin, lean, chin);
        path.CubicTo(-0.16f + lean, chin, -jaw * 0.5f + lean, 0.97f, -jaw * 0.78f + lean, 0.82f);
        path.CubicTo(-jaw - 0.12f, 0.62f, -w * 0.98f, 0.32f, -w, -0.08f);
        path.CubicTo(-w * 1.02f, -0.62f, -w * 0.72f, top, 0, top);
        path.Close();
        return path.Detach();
    }

    /// <summary>Where a point of the front lands: x turned with the head, y nodded with it.</summary>
    public static SKPoint Turn(PersonLook look, float x, float y)
    {
        float depth = MathF.Sqrt(Math.Max(0f, 1f - x * x * 1.4f));
        return new SKPoint(x * (1f - 0.28f * look.Yaw * look.Yaw) + look.Yaw * 0.34f * depth, y + look.Pitch * depth);
    }
}
