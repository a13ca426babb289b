namespace YoloGen.Cost;

/// <summary>The cores that times can be predicted for.</summary>
public static class CoreModels
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<CoreModel> All { get; } = [CortexA72.Core];

    /// <summary>The Raspberry Pi 4's core.</summary>
    public static CoreModel RaspberryPi4 => CortexA72.Core;
}
