using System.Buffers.Binary;
using System.Text;

namespace YoloGen.Training.Runtime;

/// <summary>
/// Rebinds one imported function of a 64-bit little-endian ELF library to another that it imports anyway, and marks the version it
/// asked for as weak. Works on the bytes, so that no compiler and no preloading is needed. Layout: System V gABI, "Symbol Table",
/// and the Linux Standard Base, "Symbol Versioning".
/// </summary>
internal static class ElfSymbolPatch
{
    private const uint DynamicSymbols = 11, VersionNeeds = 0x6ffffffe, VersionOfSymbol = 0x6fffffff;
    private const ushort WeakVersion = 2;

    /// <summary>Changes <paramref name="elf"/> in place.</summary>
    /// <returns>False when the library has no such import or is not of this kind; the bytes are then unchanged.</returns>
    public static bool TryRebind(byte[] elf, string missing, string substitute)
    {
        if (elf.Length < 64 || elf[0] != 0x7f || elf[1] != 'E' || elf[2] != 'L' || elf[3] != 'F' || elf[4] != 2 || elf[5] != 1)
            return false;
        try
        {
            return Rebind(elf, missing, substitute);
        }
        catch (ArgumentOutOfRangeException)
        {
            return false; // a section table that points outside the file
        }
    }

    private static bool Rebind(byte[] elf, string missing, string substitute)
    {
        if (!TryFindSection(elf, DynamicSymbols, out Section symbols) || !TryFindSection(elf, VersionOfSymbol, out Section versions)
            || !TryFindSection(elf, VersionNeeds, out Section needs))
        {
            return false;
        }
        Section names = SectionAt(elf, (int)symbols.Link);
        int from = -1, to = -1;
        for (int i = 0; i < symbols.Size / 24; i++)
        {
            string name = ReadName(elf, names.Offset + (int)ReadUInt32(elf, symbols.Offset + i * 24));
            if (name == missing)
                from = i;
            else if (name == substitute)
                to = i;
        }
        if (from < 0 || to < 0)
            return false;

        ushort version = ReadUInt16(elf, versions.Offset + from * 2);
        WriteUInt32(elf, symbols.Offset + from * 24, ReadUInt32(elf, symbols.Offset + to * 24));
        WriteUInt16(elf, versions.Offset + from * 2, ReadUInt16(elf, versions.Offset + to * 2));
        return TryMarkWeak(elf, needs, version);
    }

    private static bool TryMarkWeak(byte[] elf, Section needs, ushort version)
    {
        for (int need = needs.Offset; ;)
        {
            int count = ReadUInt16(elf, need + 2), entry = need + (int)ReadUInt32(elf, need + 8);
            for (int i = 0; i < count; i++, entry += (int)ReadUInt32(elf, entry + 12))
            {
                if (ReadUInt16(elf, entry + 6) != version)
                    continue;
                WriteUInt16(elf, entry + 4, (ushort)(ReadUInt16(elf, entry + 4) | WeakVersion));
                return true;
            }
            uint next = ReadUInt32(elf, need + 12);
            if (next == 0)
                return false;
            need += (int)next;
        }
    }

    private readonly record struct Section(uint Type, int Offset, int Size, uint Link);

    private static bool TryFindSection(byte[] elf, uint type, out Section section)
    {
        int count = ReadUInt16(elf, 60);
        for (int i = 0; i < count; i++)
        {
            section = SectionAt(elf, i);
            if (section.Type == type)
                return true;
        }
        section = default;
        return false;
    }

    private static Section SectionAt(byte[] elf, int index)
    {
        int header = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(elf.AsSpan(40, 8))) + index * ReadUInt16(elf, 58);
        return new Section(ReadUInt32(elf, header + 4), (int)ReadUInt32(elf, header + 24), (int)ReadUInt32(elf, header + 32), ReadUInt32(elf, header + 40));
    }

    private static string ReadName(byte[] elf, int at)
    {
        ReadOnlySpan<byte> rest = elf.AsSpan(at);
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    private static ushort ReadUInt16(byte[] elf, int at) => BinaryPrimitives.ReadUInt16LittleEndian(elf.AsSpan(at, 2));

    private static uint ReadUInt32(byte[] elf, int at) => BinaryPrimitives.ReadUInt32LittleEndian(elf.AsSpan(at, 4));

    private static void WriteUInt16(byte[] elf, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(elf.AsSpan(at, 2), value);

    private static void WriteUInt32(byte[] elf, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(elf.AsSpan(at, 4), value);
}
