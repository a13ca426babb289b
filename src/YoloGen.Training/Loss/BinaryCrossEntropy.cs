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

    /// <summary>
    /// The same times |sigmoid - target|^<paramref name="focus"/>, which leaves well-classified examples out (the quality focal loss of
    /// Li et al. 2020; with targets of 0 and 1 the focal loss of Lin et al. 2017).
    /// </summary>
    public static double Of(double logit, double target, double focus, out double derivative)
    {
        double entropy = Of(logit, target, out double difference);
        derivative = difference;
        if (focus <= 0)
            return entropy;
        double error = Math.Abs(difference), factor = Math.Pow(error, focus), sigmoid = difference + target;
        double slope = error > 1e-12 ? focus * Math.Pow(error, focus - 1) * Math.Sign(difference) * sigmoid * (1 - sigmoid) : 0;
        derivative = slope * entropy + factor * difference;
        return factor * entropy;
    }
}
