using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using YoloGen.Diagnostics;

namespace YoloGen.Plans;

/// <summary>
/// Reads the text form line by line. The syntax is checked here; whether references, sizes and addresses fit together is checked by <see cref="PlanRules"/>.
/// </summary>
internal sealed partial class PlanReader(string text, string? file, List<Diagnostic> found)
{
    private readonly List<PlanPort> _inputs = [];
    private readonly List<PlanPort> _outputs = [];
    private readonly List<PlanTensor> _tensors = [];
    private readonly List<PlanWeight> _weights = [];
    private readonly List<PlanLayer> _layers = [];
    private readonly List<PlanDecode> _steps = [];
    private readonly List<string> _classes = [];
    private readonly HashSet<string> _seen = [];
    private string? _className, _namespace, _modelName, _modelHash, _compiler, _weightsHash, _headKind;
    private PlanAttributes _headAttributes = new();
    private long _weightsLength, _arenaBytes, _arenaBound;
    private int _line;

    /// <summary>The limit that the line broke, if that is why it is refused.</summary>
    private string? _limit;

    public Plan? Read(CancellationToken cancellation)
    {
        if (text.Length > PlanLimits.MaxCharacters)
        {
            Fail($"the file has more than {PlanLimits.MaxCharacters} characters");
            return null;
        }

        for (int start = 0; start < text.Length && found.Count == 0;)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            _line++;
            cancellation.ThrowIfCancellationRequested();
            string line = text.Substring(start, end - start).TrimEnd('\r');
            start = end + 1;
            if (_line == 1)
            {
                if (line != "ygraph " + PlanText.Version)
                {
                    Fail($"a .ygraph file of this version starts with the line 'ygraph {PlanText.Version}'; compile the model again");
                }
            }
            else if (_tensors.Count + _weights.Count + _layers.Count > PlanLimits.MaxItems)
            {
                Fail($"the file has more than {PlanLimits.MaxItems} tensors, weights and layers; no detector has as many");
            }
            else if (line.Length > 0 && line[0] != '#' && !Item(line))
            {
                Fail(_limit is null ? "the line cannot be understood; the file is damaged or was edited by hand, compile the model again" : $"{_limit}; no plan that was compiled goes beyond it, compile the model again");
            }
        }

        if (found.Count > 0)
        {
            return null;
        }

        if (_className is null || _namespace is null || _modelName is null || _compiler is null || _weightsHash is null || !_seen.Contains("arena"))
        {
            Fail("the file ends before class, namespace, model, compiler, weights and arena were all given");
            return null;
        }

