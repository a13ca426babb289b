using Google.Protobuf.Reflection;
using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Proto;
using YoloGen.Onnx.Reading;

namespace YoloGen.Onnx.Tests;

/// <summary>The file check's table says of every field what onnx.proto says.</summary>
public class ModelRulesTests
{
    [Fact]
    public void Every_field_of_the_schema_has_its_rule_and_no_rule_is_without_a_field()
    {
        var seen = new HashSet<string>();
        Compare(ModelRules.Model, ModelProto.Descriptor, seen);
        Assert.Equal(OnnxReflection.Descriptor.MessageTypes.SelectMany(m => m.NestedTypes.Prepend(m)).Select(m => m.FullName).Order(), seen.Order());
        Compare(ModelRules.Tensor, TensorProto.Descriptor, []);
    }

    [Fact]
    public void Fields_of_a_message_share_a_slot_only_with_the_same_limit()
    {
        foreach (MessageRule rule in All(ModelRules.Model, []))
        {
            CountRule[] counts = [.. rule.Fields.Select(f => f.Count).OfType<CountRule>()];
            Assert.All(counts, c => Assert.InRange(c.Slot, 0, MessageRule.Slots - 1));
            Assert.Equal(counts.Distinct().Count(), counts.Select(c => c.Slot).Distinct().Count());
        }

        CountRule[] totals = [.. All(ModelRules.Model, []).Select(r => r.Total).OfType<CountRule>()];
        Assert.Equal([0, 1, 2], totals.Select(t => t.Slot).Order());
    }

    /// <summary>Protobuf's own parsers take a field of another wire type for an unknown one and go on without its value.</summary>
    [Fact]
    public void A_field_of_another_wire_type_is_refused_wherever_it_stands()
    {
        int count = 0;
        foreach ((FieldRule field, int[] path) in Paths(ModelRules.Model, [], []))
        {
            foreach (int type in (int[])[0, 1, 2, 5])
            {
                if (type == field.WireType || (type == 2 && field.IsList))
                {
                    continue;
                }

                Action<WireWriter> file = path.Reverse().Aggregate((Action<WireWriter>)(w => Write(w, field.Number, type)), (inner, outer) => w => w.Message(outer, inner));
                var bytes = new WireWriter();
                file(bytes);
                var refused = Assert.Throws<YoloGenException>(() => OnnxReader.Parse(bytes.Written));
                Assert.Contains($"field {field.Number} has wire type {type} instead of ", refused.Message, StringComparison.Ordinal);
                count++;
            }
        }

        Assert.InRange(count, 150, 400);
    }

    private static IEnumerable<(FieldRule Field, int[] Path)> Paths(MessageRule rule, int[] path, HashSet<MessageRule> seen)
        => seen.Add(rule)
            ? rule.Fields.SelectMany(f => (f.Message is { } inner ? Paths(inner, [.. path, f.Number], seen) : []).Prepend((f, path)))
            : [];

    private static void Write(WireWriter w, int field, int type)
    {
        switch (type)
        {
            case 0:
                w.Int64(field, 1);
                break;
            case 1:
                w.Double(field, 1);
                break;
            case 2:
                w.Bytes(field, []);
                break;
            default:
                w.Float(field, 1);
                break;
        }
    }

    private static void Compare(MessageRule rule, MessageDescriptor message, HashSet<string> seen)
    {
        Assert.Equal(message.Name, rule.Name);
        if (!seen.Add(message.FullName))
        {
            return;
        }

        Assert.Equal(message.Fields.InFieldNumberOrder().Select(f => f.FieldNumber), rule.Fields.Select(f => f.Number));
        foreach (FieldDescriptor field in message.Fields.InFieldNumberOrder())
        {
            FieldRule found = rule.Field(field.FieldNumber)!;
            Assert.True(Allowed(field).Contains(found.Kind), $"{field.FullName} is {found.Kind}");
            if (field.FieldType == FieldType.Message)
            {
                Compare(found.Message!, field.MessageType, seen);
            }
        }
    }

    private static FieldKind[] Allowed(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => [FieldKind.Message],
        FieldType.Bytes => field.Name is "raw_data" or "string_data" ? [FieldKind.Values] : [FieldKind.Text],
        FieldType.Float => [field.IsRepeated ? FieldKind.Floats : FieldKind.Float],
        FieldType.Double when field.IsRepeated => [FieldKind.Doubles],
        FieldType.Int32 or FieldType.Int64 or FieldType.UInt64 or FieldType.Enum => [field.IsRepeated ? FieldKind.Integers : FieldKind.Integer],
        _ => [],
    };

    private static IEnumerable<MessageRule> All(MessageRule rule, HashSet<MessageRule> seen)
        => seen.Add(rule) ? rule.Fields.Select(f => f.Message).OfType<MessageRule>().SelectMany(m => All(m, seen)).ToArray().Prepend(rule) : [];
}
