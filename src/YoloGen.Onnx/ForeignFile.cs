using System.Buffers.Binary;
using System.Text;

namespace YoloGen.Onnx;

/// <summary>
/// Names what a file is that is no ONNX model, and the way out. Asked only once a file was refused, so that no model is ever taken for something
/// else; one line a format, the first that fits.
/// </summary>
internal static class ForeignFile
{
    private const string Export = "export it as ONNX";

    private static readonly (Func<byte[], bool> Is, string What, string WayOut)[] Formats =
    [
        (b => Starts(b, "version https://git-lfs"), "a Git LFS pointer, not the model", "run git lfs pull (git lfs install first, if git does not know lfs)"),
        (IsTorch, "a PyTorch file (.pt, .pth)", $"{Export}, for example: yolo export model=best.pt format=onnx"),
        (b => Starts(b, "PK\x3\x4") && Contains(b, "config.json") && Contains(b, "weights.h5"), "a Keras model (.keras)", "convert it: python -m tf2onnx.convert --saved-model FOLDER --output model.onnx (model.export(FOLDER) in Keras writes the folder)"),
        (b => Starts(b, "PK\x3\x4") && Contains(b, ".onnx"), "a zip archive that holds an ONNX file", "unpack it and name the .onnx file in it"),
        (b => Starts(b, "PK\x3\x4"), "a zip archive", "unpack it and name the .onnx file in it, if it holds one"),
        (b => StartsAt(b, 4, "TFL3"), "a TensorFlow Lite model", "convert it: python -m tf2onnx.convert --tflite model.tflite --output model.onnx"),
        (b => StartsAt(b, 4, "ORTM"), "a model in ONNX Runtime's own format (.ort)", "name the .onnx file that it was made from"),
        (b => Starts(b, [0x1F, 0x8B]), "a gzip file", "unpack it (gunzip, or tar xzf) and name the .onnx file"),
        (b => Starts(b, [0xFD, 0x37, 0x7A, 0x58, 0x5A]) || Starts(b, [0x28, 0xB5, 0x2F, 0xFD]) || Starts(b, "BZh") || Starts(b, [0x37, 0x7A, 0xBC, 0xAF]) || Starts(b, "Rar!") || StartsAt(b, 257, "ustar"), "an archive or a compressed file (xz, zstd, bzip2, 7z, rar, tar)", "unpack it and name the .onnx file"),
        (b => Starts(b, [0x89, 0x48, 0x44, 0x46]), "an HDF5 file (Keras .h5)", "convert it: save it as a SavedModel, then python -m tf2onnx.convert --saved-model FOLDER --output model.onnx"),
        (IsSafeTensors, "a safetensors file: weights without a network", $"{Export} from the program that trained it (a checkpoint of YoloGen: dotnet yologen export --weights FILE --out model.onnx)"),
        (b => Starts(b, "GGUF"), "a GGUF file", "YoloGen compiles object detectors in ONNX"),
        (b => Starts(b, "ftrt") || Starts(b, "ptrt"), "a TensorRT engine", "name the .onnx file that it was built from"),
        (b => Starts(b, "RKNN"), "an RKNN model", "name the .onnx file that it was made from"),
        (b => Starts(b, "7767517") || Starts(b, [0xDD, 0x85, 0x76, 0x00]), "an ncnn network (.param)", "name the .onnx file that it was made from, or export the model as ONNX again"),
        (b => Text(b) is { } t && (t.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || t.StartsWith("<html", StringComparison.OrdinalIgnoreCase)), "a web page (HTML), not the model", "the link led to a page: download the file itself (on GitHub and Hugging Face: the raw or download link, signed in where that is asked for)"),
        (b => Text(b) is { } t && t.StartsWith('<') && (t.Contains("<net ", StringComparison.Ordinal) || t.Contains("<layers>", StringComparison.Ordinal)), "an OpenVINO network (.xml)", "name the .onnx file that it was made from, or export the model as ONNX again"),
        (b => Text(b) is { } t && t.StartsWith('<'), "an XML text, not a model", "name the .onnx file, or download it again"),
        (b => Text(b) is { } t && t.Contains("[net]", StringComparison.Ordinal), "a Darknet description (.cfg)", "convert it with its weights to ONNX, for example by way of PyTorch"),
        (b => Starts(b, [0xFF, 0xD8, 0xFF]) || Starts(b, [0x89, 0x50, 0x4E, 0x47]) || Starts(b, "GIF8") || (Starts(b, "RIFF") && StartsAt(b, 8, "WEBP")), "a photo", "the model comes first; photos go to --image or --source"),
        (b => Starts(b, "%PDF"), "a PDF document", "name the .onnx file"),
        (b => Starts(b, "\x7F" + "ELF") || (Starts(b, "MZ") && Contains(b, "PE\0\0")), "a program or a library", "name the .onnx file"),
        (b => Text(b) is { } t && (t.StartsWith('{') || t.StartsWith('[')), "a JSON text, not a model", "a failed download answers so: look into the file, then download the model again"),
        (b => Text(b) is not null || Starts(b, [0xFF, 0xFE]) || Starts(b, [0xFE, 0xFF]), "a text, not a model", "look into the file: often it is a server's answer or a path; download or export the model again"),
        (b => Starts(b, [0x80]) && b.Length > 2 && b[1] is >= 2 and <= 5, "a Python pickle (an old PyTorch .pt, or scikit-learn)", $"{Export}, for example: yolo export model=best.pt format=onnx"),
        (IsTensorFlow, "a TensorFlow graph (.pb)", "convert it: python -m tf2onnx.convert --saved-model FOLDER --output model.onnx (--graphdef FILE for a frozen graph)"),
        (b => b.Length > 0 && Array.TrueForAll(b, v => v == 0), "a file of zeros: its download never finished", "download it again"),
    ];

