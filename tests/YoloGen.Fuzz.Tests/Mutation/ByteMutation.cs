using System.Buffers.Binary;

namespace YoloGen.Fuzz.Tests.Mutation;

/// <summary>Damage to bytes: flipped bits, numbers at the ends of their range, cut, repeated and moved pieces.</summary>
internal static class ByteMutation
{
    private static readonly ulong[] Ends = [0, 1, 2, 3, 4, 7, 8, 15, 16, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 1u << 20, int.MaxValue, 0x80000000, uint.MaxValue, 1UL << 32, long.MaxValue, 0x8000000000000000, ulong.MaxValue];

    /// <summary>A damaged copy.</summary>
    /// <param name="bytes">The original.</param>
    /// <param name="random">Dice.</param>
    /// <param name="header">How many bytes from the start most of the damage falls into.</param>
    public static byte[] Of(byte[] bytes, Random random, int header = int.MaxValue)
    {
        var changed = new List<byte>(bytes);
        for (int i = random.Next(4) == 0 ? random.Next(1, 12) : random.Next(1, 3); i > 0 && changed.Count > 0; i--)
        {
            int reach = random.Next(4) == 0 ? changed.Count : Math.Min(changed.Count, header), at = random.Next(reach);
            switch (random.Next(9))
            {
                case 0: changed[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: changed[at] = (byte)random.Next(256); break;
                case 2: Number(changed, random, at, random.Next(2) == 0); break;
                case 3: Varint(changed, random, at); break;
                case 4: changed.RemoveRange(at, Math.Min(changed.Count - at, random.Next(1, 9))); break;
                case 5: changed.InsertRange(at, changed.GetRange(at, Math.Min(changed.Count - at, random.Next(1, 33)))); break;
                case 6: changed.InsertRange(random.Next(reach), changed.GetRange(at, Math.Min(changed.Count - at, random.Next(1, 200)))); break;
                case 7 when random.Next(6) == 0: changed.RemoveRange(at, changed.Count - at); break;
                default: changed[at] = (byte)(changed[at] + random.Next(-2, 3)); break;
            }
        }

        return [.. changed];
    }

    private static void Number(List<byte> bytes, Random random, int at, bool bigEndian)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(number, Ends[random.Next(Ends.Length)]);
        int size = 1 << random.Next(4);
        if (bigEndian)
        {
            number[..size].Reverse();
        }

        for (int i = 0; i < size && at + i < bytes.Count; i++)
        {
            bytes[at + i] = number[i];
        }
    }

    /// <summary>Another length or number where a varint may stand.</summary>
    private static void Varint(List<byte> bytes, Random random, int at)
    {
        int end = at;
        while (end < bytes.Count && bytes[end] >= 0x80 && end - at < 10)
        {
            end++;
        }

        bytes.RemoveRange(at, Math.Min(end + 1, bytes.Count) - at);
        ulong value = Ends[random.Next(Ends.Length)];
        var varint = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            varint.Add((byte)(value | 0x80));
        }

        varint.Add((byte)value);
        bytes.InsertRange(at, varint);
    }
}
