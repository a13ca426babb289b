using System.Globalization;
using YoloGen.Quantization;

namespace YoloGen.Tool.Reports;

/// <summary>What <c>quantize</c> says about the model that it wrote.</summary>
internal static class QuantizeText
{
    private const int NamesShown = 3;

    public static IEnumerable<string> Lines(KeepReport kept, double wanted)
    {
        CultureInfo c = CultureInfo.InvariantCulture;
        string before = kept.Floats.Count == 0 ? "" : string.Create(c, $" ({kept.Before:P1} with nothing left in floats)");
        yield return string.Create(c, $"agreement: {kept.After:P1} of the float network's own {kept.Boxes} boxes in {kept.Photos} photos (mAP@0.5, score over 0.25){before}");
        yield return string.Create(c, $"predicted on one core of a Pi 4: {kept.MillisecondsAfter:F1} ms, float {kept.MillisecondsFloat:F1} ms, nothing left in floats {kept.MillisecondsBefore:F1} ms; {kept.IntegerShare:P1} of the multiply-adds in integers");
        foreach (KeptTensor tensor in kept.Floats)
        {
            string more = tensor.Names.Count > NamesShown ? string.Create(c, $" and {tensor.Names.Count - NamesShown} more of its scale") : "";
            yield return string.Create(c, $"left in floats: {string.Join(", ", tensor.Names.Take(NamesShown).Select(n => Printable.Of(n)))}{more}; its bytes do {tensor.Damage:P1} of the damage");
        }

        if (kept.LeastScore != kept.LeastScoreBefore)
        {
            yield return string.Create(c, $"least score of a box: {kept.LeastScore:0.##} instead of {kept.LeastScoreBefore:0.##}, where both networks agree best on what is a box (--score sets another)");
        }

        if (kept.After < wanted)
        {
            yield return string.Create(c, $"note: {wanted:P0} were wanted (--keep) and not reached; more photos like those that the network will see may help, or quantization-aware training");
        }
    }
}
