namespace YoloGen.Diagnostics;

/// <summary>
/// Every code that YoloGen reports, in one list. Ranges: 00xx files, 01xx ONNX content, 02xx operators and shapes,
/// 03xx quantization, 04xx planning and kernels, 05xx heads and input, 06xx tool and set-up, 07xx photos and data sets,
/// 08xx training and pruning, 09xx generator and build.
/// </summary>
public static class DiagnosticCodes
{
    /// <summary>A file does not exist or cannot be read.</summary>
    public static readonly DiagnosticCode FileNotReadable = new("YG0001", Severity.Error, "File cannot be read");

    /// <summary>A file is larger than the limit for its kind.</summary>
    public static readonly DiagnosticCode FileTooLarge = new("YG0002", Severity.Error, "File is too large");

    /// <summary>A result cannot be written.</summary>
    public static readonly DiagnosticCode FileNotWritable = new("YG0003", Severity.Error, "File cannot be written");

    /// <summary>The file is not an ONNX model: empty, truncated or damaged protobuf.</summary>
    public static readonly DiagnosticCode NotOnnx = new("YG0101", Severity.Error, "Not a valid ONNX file");

    /// <summary>A limit on untrusted input was exceeded.</summary>
    public static readonly DiagnosticCode LimitExceeded = new("YG0102", Severity.Error, "A limit is exceeded");

    /// <summary>An initializer is inconsistent: wrong length, unknown type, missing data.</summary>
    public static readonly DiagnosticCode BadInitializer = new("YG0103", Severity.Error, "Invalid initializer");

    /// <summary>External data is refused.</summary>
    public static readonly DiagnosticCode BadExternalData = new("YG0104", Severity.Error, "External data is refused");

    /// <summary>The graph is inconsistent: unknown input names, cycles, duplicates.</summary>
    public static readonly DiagnosticCode BadGraph = new("YG0105", Severity.Error, "Inconsistent graph");

    /// <summary>The element type has no support.</summary>
    public static readonly DiagnosticCode UnsupportedType = new("YG0106", Severity.Error, "Unsupported element type");

    /// <summary>The opset version has no support.</summary>
    public static readonly DiagnosticCode UnsupportedOpset = new("YG0107", Severity.Error, "Unsupported opset");

    /// <summary>The operator has no support.</summary>
    public static readonly DiagnosticCode UnsupportedOperator = new("YG0201", Severity.Error, "Unsupported operator");

    /// <summary>The operator is supported, but not this form of it.</summary>
    public static readonly DiagnosticCode UnsupportedForm = new("YG0202", Severity.Error, "Unsupported form of an operator");

    /// <summary>Inputs of an operator have shapes that do not fit together.</summary>
    public static readonly DiagnosticCode BadShape = new("YG0203", Severity.Error, "Shapes do not fit");

    /// <summary>An input dimension is free and no --shape was given.</summary>
    public static readonly DiagnosticCode FreeDimension = new("YG0204", Severity.Error, "Free dimension");

    /// <summary>A value that must be known at compile time is not.</summary>
    public static readonly DiagnosticCode NotConstant = new("YG0205", Severity.Error, "Value is not known at compile time");

    /// <summary>An attribute is missing or has an invalid value.</summary>
    public static readonly DiagnosticCode BadAttribute = new("YG0206", Severity.Error, "Invalid attribute");

    /// <summary>A quantization scale is zero, negative or not finite.</summary>
    public static readonly DiagnosticCode BadScale = new("YG0301", Severity.Error, "Invalid quantization scale");

    /// <summary>Quantization parameters are inconsistent.</summary>
    public static readonly DiagnosticCode BadQuantization = new("YG0302", Severity.Error, "Inconsistent quantization parameters");

    /// <summary>There is nothing to calibrate on: no photo, none that can be decoded, or a network that does not take photos.</summary>
    public static readonly DiagnosticCode NoCalibration = new("YG0303", Severity.Error, "Nothing to calibrate on");

    /// <summary>A quantized model does a good part of its work in floats.</summary>
    public static readonly DiagnosticCode FloatInQuantized = new("YG0304", Severity.Warning, "Operators of a quantized model stay in floats");

    /// <summary>A .ygraph file is damaged, edited by hand, or of another version.</summary>
    public static readonly DiagnosticCode BadPlan = new("YG0401", Severity.Error, "Not a valid .ygraph file");

    /// <summary>A layer cannot be planned: no kernel computes this form of it.</summary>
    public static readonly DiagnosticCode NoKernel = new("YG0402", Severity.Error, "No kernel for this layer");

    /// <summary>A sum of products could leave 32 bits.</summary>
    public static readonly DiagnosticCode SumOverflow = new("YG0403", Severity.Error, "Integer sums can overflow");

    /// <summary>The network needs more memory than a plan may have.</summary>
    public static readonly DiagnosticCode ArenaTooLarge = new("YG0404", Severity.Error, "Too much memory");

    /// <summary>A class name, namespace or instruction set given by the user is not valid.</summary>
    public static readonly DiagnosticCode BadOption = new("YG0405", Severity.Error, "Invalid option");

    /// <summary>A stage broke a rule of the IR; a bug in YoloGen.</summary>
    public static readonly DiagnosticCode Internal = new("YG0499", Severity.Error, "Internal error");

    /// <summary>No head has this name.</summary>
    public static readonly DiagnosticCode UnknownHead = new("YG0501", Severity.Error, "Unknown head");

