namespace YoloGen.Training.Network;

/// <summary>What follows the convolutions of the residual and attention blocks, which the paper leaves linear.</summary>
public enum BlockStyle
{
    /// <summary>A bias and nothing else, as in the paper.</summary>
    Linear,

    /// <summary>BatchNormalization while training; folded, the network is the paper's.</summary>
    Normalized,

    /// <summary>BatchNormalization and LeakyReLU(0.1).</summary>
    Activated,
}
