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
        var placed = new PlacedBuffers();
        var all = new List<StorageBuffer>();
        long end = 0;
        foreach (StorageBuffer buffer in buffers.Select((b, i) => (b, i)).Where(p => p.b.LastUse >= 0)
            .OrderByDescending(p => p.b.Bytes).ThenBy(p => p.b.FirstUse).ThenBy(p => p.i).Select(p => p.b))
        {
            long at = placed.CanSearch ? LowestGap(placed.Overlapping(buffer), buffer) : end;
            buffer.Offset = at;
            placed.Add(buffer);
            all.Add(buffer);
            end = Math.Max(end, at + Size(buffer));
        }

        if (end > PlanLimits.MaxBytes)
        {
            throw new YoloGenException(DiagnosticCodes.ArenaTooLarge, $"the tensors of the network take {end} bytes, more than {PlanLimits.MaxBytes}; choose a smaller input shape");
        }

        return (end, Bound(all));
    }

    private static long LowestGap(List<StorageBuffer> alive, StorageBuffer buffer)
    {
        long at = 0;
        foreach (StorageBuffer other in alive.OrderBy(o => o.Offset))
        {
            if (other.Offset - at >= Size(buffer))
            {
                break;
            }

            at = Math.Max(at, other.Offset + Size(other));
        }

        return at;
    }

    /// <summary>The sum changes where a life begins or has ended.</summary>
    private static long Bound(List<StorageBuffer> buffers)
    {
        long bound = 0, sum = 0;
        foreach ((_, long change) in buffers.SelectMany(b => new[] { (Time: b.FirstUse, Change: Size(b)), (Time: b.LastUse + 1, Change: -Size(b)) }).OrderBy(e => e.Time).ThenBy(e => e.Change))
        {
            sum += change;
            bound = Math.Max(bound, sum);
        }

        return bound;
    }

    private static long Size(StorageBuffer buffer) => (Math.Max(1, buffer.Bytes) + Alignment - 1) / Alignment * Alignment;
}
