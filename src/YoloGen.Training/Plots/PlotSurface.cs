using ScottPlot;
using SkiaSharp;
using YoloGen.Vision;

namespace YoloGen.Training.Plots;

/// <summary>Plots as photos, with the font of the machine that labels on photos have.</summary>
internal static class PlotSurface
{
    private const string FontName = "YoloGen";

    static PlotSurface()
    {
        Fonts.FontResolvers.Insert(0, new MachineFont());
        Fonts.Default = FontName;
        if (FontSet.OfMachine.Main is null)
            Console.Error.WriteLine($"note: {FontSet.Remedy}");
    }

    /// <summary>A plot whose texts have a font.</summary>
    public static Plot New(string title)
    {
        var plot = new Plot();
        plot.Font.Set(FontName);
        plot.Title(title);
        plot.Axes.Title.FullFigureCenter = true;
        return plot;
    }

    public static Photo Render(Plot plot, int width, int height)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque, null));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        plot.Render(canvas, width, height);
        canvas.Flush();
        return SkiaPixels.ToPhoto(bitmap);
    }

    /// <summary>ScottPlot asks by name; there is one.</summary>
    private sealed class MachineFont : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => FontSet.OfMachine.Main;

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => FontSet.OfMachine.Main;
    }
}
