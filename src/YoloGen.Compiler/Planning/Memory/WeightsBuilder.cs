using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using YoloGen.Compiler.Graph;
using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>Collects the weights file: each tensor once, those that are read at run time first, so that the class keeps only the start of it.</summary>
internal sealed class WeightsBuilder
{
    private const int Alignment = 64;

    /// <summary>Bytes from which on values are not kept but made again when the file is.</summary>
    private const int Large = 1 << 20;

    private readonly List<(string Name, ElementType Type, int[] Shape, int Length, Action<Span<byte>> Write)> _entries = [];
    private readonly List<bool> _isResident = [];
    private readonly Dictionary<string, int> _byContent = [];

    /// <summary>Adds a tensor, or finds the same one.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="type">Element type.</param>
    /// <param name="shape">Shape.</param>
    /// <param name="bytes">Values, row-major, little-endian.</param>
    /// <param name="resident">Whether layers read it at run time; else the constructor packs it.</param>
    public int Add(string name, ElementType type, IReadOnlyList<int> shape, byte[] bytes, bool resident) 
        => Enter(name, type, shape, SHA256.HashData(bytes), bytes.Length, bytes.CopyTo, resident);

    /// <summary>Adds floats that can be made again, so that large ones are in memory in the file alone.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="shape">Shape; rows are what lies along its first axis.</param>
    /// <param name="rows">Writes rows from a first one on until the destination is full, the same each time.</param>
    public int AddFloats(string name, IReadOnlyList<int> shape, RowWriter rows)
    {
        int count = shape.Aggregate(1, (n, d) => checked(n * d)), each = shape[0] == 0 ? 0 : count / shape[0];
        if (!BitConverter.IsLittleEndian || (long)count * 4 < Large)
        {
            var values = new float[count];
            rows(0, values);
            return AddFloats(name, shape, values);
        }

        int block = Math.Max(1, Large / 4 / each);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var some = new float[block * each];
        for (int row = 0; row < shape[0]; row += block)
        {
            Span<float> part = some.AsSpan(0, Math.Min(block, shape[0] - row) * each);
            rows(row, part);
            hash.AppendData(MemoryMarshal.AsBytes(part));
        }

        return Enter(name, ElementType.Float32, shape, hash.GetCurrentHash(), count * 4, Write, resident: false);

        void Write(Span<byte> bytes)
        {
            Span<float> all = MemoryMarshal.Cast<byte, float>(bytes);
            for (int row = 0; row < shape[0]; row += block)
            {
                rows(row, all.Slice(row * each, Math.Min(block, shape[0] - row) * each));
            }
        }
    }

    /// <summary>Writes rows of a tensor from <paramref name="first"/> on until the destination is full.</summary>
    public delegate void RowWriter(int first, Span<float> destination);

    private int Enter(string name, ElementType type, IReadOnlyList<int> shape, byte[] hash, int length, Action<Span<byte>> write, bool resident)
    {
        string key = $"{type} {string.Join('x', shape)} {Convert.ToHexString(hash)}";
        if (!_byContent.TryGetValue(key, out int index))
        {
            index = _entries.Count;
            _byContent.Add(key, index);
            _entries.Add((name, type, [.. shape], length, write));
            _isResident.Add(false);
        }

        _isResident[index] |= resident;
        return index;
    }

    public int AddFloats(string name, IReadOnlyList<int> shape, ReadOnlySpan<float> values, bool resident = false)
    {
        var bytes = new byte[values.Length * 4];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * 4), values[i]);
        }

        return Add(name, ElementType.Float32, shape, bytes, resident);
    }

    public int AddInts(string name, IReadOnlyList<int> shape, ReadOnlySpan<int> values, bool resident = false)
    {
        var bytes = new byte[values.Length * 4];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * 4), values[i]);
        }

        return Add(name, ElementType.Int32, shape, bytes, resident);
    }

    /// <summary>Adds a constant that layers read as if it were in the arena: signed bytes plus 128.</summary>
    public int AddActivation(string name, TensorData data)
    {
        int[] shape = [.. data.Shape.Dims];
        switch (data.Type)
        {
            case ElementType.Float32:
                return AddFloats(name, shape, data.Floats, resident: true);
            case ElementType.Int32:
                return AddInts(name, shape, data.Ints, resident: true);
            case ElementType.Int64:
                var bytes = new byte[data.Longs.Length * 8];
                for (int i = 0; i < data.Longs.Length; i++)
                {
                    BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * 8), data.Longs[i]);
                }

                return Add(name, ElementType.Int64, shape, bytes, resident: true);
            case ElementType.UInt8:
                return Add(name, ElementType.UInt8, shape, data.Bytes, resident: true);
            case ElementType.Int8:
                return Add(name, ElementType.Int8, shape, Array.ConvertAll(data.SBytes, v => (byte)(v ^ 0x80)), resident: true);
            default:
                return Add(name, ElementType.Bool, shape, Array.ConvertAll(data.Bools, v => v ? (byte)1 : (byte)0), resident: true);
        }
    }

    public int AddSBytes(string name, IReadOnlyList<int> shape, ReadOnlySpan<sbyte> values)
        => Add(name, ElementType.Int8, shape, MemoryMarshal.AsBytes(values).ToArray(), resident: false);

    /// <summary>The file and its table: the tensors of <paramref name="used"/> (indices that <see cref="Add"/> gave), and where each index went.</summary>
    public (byte[] File, IReadOnlyList<PlanWeight> Weights, IReadOnlyDictionary<int, int> Moved) Build(IEnumerable<int> used)
    {
        int[] kept = [.. used.Distinct().Order()];
        Dictionary<int, int> moved = kept.Select((index, at) => (index, at)).ToDictionary(p => p.index, p => p.at);
        var weights = new PlanWeight[kept.Length];
        int[] order = [.. kept.OrderBy(i => _isResident[i] ? 0 : 1)];
        long end = 0;
        foreach (int i in order)
        {
            (string name, ElementType type, int[] shape, int length, _) = _entries[i];
            long offset = (end + Alignment - 1) / Alignment * Alignment;
            weights[moved[i]] = new PlanWeight(name, type, shape, offset, length);
            end = offset + length;
        }

        if (end > PlanLimits.MaxBytes)
        {
            throw new YoloGenException(DiagnosticCodes.ArenaTooLarge, $"the weights take {end} bytes; at most {PlanLimits.MaxBytes} are written");
        }

        var file = new byte[end];
        foreach (int i in order)
        {
            _entries[i].Write(file.AsSpan((int)weights[moved[i]].Offset, _entries[i].Length));
        }

        return (file, weights, moved);
    }
}
