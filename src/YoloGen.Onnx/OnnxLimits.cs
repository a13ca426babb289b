namespace YoloGen.Onnx;

/// <summary>
/// Every limit on an untrusted model in one place. Detectors stay far below them; a file above one is refused with
/// <see cref="Diagnostics.DiagnosticCodes.LimitExceeded"/> or <see cref="Diagnostics.DiagnosticCodes.FileTooLarge"/>.
/// </summary>
public static class OnnxLimits
{
    /// <summary>Bytes of the model file.</summary>
    public const long MaxFileBytes = 1L << 30;

    /// <summary>Bytes of all tensors of a model together, external data included; and what all lists of numbers in its file take when they are parsed.</summary>
    public const long MaxTotalTensorBytes = 1L << 30;

    /// <summary>Elements of one tensor, stored or computed.</summary>
    public const long MaxTensorElements = 1L << 28;

    /// <summary>Steps (values read and written, multiply-adds, values under windows) that arithmetic on constants takes in one model.</summary>
    public const long MaxFoldingSteps = 1L << 26;

    /// <summary>Dimensions of one tensor.</summary>
    public const int MaxRank = 32;

    /// <summary>Levels of graphs inside attributes (If, Loop) and of nested types.</summary>
    public const int MaxNesting = 16;

    /// <summary>Messages and texts of a model together; each becomes an object while the file is parsed.</summary>
    public const int MaxObjects = 1 << 21;

    /// <summary>Nodes of a model, those of nested graphs included.</summary>
    public const int MaxNodes = 100_000;

    /// <summary>Initializers and tensor attributes of a model.</summary>
    public const int MaxTensors = 200_000;

    /// <summary>Inputs, outputs and attributes of one node.</summary>
    public const int MaxNodeItems = 10_000;

    /// <summary>Graph inputs, outputs and intermediate value descriptions of a model.</summary>
    public const int MaxValueInfos = 400_000;

    /// <summary>Bytes of one name or other text.</summary>
    public const int MaxTextBytes = 1 << 20;

    /// <summary>Entries of metadata_props, and of the imported opsets.</summary>
    public const int MaxMetadata = 10_000;

    /// <summary>Bytes of all metadata values together.</summary>
    public const int MaxMetadataBytes = 16 << 20;

    /// <summary>Values of one list attribute.</summary>
    public const int MaxAttributeValues = 1 << 22;

    /// <summary>Symbolic links followed while an external file's path is resolved.</summary>
    public const int MaxLinks = 40;
}
