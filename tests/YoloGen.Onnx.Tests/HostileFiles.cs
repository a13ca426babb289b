using System.Text;

namespace YoloGen.Onnx.Tests;

/// <summary>Model files that nobody's exporter writes, each with the code that refuses it.</summary>
internal static class HostileFiles
{
    public static IEnumerable<(string Name, string Code, byte[] File)> All()
        => [.. Foreign(), .. WrongWireTypes(), .. Truncated(), .. LyingLengths(), .. BadTags(), .. BadTensors(), .. External(), .. TooMuch()];

    private static IEnumerable<(string, string, byte[])> Foreign()
    {
        (string Name, byte[] File)[] files =
        [
            ("nothing", []), ("one byte", [0]), ("text", "hello, world"u8.ToArray()), ("HTML", "<!DOCTYPE html><html></html>"u8.ToArray()),
            ("zip", [(byte)'P', (byte)'K', 3, 4, 0, 0, 0, 0, 0, 0]), ("gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0]), ("zeros", new byte[1000]), ("ones", [.. Enumerable.Repeat((byte)0xFF, 1000)]),
            ("JPEG", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16]), ("ELF", [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1]), ("only a version", [8, 8]),
        ];
        return files.Select(f => ("foreign: " + f.Name, "YG0101", f.File));
    }

    /// <summary>A number of 32 bits where a text, a message or a variable-length number belongs.</summary>
    private static IEnumerable<(string, string, byte[])> WrongWireTypes()
    {
        foreach (int field in (int[])[1, 2, 3, 7, 8, 14, 25])
        {
            yield return ($"wire type: model field {field}", "YG0101", Model(m => m.Float(field, 1)));
        }

        foreach (int field in (int[])[1, 2, 5, 11, 12, 13])
        {
            yield return ($"wire type: graph field {field}", "YG0101", Graph(g => g.Float(field, 1)));
        }

        foreach (int field in (int[])[1, 2, 3, 4, 5, 7])
        {
            yield return ($"wire type: node field {field}", "YG0101", Node(n => n.Float(field, 1)));
        }

        foreach (int field in (int[])[1, 3, 4, 5, 6, 8, 9, 20])
        {
            yield return ($"wire type: attribute field {field}", "YG0101", Node(n => n.Message(5, a => a.Float(field, 1))));
        }

        foreach (int field in (int[])[1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 13, 14])
        {
            yield return ($"wire type: tensor field {field}", "YG0101", Tensor(t => t.Float(field, 1)));
        }

        foreach (int field in (int[])[1, 2])
        {
            yield return ($"wire type: input field {field}", "YG0101", Graph(g => g.Message(11, v => v.Float(field, 1))));
        }
    }

    /// <summary>The graph is the last field of the file: wherever the file ends within it, its length is a lie.</summary>
    private static IEnumerable<(string, string, byte[])> Truncated()
    {
        byte[] whole = Model(m => m.Message(7, g =>
        {
            for (int i = 0; i < 20; i++)
            {
                g.Message(1, n =>
                {
                    n.Text(1, $"x{i}");
                    n.Text(2, $"x{i + 1}");
                    n.Text(4, "Relu");
                });
            }
        }));
        for (int i = 0; i < 40; i++)
        {
            int kept = 6 + ((whole.Length - 7) * i / 40);
            yield return ($"truncated to {kept} of {whole.Length}", "YG0101", whole[..kept]);
        }
    }

