#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>
/// Table lookup: one tbl and three tbx over 64 bytes of the table each, which leave alone what is out of their range. On Cortex-A72 that is 1.3 cycles a
/// byte, 2.1 through general registers. The rule: the whole table lives in half of the registers for the row.
/// </content>
internal unsafe partial struct NeonKernels
{
    [MethodImpl(AggressiveOptimization)]
    public static void LookupRow(byte* source, nint sourceStride, byte* destination, nint destinationStride, int width, int channels, byte* table)
    {
        if (sourceStride == channels && destinationStride == channels)
        {
            channels *= width;
            width = 1;
        }
        var t0 = (Vector128.Load(table), Vector128.Load(table + 16), Vector128.Load(table + 32), Vector128.Load(table + 48));
        var t1 = (Vector128.Load(table + 64), Vector128.Load(table + 80), Vector128.Load(table + 96), Vector128.Load(table + 112));
        var t2 = (Vector128.Load(table + 128), Vector128.Load(table + 144), Vector128.Load(table + 160), Vector128.Load(table + 176));
        var t3 = (Vector128.Load(table + 192), Vector128.Load(table + 208), Vector128.Load(table + 224), Vector128.Load(table + 240));
        Vector128<byte> next = Vector128.Create((byte)64);
        for (; width > 0; width--, source += sourceStride, destination += destinationStride)
        {
            int c = 0;
            for (; c <= channels - 16; c += 16)
            {
                Vector128<byte> index = Vector128.Load(source + c);
                Vector128<byte> result = AdvSimd.Arm64.VectorTableLookup(t0, index);
                index = AdvSimd.Subtract(index, next);
                result = AdvSimd.Arm64.VectorTableLookupExtension(result, t1, index);
                index = AdvSimd.Subtract(index, next);
                result = AdvSimd.Arm64.VectorTableLookupExtension(result, t2, index);
                index = AdvSimd.Subtract(index, next);
                AdvSimd.Arm64.VectorTableLookupExtension(result, t3, index).Store(destination + c);
            }
            for (; c <= channels - 8; c += 8)
            {
                Vector64<byte> index = Vector64.Load(source + c), step = next.GetLower();
                Vector64<byte> result = AdvSimd.VectorTableLookup(t0, index);
                index = AdvSimd.Subtract(index, step);
                result = AdvSimd.VectorTableLookupExtension(result, t1, index);
                index = AdvSimd.Subtract(index, step);
                result = AdvSimd.VectorTableLookupExtension(result, t2, index);
                index = AdvSimd.Subtract(index, step);
                AdvSimd.VectorTableLookupExtension(result, t3, index).Store(destination + c);
            }
            for (; c < channels; c++)
                destination[c] = table[source[c]];
        }
    }
}
