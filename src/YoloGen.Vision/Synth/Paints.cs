using SkiaSharp;

namespace YoloGen.Vision;

/// <summary>Short forms for SkiaSharp's paints and colours.</summary>
internal static class Paints
{
    public static void Fill(this SKCanvas canvas, SKPath path, SKColor color)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        canvas.DrawPath(path, paint);
    }

    public static void Fill(this SKCanvas canvas, SKRect rect, SKColor color)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        canvas.DrawRect(rect, paint);
    }

    public static void Oval(this SKCanvas canvas, float x, float y, float radiusX, float radiusY, SKColor color)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        canvas.DrawOval(x, y, radiusX, radiusY, paint);
    }

    public static void Stroke(this SKCanvas canvas, SKPath path, SKColor color, float width)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = width, StrokeCap = SKStrokeCap.Round, StrokeJoin = SKStrokeJoin.Round };
        canvas.DrawPath(path, paint);
    }

    public static void Line(this SKCanvas canvas, float x1, float y1, float x2, float y2, SKColor color, float width)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = width, StrokeCap = SKStrokeCap.Round };
        canvas.DrawLine(x1, y1, x2, y2, paint);
    }

    /// <summary>A quadratic curve.</summary>
    public static void Arc(this SKCanvas canvas, float x1, float y1, float controlX, float controlY, float x2, float y2, SKColor color, float width)
    {
        using var builder = new SKPathBuilder();
        builder.MoveTo(x1, y1);
        builder.QuadTo(controlX, controlY, x2, y2);
        using SKPath path = builder.Detach();
        canvas.Stroke(path, color, width);
    }

    /// <summary>A soft spot: full colour in the middle, nothing at the rim.</summary>
    public static void Glow(this SKCanvas canvas, float x, float y, float radius, SKColor color)
    {
        using SKShader shader = SKShader.CreateRadialGradient(new SKPoint(x, y), radius, [color, color.WithAlpha(0)], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader, IsAntialias = true };
        canvas.DrawCircle(x, y, radius, paint);
    }

    /// <summary>A linear gradient over a rectangle.</summary>
    public static void Gradient(this SKCanvas canvas, SKRect rect, SKPoint from, SKPoint to, SKColor first, SKColor second)
    {
        using SKShader shader = SKShader.CreateLinearGradient(from, to, [first, second], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(rect, paint);
    }

    /// <summary>Darker (below 1) or lighter (above 1).</summary>
    public static SKColor Shade(this SKColor color, float factor)
    {
        byte Part(byte value) => (byte)Math.Clamp(factor <= 1 ? value * factor : value + (255 - value) * (factor - 1), 0, 255);
        return new SKColor(Part(color.Red), Part(color.Green), Part(color.Blue), color.Alpha);
    }
}
