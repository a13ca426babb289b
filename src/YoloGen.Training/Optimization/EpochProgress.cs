using System.Globalization;

namespace YoloGen.Training.Optimization;

/// <summary>How far training is within an epoch, and how much is left: a line that is written over on a terminal, a line from time to time in a file.</summary>
/// <param name="output">Where to write.</param>
/// <param name="plain">Whether it is a file or a pipe.</param>
internal sealed class EpochProgress(TextWriter output, bool plain)
{
    /// <summary>Minutes between two lines on a terminal.</summary>
    private const double OnTerminal = 0.5 / 60;

    /// <summary>Minutes between two lines in a file; an epoch that takes less gets none.</summary>
    private const double InFile = 1;

    private double? _last;
    private int _shown;

    /// <summary>Says where training is, if the last line is old enough.</summary>
    /// <param name="epoch">Epoch, from 1.</param>
    /// <param name="step">Step in the epoch, from 1.</param>
    /// <param name="steps">Steps of an epoch.</param>
    /// <param name="loss">Loss of the step.</param>
    /// <param name="progress">Share of the whole schedule that is done.</param>
    /// <param name="minutes">Minutes since the start of the run.</param>
    public void Step(long epoch, int step, int steps, double loss, double progress, double minutes)
    {
        _last ??= plain ? minutes : double.NegativeInfinity;
        if (minutes - _last < (plain ? InFile : OnTerminal))
            return;
        _last = minutes;
        string line = Line(epoch, step, steps, loss, progress, minutes);
        if (plain)
        {
            output.WriteLine(line);
            return;
        }
        output.Write("\r" + line.PadRight(_shown));
        _shown = line.Length;
    }

    /// <summary>Clears the line, before that of the epoch.</summary>
    public void End()
    {
        if (!plain && _shown > 0)
            output.Write("\r" + new string(' ', _shown) + "\r");
        _shown = 0;
    }

    private static string Line(long epoch, int step, int steps, double loss, double progress, double minutes)
    {
        string left = progress > 0 ? Time(Math.Max(0, minutes / progress - minutes)) : "?";
        return string.Create(CultureInfo.InvariantCulture, $"epoch {epoch}: step {step} of {steps} ({100.0 * step / steps:F0} %), loss {loss:F3}, {progress * 100:F0} % of the run, {left} left");
    }

    private static string Time(double minutes)
        => minutes < 1 ? string.Create(CultureInfo.InvariantCulture, $"{minutes * 60:F0} s")
            : minutes < 120 ? string.Create(CultureInfo.InvariantCulture, $"{minutes:F0} min")
            : string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:F1} h");
}