    /// <summary>The outputs of the network are not those of the head that was asked for.</summary>
    public static readonly DiagnosticCode HeadDoesNotFit = new("YG0502", Severity.Error, "Head does not fit the network");

    /// <summary>An option about photos or boxes has a value that makes no sense.</summary>
    public static readonly DiagnosticCode BadHeadOption = new("YG0503", Severity.Error, "Invalid option of a head");

    /// <summary>No detection head is recognised: the class has no Detect.</summary>
    public static readonly DiagnosticCode NoHead = new("YG0504", Severity.Warning, "No detection head");

    /// <summary>The outputs fit several heads, and nothing in the model tells which it is.</summary>
    public static readonly DiagnosticCode AmbiguousHead = new("YG0505", Severity.Error, "Several heads fit");

    /// <summary>A system package that the job needs is missing; the message names the command that installs it.</summary>
    public static readonly DiagnosticCode ToolMissing = new("YG0601", Severity.Error, "A needed program is missing");

    /// <summary>The .NET 10 SDK is missing.</summary>
    public static readonly DiagnosticCode SdkMissing = new("YG0602", Severity.Error, "The .NET SDK is missing");

    /// <summary>Building for the Pi is not possible on this operating system.</summary>
    public static readonly DiagnosticCode WrongHost = new("YG0603", Severity.Error, "This host cannot build for the Pi");

    /// <summary>A native library that only some verbs need (ONNX Runtime, libtorch) is not on this machine; the message names the command that fetches it.</summary>
    public static readonly DiagnosticCode LibraryMissing = new("YG0604", Severity.Error, "A needed library is missing");

    /// <summary>A package could not be fetched.</summary>
    public static readonly DiagnosticCode FetchFailed = new("YG0605", Severity.Error, "A package cannot be fetched");

    /// <summary>The file is not a photo that can be decoded: empty, truncated, damaged, or of another format.</summary>
    public static readonly DiagnosticCode BadPhoto = new("YG0701", Severity.Error, "Photo cannot be decoded");

    /// <summary>The photo has more pixels than are decoded.</summary>
    public static readonly DiagnosticCode PhotoTooLarge = new("YG0702", Severity.Error, "Photo is too large");

    /// <summary>A label file has a line or an element that is not a label.</summary>
    public static readonly DiagnosticCode BadLabel = new("YG0703", Severity.Error, "Invalid label");

    /// <summary>The description of a data set is incomplete or wrong.</summary>
    public static readonly DiagnosticCode BadDataSet = new("YG0704", Severity.Error, "Invalid data set");

    /// <summary>A film that cannot be read.</summary>
    public static readonly DiagnosticCode BadFilm = new("YG0705", Severity.Error, "Invalid film");

    /// <summary>libtorch cannot be loaded on this machine.</summary>
    public static readonly DiagnosticCode TorchNotLoadable = new("YG0801", Severity.Error, "libtorch does not load");

    /// <summary>A checkpoint is damaged or belongs to another network.</summary>
    public static readonly DiagnosticCode BadCheckpoint = new("YG0802", Severity.Error, "Invalid checkpoint");

    /// <summary>A training or pruning option is out of range or contradicts another.</summary>
    public static readonly DiagnosticCode BadTrainingOption = new("YG0803", Severity.Error, "Invalid training option");

    /// <summary>Pruning cannot reach the budget.</summary>
    public static readonly DiagnosticCode BudgetNotReachable = new("YG0804", Severity.Error, "Budget cannot be reached");

    /// <summary>Two models of a project would become the same class.</summary>
    public static readonly DiagnosticCode DuplicateClass = new("YG0901", Severity.Error, "Two models become the same class");

    /// <summary>The attribute YoloModel names no model of the project, or more than one.</summary>
    public static readonly DiagnosticCode NoSuchModel = new("YG0902", Severity.Error, "No such model");

    /// <summary>Two classes ask for the same model.</summary>
    public static readonly DiagnosticCode ModelClaimedTwice = new("YG0903", Severity.Error, "Model is asked for twice");

    /// <summary>A class with the attribute YoloModel cannot be completed.</summary>
    public static readonly DiagnosticCode ClassCannotBeCompleted = new("YG0904", Severity.Error, "Class cannot be completed");

    /// <summary>The project does not allow unsafe code, which the emitted class consists of.</summary>
    public static readonly DiagnosticCode UnsafeNotAllowed = new("YG0905", Severity.Error, "Unsafe code is not allowed");

    /// <summary>The project's target framework is older than .NET 10.</summary>
    public static readonly DiagnosticCode FrameworkTooOld = new("YG0906", Severity.Error, "Target framework is too old");

    /// <summary>The project's language version is older than the emitted code.</summary>
    public static readonly DiagnosticCode LanguageTooOld = new("YG0907", Severity.Error, "Language version is too old");

    /// <summary>The metadata of a .ygraph file has a value that makes no sense.</summary>
    public static readonly DiagnosticCode BadModelMetadata = new("YG0908", Severity.Error, "Invalid metadata of a model");

    /// <summary>A YoloModel item has a metadatum that nothing reads, a mistyped one most often.</summary>
    public static readonly DiagnosticCode UnknownMetadata = new("YG0909", Severity.Warning, "Unknown metadata of a model");

    /// <summary>The compiler that the build starts did not start, or ended before its work was done.</summary>
    public static readonly DiagnosticCode CompilerDidNotRun = new("YG0911", Severity.Error, "The compiler did not run");
}
