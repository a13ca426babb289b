namespace YoloGen.Quantization;

/// <summary>What a quantized network keeps of the float one, and what that costs.</summary>
/// <param name="Photos">Calibration photos that were compared.</param>
/// <param name="Boxes">Boxes that the float network finds in them with a score over 0.25: the truth.</param>
/// <param name="Before">Agreement with everything in integers: mAP at IoU 0.5, 0 to 1.</param>
/// <param name="After">Agreement of the network that was chosen.</param>
/// <param name="MillisecondsFloat">The float network on one core of a Raspberry Pi 4, predicted.</param>
/// <param name="MillisecondsBefore">As predicted for everything in integers.</param>
/// <param name="MillisecondsAfter">As predicted for the network that was chosen.</param>
/// <param name="IntegerShare">Share of the multiply-adds that run in integers, 0 to 1.</param>
/// <param name="Floats">What stays in floats, and why.</param>
internal sealed record KeepReport(
    int Photos, int Boxes, double Before, double After, double MillisecondsFloat, double MillisecondsBefore, double MillisecondsAfter, double IntegerShare, IReadOnlyList<KeptTensor> Floats)
{
    /// <summary>Least score of a box of the float network.</summary>
    public float LeastScoreBefore { get; init; }

    /// <summary>Least score of a box of the network that was written: where both agree best on what is a box.</summary>
    public float LeastScore { get; init; }
}

/// <summary>A tensor that stays in floats, with those that share its scale.</summary>
/// <param name="Names">Names of the tensors.</param>
/// <param name="Damage">Their share of what the bytes of all tensors do to the boxes, 0 to 1.</param>
internal sealed record KeptTensor(IReadOnlyList<string> Names, double Damage);

/// <summary>How one tensor fares in bytes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Measured">Its smallest and largest value over the photos, zero included.</param>
/// <param name="Chosen">The range that its bytes cover.</param>
/// <param name="ClippedShare">Share of its values outside that range, 0 to 1.</param>
/// <param name="Noise">Squared error over variance, the mean over its channels; null where it was not measured.</param>
/// <param name="Float">Whether it stays in floats.</param>
internal sealed record TensorReport(string Name, ValueRange Measured, ValueRange Chosen, double ClippedShare, double? Noise, bool Float);
