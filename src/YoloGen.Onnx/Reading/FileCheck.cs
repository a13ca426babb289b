namespace YoloGen.Onnx.Reading;

/// <summary>
/// Walks once over a file before protobuf parses it, and takes no memory itself. Parsing makes an object of each message and text and an array
/// of each list; a few bytes of a hostile file would do for gigabytes of them. What passes here is well-formed as far as it will be parsed, every
/// field has the wire type of its declaration (a parser would take another one for an unknown field and go on without the value), and the objects
/// stay in number within <see cref="OnnxLimits"/>.
/// </summary>
internal sealed class FileCheck
{
    private readonly long[] _totals = new long[MessageRule.Slots];
    private long _objects;
    private long _numberBytes;
    private long _metadataBytes;

    private FileCheck()
    {
    }

    /// <summary>Checks a model file.</summary>
    public static void Model(ReadOnlySpan<byte> bytes) => new FileCheck().Message(bytes, ModelRules.Model, graphs: 0);

    /// <summary>Checks a file that holds one tensor.</summary>
    public static void Tensor(ReadOnlySpan<byte> bytes) => new FileCheck().Message(bytes, ModelRules.Tensor, graphs: 0);

    private void Message(ReadOnlySpan<byte> bytes, MessageRule rule, int graphs)
    {
        if (rule == ModelRules.Graph)
        {
            LimitExceeded.Check(++graphs, OnnxLimits.MaxNesting, "levels of nested graphs");
        }

        Count(_totals, rule.Total, 1);
        Span<long> counts = stackalloc long[MessageRule.Slots];
        var cursor = new WireCursor(bytes);
        bool hasNetwork = false;
        while (cursor.Next())
        {
            if (rule.Field(cursor.Field) is not { } field)
            {
                cursor.Skip();
                continue;
            }

            if (rule == ModelRules.Model && field.Message == ModelRules.Graph)
            {
                hasNetwork = !hasNetwork ? true : throw WireCursor.Damaged("more than one graph");
            }

            Count(counts, field.Count, Field(ref cursor, field, graphs));
        }

        if (rule == ModelRules.Model && !hasNetwork)
        {
            throw WireCursor.Damaged("it holds no graph");
        }
    }

    /// <summary>Checks the current field.</summary>
    /// <returns>How many values it has.</returns>
    private int Field(ref WireCursor cursor, FieldRule field, int graphs)
    {
        if (field.WireType != 2)
        {
            int count = cursor.Numbers(field.WireType, field.IsList);
            if (field.IsList)
            {
                LimitExceeded.Check(_numberBytes += (long)count * field.Size, OnnxLimits.MaxTotalTensorBytes, "bytes of numbers");
            }

            return count;
        }

        LimitExceeded.Check(++_objects, OnnxLimits.MaxObjects, "messages and texts");
        ReadOnlySpan<byte> value = cursor.Bytes();
        if (field.Kind == FieldKind.Text && value.Length > OnnxLimits.MaxTextBytes)
        {
            throw LimitExceeded.Of($"a text of {value.Length} bytes; at most {OnnxLimits.MaxTextBytes} are read");
        }

        if (field == ModelRules.Metadata)
        {
            LimitExceeded.Check(_metadataBytes += value.Length, OnnxLimits.MaxMetadataBytes, "bytes of metadata");
        }

        if (field.Message is { } message)
        {
            Message(value, message, graphs);
        }

        return 1;
    }

    private static void Count(Span<long> counts, CountRule? rule, int count)
    {
        if (rule is not null && (counts[rule.Slot] += count) > rule.Limit)
        {
            throw LimitExceeded.Of(rule.Message);
        }
    }
}