        return new Plan
        {
            ClassName = _className,
            Namespace = _namespace,
            ModelName = _modelName,
            ModelHash = _modelHash!,
            Compiler = _compiler,
            WeightsLength = _weightsLength,
            WeightsHash = _weightsHash,
            ArenaBytes = _arenaBytes,
            ArenaBound = _arenaBound,
            Inputs = _inputs,
            Outputs = _outputs,
            Tensors = _tensors,
            Weights = _weights,
            Layers = _layers,
            Head = _headKind is null ? null : new PlanHead(_headKind, _headAttributes, _steps, _classes),
        };
    }

    private bool Item(string line)
    {
        var reader = new LineReader(line);
        if (!reader.Word(out string word))
        {
            return false;
        }

        bool ok = word switch
        {
            "tensor" => Tensor(ref reader),
            "weight" => Weight(ref reader),
            "layer" => Layer(ref reader, isThen: false),
            "then" => Layer(ref reader, isThen: true),
            "on" => On(ref reader),
            "input" => Port(ref reader, _inputs),
            "output" => Port(ref reader, _outputs),
            "decode" => Decode(ref reader),
            "label" => reader.Text(out string label) && reader.AtEnd && Append(_classes, label, PlanLimits.MaxClasses),
            _ => _seen.Add(word) && Header(word, ref reader) && reader.AtEnd,
        };
        if (!ok && reader.TooLarge is { } number)
        {
            Limit($"the number {number.Word} is above {number.Most.ToString(CultureInfo.InvariantCulture)}, the most bytes that an arena or a weights file has");
        }

        return ok;
    }

    private bool Limit(string broken)
    {
        _limit ??= broken;
        return false;
    }

    private bool Header(string word, ref LineReader reader)
    {
        switch (word)
        {
            case "class":
                return reader.Word(out _className!) && Identifier.IsValid(_className) && !EmittedNames.IsReserved(_className);
            case "namespace":
                return reader.Word(out _namespace!) && (_namespace.Length <= PlanLimits.MaxNamespace || Limit($"a namespace of more than {PlanLimits.MaxNamespace} characters")) && _namespace.Split('.').All(Identifier.IsValid);
            case "model":
                return reader.Text(out _modelName!) && Hash(ref reader, 64, out _modelHash);
            case "compiler":
                return reader.Text(out _compiler!);
            case "weights":
                return reader.Number(out _weightsLength) && Hash(ref reader, 16, out _weightsHash);
            case "arena":
                return reader.Number(out _arenaBytes) && reader.Is("bound") && reader.Number(out _arenaBound);
            case "head":
                return reader.Word(out _headKind!) && IsWord(_headKind) && Attributes(ref reader, out _headAttributes);
            default:
                return false;
        }
    }

    private static bool Hash(ref LineReader reader, int digits, out string? hash)
    {
        bool ok = reader.Word(out string word) && word.Length == digits && word.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'f');
        hash = ok ? word : null;
        return ok;
    }

    private bool Port(ref LineReader reader, List<PlanPort> ports)
        => reader.Reference('t', out int tensor) && reader.Text(out string name) && reader.AtEnd && Append(ports, new PlanPort(name, tensor), PlanLimits.MaxPorts);

    private bool Decode(ref LineReader reader)
    {
        if (!(reader.Word(out string headClass) && Identifier.IsValid(headClass) && reader.Numbers(',', "none", out long[] outputs)
            && outputs.All(o => o is >= 0 and < PlanLimits.MaxPorts)))
        {
            return false;
        }

        var arguments = new PlanAttributes();
        float[] anchors = [];
        while (!reader.AtEnd)
        {
            if (!reader.Word(out string word))
            {
                return false;
            }

            if (word == "anchors" && anchors.Length == 0)
            {
                if (!reader.Word(out string list) || !Attribute("anchors=" + list, new PlanAttributes()))
                {
                    return false;
                }

                anchors = new PlanAttributes().Add("anchors", list.Split(',')).Floats("anchors");
                if (anchors.Length == 0)
                {
                    return false;
                }
            }
            else if (!Attribute(word, arguments))
            {
                return false;
            }
        }

        return Append(_steps, new PlanDecode(headClass, outputs.Select(o => (int)o).ToArray(), arguments, anchors), PlanLimits.MaxPorts);
    }

    private bool Tensor(ref LineReader reader)
    {
        if (!(reader.Reference('t', out int index) && index == _tensors.Count && Type(ref reader, out ElementType type) && Shape(ref reader, out int[] shape)
            && reader.Is("strides") && reader.Numbers(',', "none", out long[] strides) && strides.Length == shape.Length
            && (strides.All(s => Math.Abs((double)s) <= PlanLimits.MaxBytes) || Limit($"a stride of more than {PlanLimits.MaxBytes} elements")) && reader.Is("at") && reader.Number(out long offset)))
        {
            return false;
        }

        PlanHalo? halo = null;
        if (!reader.AtQuote)
        {
            if (!(reader.Is("halo") && reader.Numbers(',', "none", out long[] h) && h.Length == 5 && h.All(v => v is >= 0 and <= 65535) && h[4] <= PlanHalo.AtRunTime))
            {
                return false;
            }

            halo = new PlanHalo((int)h[0], (int)h[1], (int)h[2], (int)h[3], (int)h[4]);
        }

        return reader.Text(out string name) && reader.AtEnd && Append(_tensors, new PlanTensor(name, type, shape, strides, offset, halo), PlanLimits.MaxItems);
    }

    private bool Weight(ref LineReader reader)
        => reader.Reference('w', out int index) && index == _weights.Count && Type(ref reader, out ElementType type) && Shape(ref reader, out int[] shape)
            && reader.Is("at") && reader.Number(out long offset) && reader.Is("bytes") && reader.Number(out long length)
            && reader.Text(out string name) && reader.AtEnd && Append(_weights, new PlanWeight(name, type, shape, offset, length), PlanLimits.MaxItems);

    private static bool Attributes(ref LineReader reader, out PlanAttributes attributes)
    {
        attributes = new PlanAttributes();
        while (!reader.AtEnd)
        {
            if (!reader.Word(out string word) || !Attribute(word, attributes))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Attribute(string word, PlanAttributes attributes)
    {
        int equals = word.IndexOf('=');
        if (equals < 1 || attributes.Entries.Count >= PlanLimits.MaxAttributes || !IsWord(word.Substring(0, equals)) || attributes.Has(word.Substring(0, equals)))
        {
            return false;
        }

        string[] values = equals + 1 == word.Length ? [] : word.Substring(equals + 1).Split(',');
        if (values.Length > PlanLimits.MaxAttributeValues || !values.All(IsWord))
        {
            return false;
        }

        attributes.Add(word.Substring(0, equals), values);
        return true;
    }

    private static bool IsWord(string word)
        => word.Length > 0 && word.All(c => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' or '.' or '+' or '-');

    private static bool Type(ref LineReader reader, out ElementType type)
    {
        type = default;
        return reader.Word(out string word) && ElementTypes.TryParse(word, out type);
    }

    private bool Shape(ref LineReader reader, out int[] shape)
    {
        shape = [];
        if (!reader.Numbers('x', "scalar", out long[] dims))
        {
            return false;
        }

        if (dims.Length > PlanLimits.MaxRank)
        {
            return Limit($"a shape of {dims.Length} dimensions, where the most is {PlanLimits.MaxRank}");
        }

        double count = 1;
        foreach (long d in dims)
        {
            count *= Math.Max(d, 1);
        }

        if (dims.Any(d => d < 0))
        {
            return false;
        }

        if (!(count <= PlanLimits.MaxBytes))
        {
            return Limit($"a shape of more than {PlanLimits.MaxBytes} elements");
        }

        shape = dims.Select(d => (int)d).ToArray();
        return true;
    }

    private bool Append<T>(List<T> list, T item, int limit)
    {
        list.Add(item);
        return list.Count <= limit || Limit($"more than {limit} lines of this kind");
    }

    private void Fail(string message) => found.Add(new Diagnostic(DiagnosticCodes.BadPlan, message, file, Line: _line));
}
