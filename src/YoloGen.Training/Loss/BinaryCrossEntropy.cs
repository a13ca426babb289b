namespace YoloGen.Training.Loss;

/// <summary>Binary cross-entropy on logits.</summary>
internal static class BinaryCrossEntropy
{
    /// <summary>Loss of a logit against a target of 0 to 1, and its derivative.</summary>
    public static double Of(double logit, double target, out double derivative)
    {
        double sigmoid = 1 / (1 + Math.Exp(-logit));
        derivative = sigmoid - target;
        return Math.Max(logit, 0) - logit * target + Math.Log(1 + Math.Exp(-Math.Abs(logit)));
    }
}
