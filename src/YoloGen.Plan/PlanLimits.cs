namespace YoloGen.Plans;

/// <summary>Limits on a plan that is read from text: far above any detector, low enough that hostile text cannot exhaust memory.</summary>
public static class PlanLimits
{
    /// <summary>Characters of a <c>.ygraph</c> file.</summary>
    public const int MaxCharacters = 16 << 20;

    /// <summary>Tensors, weights or layers.</summary>
    public const int MaxItems = 50_000;

    /// <summary>Axes of a tensor.</summary>
    public const int MaxRank = 8;

    /// <summary>Bytes of the arena or of the weights file.</summary>
    public const long MaxBytes = 2_000_000_000;

    /// <summary>Bytes of a layer's scratch memory for each thread: the emitted code counts them in an int.</summary>
    public const long MaxScratch = 1_000_000_000;

    /// <summary>Taps of a depthwise kernel: the kernels list their distances on the stack.</summary>
    public const int MaxDepthwiseTaps = 16_384;

    /// <summary>Network inputs and outputs together.</summary>
    public const int MaxPorts = 1000;

    /// <summary>Values of one attribute.</summary>
    public const int MaxAttributeValues = 4096;

    /// <summary>Class names.</summary>
    public const int MaxClasses = 10_000;

    /// <summary>Points of an object.</summary>
    public const int MaxKeypoints = 1000;

    /// <summary>Characters of the namespace.</summary>
    public const int MaxNamespace = 500;

    /// <summary>Attributes of one line.</summary>
    public const int MaxAttributes = 64;

    /// <summary>Operands of one layer.</summary>
    public const int MaxOperands = 64;
}
