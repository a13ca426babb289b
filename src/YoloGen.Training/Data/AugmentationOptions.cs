namespace YoloGen.Training.Data;

/// <summary>How training photos are varied. Probabilities are 0 to 1.</summary>
internal sealed record AugmentationOptions
{
    /// <summary>Probability of a horizontal flip.</summary>
    public double Flip { get; init; }

    /// <summary>Probability of a rotation.</summary>
    public double Rotate { get; init; }

    /// <summary>Largest rotation to either side, in degrees.</summary>
    public double Degrees { get; init; } = 20;

    /// <summary>Probability of a mosaic of four photos.</summary>
    public double Mosaic { get; init; }

    /// <summary>Probability that a sample is the mean of two (mixup, Zhang et al. 2018), with the objects of both.</summary>
    public double Mixup { get; init; }

    /// <summary>Sizes vary by factors from 1 - this to 1 + this.</summary>
    public double Scale { get; init; }

    /// <summary>Positions vary by this share of the canvas to either side.</summary>
    public double Translate { get; init; }

    /// <summary>Strength of hue, saturation and brightness changes; 1 is what detectors usually take.</summary>
    public double Colour { get; init; }

    /// <summary>Probability of the paper's degradation: down-scaled by 75 % and back, then motion blur.</summary>
    public double Degrade { get; init; }

    /// <summary>The paper's: flip and rotation, each with probability 0.5.</summary>
    public static AugmentationOptions Paper { get; } = new() { Flip = 0.5, Rotate = 0.5 };

    /// <summary>What detectors of this size gain from.</summary>
    public static AugmentationOptions Best { get; } = new() { Flip = 0.5, Rotate = 0.5, Degrees = 15, Mosaic = 0.6, Scale = 0.45, Translate = 0.12, Colour = 1 };
}
