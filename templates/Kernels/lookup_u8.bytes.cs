#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>Table lookup through general registers: 8 bytes in one load, taken apart by shifts.</summary>
internal static unsafe class LookupBytes
{
    [MethodImpl(AggressiveInlining)]
    public static void Run(byte* source, byte* destination, int count, byte* table)
    {
        for (; count >= 8; count -= 8, source += 8, destination += 8)
        {
            ulong bytes = Unsafe.ReadUnaligned<ulong>(source);
            destination[0] = table[(byte)bytes];
            destination[1] = table[(byte)(bytes >> 8)];
            destination[2] = table[(byte)(bytes >> 16)];
            destination[3] = table[(byte)(bytes >> 24)];
            destination[4] = table[(byte)(bytes >> 32)];
            destination[5] = table[(byte)(bytes >> 40)];
            destination[6] = table[(byte)(bytes >> 48)];
            destination[7] = table[bytes >> 56];
        }
        for (; count > 0; count--)
            *destination++ = table[*source++];
    }
}