    /// <summary>What <see cref="Describe"/> looks at: a format's name stands at the beginning, or in the directory of an archive at the end.</summary>
    /// <param name="bytes">The file's content.</param>
    public static byte[] Ends(ReadOnlySpan<byte> bytes)
    {
        const int Part = 1 << 16;
        return bytes.Length <= 2 * Part ? bytes.ToArray() : [.. bytes[..Part], .. bytes[^Part..]];
    }

    /// <summary>A sentence about the file, or null if it is nothing known.</summary>
    /// <param name="known">Its ends.</param>
    /// <param name="safeTensors">Whether a safetensors file is one of the things that it should not be.</param>
    public static string? Describe(byte[] known, bool safeTensors = true)
    {
        if (known.Length == 0)
        {
            return null;
        }

        foreach ((Func<byte[], bool> isIt, string what, string wayOut) in Formats)
        {
            if (isIt(known) && (safeTensors || isIt != IsSafeTensors))
            {
                return $"this is {what}; {wayOut}";
            }
        }

        return null;
    }

    private static bool Starts(byte[] bytes, string text) => StartsAt(bytes, 0, text);

    private static bool Starts(byte[] bytes, ReadOnlySpan<byte> magic) => bytes.AsSpan().StartsWith(magic);

    private static bool StartsAt(byte[] bytes, int at, string text) => bytes.Length >= at && bytes.AsSpan(at).StartsWith(Encoding.Latin1.GetBytes(text));

    private static bool Contains(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.Latin1.GetBytes(text)) >= 0;

    private static bool IsTorch(byte[] bytes)
        => Starts(bytes, "PK\x3\x4") && (Contains(bytes, "data.pkl") || Contains(bytes, "constants.pkl") || Contains(bytes, "archive/data/"));

    private static bool IsSafeTensors(byte[] bytes)
        => bytes.Length > 10 && BinaryPrimitives.ReadUInt64LittleEndian(bytes) is > 1 and < (1UL << 30) && bytes[8] == '{' && bytes[9] is (byte)'"' or (byte)'}';

    // GraphDef begins with a node (field 1), SavedModel with its schema version and a graph (fields 1 and 2); both name operators of TensorFlow.
    private static bool IsTensorFlow(byte[] bytes)
        => (Starts(bytes, [0x0A]) || Starts(bytes, [0x08, 0x01, 0x12])) && (Contains(bytes, "Placeholder") || Contains(bytes, "VarHandleOp") || Contains(bytes, "saved_model"));

    /// <summary>The beginning as text without what stands before it; null where it holds control characters or is no UTF-8.</summary>
    private static string? Text(byte[] bytes)
    {
        const int Part = 1024;
        string text = Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, Part));
        // A character may be cut in two at the end.
        string whole = bytes.Length > Part ? text.TrimEnd('\uFFFD') : text;
        return whole.Any(c => c == '\uFFFD' || (char.IsControl(c) && c is not ('\n' or '\r' or '\t' or '\f'))) ? null : whole.TrimStart('\uFEFF', ' ', '\n', '\r', '\t') is { Length: > 0 } t ? t : null;
    }
}