    private static IEnumerable<(string, string, byte[])> LyingLengths()
    {
        (string Name, byte[] Length)[] lengths =
        [
            ("100", [100]), ("2^31 - 1", [0xFF, 0xFF, 0xFF, 0xFF, 7]), ("2^31", [0x80, 0x80, 0x80, 0x80, 8]), ("2^32", [0x80, 0x80, 0x80, 0x80, 16]),
            ("2^63 - 1", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]), ("2^64 - 1", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1]),
            ("11 bytes", [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1]), ("cut", [0x80]),
        ];
        foreach ((string name, byte[] length) in lengths)
        {
            yield return ($"length {name}: graph", "YG0101", [8, 8, (7 << 3) | 2, .. length]);
            yield return ($"length {name}: node", "YG0101", Model(m => m.Bytes(7, [(1 << 3) | 2, .. length])));
            yield return ($"length {name}: tensor's bytes", "YG0101", Graph(g => g.Bytes(5, [(9 << 3) | 2, .. length])));
        }
    }

    private static IEnumerable<(string, string, byte[])> BadTags()
    {
        foreach (int tag in (int[])[0, 2, 3, 4, 6, 7])
        {
            byte[] bytes = tag is 0 or 2 ? [(byte)tag, 0] : [(byte)((1 << 3) | tag), 0, 0, 0, 0, 0, 0, 0, 0];
            yield return ($"tag {tag}: model", "YG0101", bytes);
            yield return ($"tag {tag}: graph", "YG0101", Model(m => m.Bytes(7, bytes)));
            yield return ($"tag {tag}: node", "YG0101", Graph(g => g.Bytes(1, bytes)));
        }
    }

    private static IEnumerable<(string, string, byte[])> BadTensors()
    {
        foreach (long dim in (long[])[-1, -2, int.MinValue, long.MinValue])
        {
            yield return ($"tensor: dimension {dim}", "YG0103", Tensor(Typed(1, dim)));
        }

        foreach (long dim in (long[])[(1L << 28) + 1, 1L << 31, 1L << 32, long.MaxValue])
        {
            yield return ($"tensor: dimension {dim}", "YG0102", Tensor(Typed(1, dim)));
        }

        yield return ("tensor: a product of 2^32", "YG0102", Tensor(Typed(1, 65536, 65536)));
        yield return ("tensor: a product of 2^64, 0 in 64 bits", "YG0102", Tensor(Typed(1, 1 << 16, 1 << 16, 1 << 16, 1 << 16)));
        yield return ("tensor: two graphs", "YG0101", Model(m =>
        {
            m.Bytes(7, []);
            m.Bytes(7, []);
        }));
        foreach (int type in (int[])[0, -1, 99, int.MaxValue])
        {
            yield return ($"tensor: type {type}", "YG0103", Tensor(Typed(type, 1)));
        }

        // float, uint8, int8, uint16, int16, int32, int64, bool, float16, double: without values, one byte short, one too many.
        foreach ((int type, int size) in ((int, int)[])[(1, 4), (2, 1), (3, 1), (4, 2), (5, 2), (6, 4), (7, 8), (9, 1), (10, 2), (11, 8)])
        {
            yield return ($"tensor: type {type} without values", "YG0103", Tensor(Typed(type, 2)));
            yield return ($"tensor: type {type}, one byte short", "YG0103", Tensor(t =>
            {
                Typed(type, 2)(t);
                t.Bytes(9, new byte[(2 * size) - 1]);
            }));
            yield return ($"tensor: type {type}, one byte too many", "YG0103", Tensor(t =>
            {
                Typed(type, 2)(t);
                t.Bytes(9, new byte[(2 * size) + 1]);
            }));
        }
    }

    private static IEnumerable<(string, string, byte[])> External()
    {
        foreach (string location in (string[])["", "..", "../x", "a/../../x", "/etc/passwd", "C:\\x", "a:b", "a\0b", "not-there", "."])
        {
            yield return ($"external: '{location.Replace("\0", "\\0", StringComparison.Ordinal)}'", "YG0104", Tensor(Outside(("location", location))));
        }

        yield return ("external: no location", "YG0104", Tensor(Outside()));
        yield return ("external: two locations", "YG0104", Tensor(Outside(("location", "a"), ("location", "b"))));
        foreach (string number in (string[])["-1", "abc", "1e3", "0x10", "99999999999999999999"])
        {
            yield return ($"external: offset {number}", "YG0104", Tensor(Outside(("location", "data"), ("offset", number))));
            yield return ($"external: length {number}", "YG0104", Tensor(Outside(("location", "data"), ("length", number))));
        }
    }

    private static IEnumerable<(string, string, byte[])> TooMuch()
    {
        yield return ("much: a text of 2 MB", "YG0102", Node(n => n.Text(3, new string('a', 2 << 20))));
        yield return ("much: 10,001 inputs of a node", "YG0102", Node(n => Times(10_001, _ => n.Text(1, "x"))));
        yield return ("much: 100,001 nodes", "YG0102", Graph(g => Times(100_001, _ => g.Bytes(1, []))));
        yield return ("much: 200,001 tensors", "YG0102", Graph(g => Times(200_001, _ => g.Bytes(5, [(2 << 3) | 0, 1, (1 << 3) | 0, 0]))));
        yield return ("much: 400,001 value descriptions", "YG0102", Graph(g => Times(400_001, _ => g.Bytes(13, []))));
        yield return ("much: 10,001 metadata entries", "YG0102", Model(m => Times(10_001, i => m.Message(14, e => e.Text(1, $"k{i}")))));
        yield return ("much: 17 MB of metadata", "YG0102", Model(m => Times(18, i => m.Message(14, e => { e.Text(1, $"k{i}"); e.Text(2, new string('a', (1 << 20) - 1)); }))));
        // Fewer than any limit of one node, but each would be an object of a few hundred bytes.
        yield return ("much: 2.1 million attributes", "YG0102", Graph(g => Times(300, _ => g.Bytes(1, [.. Enumerable.Repeat<byte[]>([(5 << 3) | 2, 0], 7000).SelectMany(a => a)]))));
        yield return ("much: 2.1 million texts in a tensor", "YG0102", Tensor(t => Times(2_100_000, _ => t.Bytes(6, []))));
        foreach (int levels in (int[])[17, 100, 2000])
        {
            yield return ($"much: {levels} graphs inside graphs", "YG0102", Model(m => m.Bytes(7, Nested(levels))));
        }
    }

    /// <summary>Graph, node, attribute, graph, ... from the inside out.</summary>
    private static byte[] Nested(int levels)
    {
        byte[] graph = [];
        for (int i = 0; i < levels; i++)
        {
            byte[] inner = graph;
            var w = new WireWriter();
            w.Message(1, n => n.Message(5, a =>
            {
                a.Text(1, "body");
                a.Bytes(6, inner);
            }));
            graph = w.Written.ToArray();
        }

        return graph;
    }

    private static void Times(int count, Action<int> action)
    {
        for (int i = 0; i < count; i++)
        {
            action(i);
        }
    }

    private static Action<WireWriter> Typed(int type, params long[] dims) => t =>
    {
        foreach (long dim in dims)
        {
            t.Int64(1, dim);
        }

        t.Int64(2, type);
        t.Text(8, "w");
    };

    private static Action<WireWriter> Outside(params (string Key, string Value)[] entries) => t =>
    {
        Typed(1, 2)(t);
        t.Int64(14, 1);
        foreach ((string key, string value) in entries)
        {
            t.Message(13, e =>
            {
                e.Text(1, key);
                e.Bytes(2, Encoding.UTF8.GetBytes(value));
            });
        }
    };

    private static byte[] Model(Action<WireWriter> write)
    {
        var w = new WireWriter();
        w.Int64(1, 8);
        write(w);
        return w.Written.ToArray();
    }

    private static byte[] Graph(Action<WireWriter> write) => Model(m => m.Message(7, write));

    private static byte[] Node(Action<WireWriter> write) => Graph(g => g.Message(1, write));

    private static byte[] Tensor(Action<WireWriter> write) => Graph(g => g.Message(5, write));
}
