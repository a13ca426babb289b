#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>Transposed copies, in blocks that stay in the first-level cache. Strides in bytes.</summary>
internal static unsafe class TransposeBlocks
{
    private const int Block = 16;

    [MethodImpl(AggressiveOptimization)]
    public static void Copy<T>(T* x, nint xStride, T* y, nint yStride, int rows, int columns) where T : unmanaged
    {
        for (int row = 0; row < rows; row += Block)
        {
            int rowEnd = row + Block < rows ? row + Block : rows;
            for (int column = 0; column < columns; column += Block)
            {
                int columnEnd = column + Block < columns ? column + Block : columns;
                for (int c = column; c < columnEnd; c++)
                {
                    T* from = (T*)((byte*)x + row * xStride) + c;
                    T* to = (T*)((byte*)y + c * yStride);
                    for (int r = row; r < rowEnd; r++, from = (T*)((byte*)from + xStride))
                        to[r] = *from;
                }
            }
        }
    }
}
