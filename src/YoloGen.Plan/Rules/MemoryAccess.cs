using System;
using System.Collections.Generic;
using System.Globalization;

namespace YoloGen.Plans;

/// <summary>
/// Bytes that a layer touches: runs of bytes at regular distances along some axes, counted from the start of the arena or of one weight.
/// Kernels of bytes may read up to <see cref="OverRead"/> bytes behind a run (whole vectors); the memory around the arena and the weights allows it.
/// </summary>
/// <param name="Operand">A tensor (its bytes lie in the arena) or a weight.</param>
/// <param name="Writes">Whether the bytes are written.</param>
/// <param name="Offset">Bytes from the start of the arena, or of the weight, to the first byte of the first run.</param>
/// <param name="Run">Bytes of a run.</param>
/// <param name="Axes">How many runs there are along each axis, and how many bytes apart.</param>
internal sealed record MemoryAccess(PlanOperand Operand, bool Writes, long Offset, long Run, IReadOnlyList<(long Count, long Step)> Axes)
{
    /// <summary>What a kernel may read behind the bytes named; <c>NativeBuffer</c> of the support code has four times as many around its content.</summary>
    public const int OverRead = 64;

    /// <summary>What is wrong, or null if all bytes lie in the first <paramref name="size"/> and every distance fits the emitted code's integers.</summary>
    public string? Error(long size)
    {
        long low = Offset, high = Offset + Run;
        bool empty = Run == 0;
        foreach ((long count, long step) in Axes)
        {
            if (Math.Abs((double)step) > PlanLimits.MaxBytes)
            {
                return $"steps over {Text(step)} bytes of {Operand}";
            }

            // At most 2^31 times 2^31: no overflow.
            long reach = (count - 1) * step;
            if (Math.Abs((double)reach) > PlanLimits.MaxBytes && count > 0)
            {
                return Outside();
            }

            empty |= count <= 0;
            low += Math.Min(reach, 0);
            high += Math.Max(reach, 0);
        }

        return empty || (low >= 0 && high <= size) ? null : Outside();
    }

    private string Outside() => $"{(Writes ? "writes" : "reads")} outside the {(Operand.Kind == OperandKind.Weight ? "weight" : "arena")} by way of {Operand}";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
