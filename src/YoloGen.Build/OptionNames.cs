namespace YoloGen.Build;

/// <summary>First fields of the lines of an options file; the second is the value. The build writes such a file for each model, and the compiler reads it.</summary>
internal static class OptionNames
{
    /// <summary>Hash of the compiler's files: not read, but another compiler makes another file and so compiles again.</summary>
    public const string Compiler = "compiler";

    /// <summary>Length and time of the model file: not read, but another model makes another options file.</summary>
    public const string Version = "version";

    /// <summary>Absolute path of the ONNX file.</summary>
    public const string Model = "model";

    /// <summary>Absolute path of the folder to write to.</summary>
    public const string Folder = "folder";

    /// <summary>Name of the files in it, without .ygraph and .weights.bin.</summary>
    public const string File = "file";

    /// <summary>Name of the class.</summary>
    public const string ClassName = "class";

    /// <summary>Namespace of the class.</summary>
    public const string Namespace = "namespace";

    /// <summary>The metadata of the item that stand in the options file as they are, in the order in which they are written.</summary>
    public static readonly string[] Metadata = ["Head", "Classes", "Shape", "Input", "Mean", "Scale", "Resize", "Anchors", "Score", "Iou", "Isa", "Access"];
}
