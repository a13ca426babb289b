using YoloGen.Generated;

namespace YoloGen.Vision;

/// <summary>A box with an angle, in photo pixels.</summary>
/// <param name="CenterX">Its middle, from the left edge.</param>
/// <param name="CenterY">Its middle, from the top edge.</param>
/// <param name="Width">Along the direction of the angle.</param>
/// <param name="Height">Across it.</param>
/// <param name="Angle">Radians from the x axis towards the y axis (clockwise as one sees it), 0 to pi / 2.</param>
public readonly record struct OrientedBox(float CenterX, float CenterY, float Width, float Height, float Angle)
{
    /// <summary>The four corners, one after the other around the box.</summary>
    public (double X, double Y)[] Corners()
    {
        (double sin, double cos) = AngleMath.SinCos(Angle);
        double ax = cos * Width / 2, ay = sin * Width / 2, bx = -sin * Height / 2, by = cos * Height / 2;
        return [(CenterX + ax + bx, CenterY + ay + by), (CenterX + ax - bx, CenterY + ay - by), (CenterX - ax - bx, CenterY - ay - by), (CenterX - ax + bx, CenterY - ay + by)];
    }
}
