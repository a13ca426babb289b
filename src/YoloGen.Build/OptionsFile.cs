using System.Text;
using YoloGen.Compiler;
using YoloGen.Detection;
using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Build;

/// <summary>The options of one model, as the build wrote them.</summary>
internal sealed class OptionsFile
{
    private readonly Dictionary<string, string> _values;

    private OptionsFile(Dictionary<string, string> values) => _values = values;

    /// <summary>Path of the ONNX file.</summary>
    public string Model => Required(OptionNames.Model);

    /// <summary>Folder to write to.</summary>
    public string Folder => Required(OptionNames.Folder);

    /// <summary>Name of the files there.</summary>
    public string File => Required(OptionNames.File);

    /// <summary>Reads the file.</summary>
    /// <exception cref="YoloGenException">It cannot be read.</exception>
    public static OptionsFile Read(string path)
    {
        try
        {
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (string line in System.IO.File.ReadAllLines(path, Encoding.UTF8))
            {
                if (Wire.Split(line) is [{ Length: > 0 } name, var value])
                {
                    values[name] = value;
                }
            }

            return new OptionsFile(values);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new YoloGenException(DiagnosticCodes.FileNotReadable, exception.Message, path);
        }
    }

    /// <summary>The options as the compiler takes them.</summary>
    /// <exception cref="YoloGenException">Metadata of the item that make no sense, all at once.</exception>
    public CompileOptions ToCompileOptions()
    {
        var wrong = new List<Diagnostic>();
        T? Read<T>(string metadata, string takes, TryRead<T> read)
            where T : struct
        {
            if (Optional(metadata) is not { } text)
            {
                return null;
            }

            if (read(text, out T value))
            {
                return value;
            }

            wrong.Add(Wrong(metadata, takes, text));
            return null;
        }

        float[]? Numbers(string metadata)
        {
            float[]? numbers = null;
            if (Optional(metadata) is { } text && !OptionText.TryNumbers(text, out numbers))
            {
                wrong.Add(Wrong(metadata, "one number or three separated by commas", text));
            }

            return numbers;
        }

        var options = new CompileOptions
        {
            ClassName = Required(OptionNames.ClassName),
            Namespace = Required(OptionNames.Namespace),
            Shapes = Shapes(wrong),
            Access = Read<ClassAccess>("Access", "public or internal", ClassAccesses.TryParse) ?? ClassAccess.Public,
            InstructionSets = InstructionSetNames(wrong),
            Head = new HeadOptions
            {
                Head = Optional("Head"),
                Classes = Optional("Classes") is { } classes ? OptionText.Words(classes) : null,
                Bgr = Read<bool>("Input", "rgb or bgr", OptionText.TryColours),
                Mean = Numbers("Mean"),
                Scale = Numbers("Scale"),
                Resize = Read<ResizeMode>("Resize", "letterbox or stretch", OptionText.TryResize),
                Anchors = Optional("Anchors"),
                ScoreThreshold = Read<float>("Score", "a number from 0 to 1", OptionText.TryNumber),
                IouThreshold = Read<float>("Iou", "a number from 0 to 1", OptionText.TryNumber),
            },
        };
        return wrong.Count == 0 ? options : throw new YoloGenException(wrong);
    }

    private delegate bool TryRead<T>(string text, out T value);

    private static Diagnostic Wrong(string metadata, string takes, string text)
        => new(DiagnosticCodes.BadOption, $"{metadata} takes {takes}, not '{Comment.From(text)}'");

    private Dictionary<string, IReadOnlyList<int>> Shapes(List<Diagnostic> wrong)
    {
        var shapes = new Dictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal);
        foreach (string part in (Optional("Shape") ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (OptionText.TryShape(part, out string name, out IReadOnlyList<int> dimensions))
            {
                shapes[name] = dimensions;
            }
            else
            {
                wrong.Add(Wrong("Shape", "NAME=1,3,416,416, several with semicolons between them", part));
            }
        }

        return shapes;
    }

    // The compiler does not need them here, the generator does; but a wrong name is better reported on the item's line.
    private string[]? InstructionSetNames(List<Diagnostic> wrong)
    {
        if (Optional("Isa") is not { } text)
        {
            return null;
        }

        string[] names = text.Split([',', ';', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        wrong.AddRange(names.Where(n => !InstructionSets.All.Contains(n)).Select(n => Wrong("Isa", string.Join(", ", InstructionSets.All), n)));
        return names;
    }

    private string? Optional(string name) => _values.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;

    private string Required(string name) => Optional(name) ?? throw new YoloGenException(DiagnosticCodes.Internal, $"the options file has no '{name}'");
}
