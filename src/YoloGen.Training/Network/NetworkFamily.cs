namespace YoloGen.Training.Network;

/// <summary>Which network description a spec belongs to.</summary>
internal enum NetworkFamily
{
    /// <summary>The paper's: outputs at strides 32 and 16, three anchors a cell.</summary>
    Paper,

    /// <summary>A feature pyramid in narrow 3x3 convolutions: outputs at strides 32, 16 and 8, one box a cell.</summary>
    Pyramid,
}
