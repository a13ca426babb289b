#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>Table lookup: <see cref="LookupBytes"/>.</content>
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
        for (; width > 0; width--, source += sourceStride, destination += destinationStride)
            LookupBytes.Run(source, destination, channels, table);
    }
}
