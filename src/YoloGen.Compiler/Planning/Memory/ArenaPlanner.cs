using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>
/// Gives every buffer its place in one arena: the largest first, each at the lowest address where nothing that lives at the same time is
/// (greedy by size, as Pisarchyk and Lee, "Efficient memory management for deep neural net inference", 2020, found best in practice).
/// </summary>
internal static class ArenaPlanner
{
    public const int Alignment = 64;

    /// <summary>Bytes of the arena, and the largest sum of bytes that live at one time.</summary>
    public static (long Bytes, long Bound) Run(IReadOnlyList<StorageBuffer> buffers)
    {
        var placed = new List<StorageBuffer>();
        long end = 0;
        foreach (StorageBuffer buffer in buffers.Select((b, i) => (b, i)).Where(p => p.b.LastUse >= 0)
            .OrderByDescending(p => p.b.Bytes).ThenBy(p => p.b.FirstUse).ThenBy(p => p.i).Select(p => p.b))
        {
            long at = 0;
            foreach (StorageBuffer other in placed.Where(o => Overlap(o, buffer)).OrderBy(o => o.Offset))
            {
                if (other.Offset - at >= Size(buffer))
                {
                    break;
                }

                at = Math.Max(at, other.Offset + Size(other));
            }

            buffer.Offset = at;
            placed.Add(buffer);
            end = Math.Max(end, at + Size(buffer));
        }

        if (end > PlanLimits.MaxBytes)
        {
            throw new YoloGenException(DiagnosticCodes.ArenaTooLarge, $"the tensors of the network take {end} bytes, more than {PlanLimits.MaxBytes}; choose a smaller input shape");
        }

        return (end, Bound(placed));
    }

    private static long Bound(List<StorageBuffer> buffers)
    {
        long bound = 0;
        foreach (int time in buffers.Select(b => b.FirstUse).Distinct())
        {
            bound = Math.Max(bound, buffers.Where(b => b.FirstUse <= time && b.LastUse >= time).Sum(Size));
        }

        return bound;
    }

    private static bool Overlap(StorageBuffer a, StorageBuffer b) => a.FirstUse <= b.LastUse && b.FirstUse <= a.LastUse;

    private static long Size(StorageBuffer buffer) => (Math.Max(1, buffer.Bytes) + Alignment - 1) / Alignment * Alignment;
}
