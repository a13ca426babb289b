using YoloGen.Training.Data;

namespace YoloGen.Training.Loss;

/// <summary>A loss over the raw outputs; fills their gradients.</summary>
internal interface IDetectionLoss
{
    /// <param name="scales">The outputs; their gradients start as zeros.</param>
    /// <param name="boxes">Objects of each photo, in input pixels.</param>
    LossTerms Apply(IReadOnlyList<ScaleOutput> scales, Box[][] boxes);
}
