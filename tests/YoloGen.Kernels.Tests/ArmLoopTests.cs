using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace YoloGen.Kernels.Tests;

/// <summary>
/// The loops that a Raspberry Pi spends its time in, as NativeAOT compiles them: how many instructions each has for its products. A Cortex-A72 has three to
/// dispatch a cycle and one pipe that multiplies, so an instruction more, a register that is spilled or moved, shows in every network.
/// </summary>
public class ArmLoopTests
{
    /// <summary>Loops with these multiplications, and the most instructions that one of them may have.</summary>
    public static TheoryData<string, string, int> Budgets => new()
    {
        { "bytes, 2x8, two products in 16 bits: 256 products in 32 cycles", "smull 16 smlal 16 sadalp 16", 67 },
        { "bytes, 2x8, one product in 16 bits", "smull 32 sadalp 32", 83 },
        { "tiles, 4x16: 512 products in 128 cycles", "smlal 128", 151 },
        { "tiles, 4x20, four outputs in general registers: 640 products in 128 cycles", "smlal 128 madd 128", 343 },
        { "bytes by dot products, 8x8: 1024 products", "sdot 64", 88 },
        { "floats, 8x8: 256 products", "fmla 64", 82 },
    };

    [Theory]
    [MemberData(nameof(Budgets))]
    public void Loops_keep_to_their_budget(string what, string multiplications, int instructions)
    {
        ILookup<string, Loop> loops = Loops.Value.ToLookup(l => l.Multiplications);
        Assert.True(loops[multiplications].Any(), $"{what}: no loop has {multiplications}; there are {string.Join("; ", loops.Select(l => l.Key).Order())}");
        foreach (Loop loop in loops[multiplications])
        {
            Assert.True(
                loop.Instructions <= instructions && loop.Stores == 0 && loop.Moves == 0,
                $"{what}: {loop.Instructions} instructions instead of {instructions}, {loop.Stores} stores and {loop.Moves} moves of vectors instead of none, at {loop.Address:x}");
        }
    }

    /// <summary>An innermost loop: a run of instructions that ends in a conditional branch back to its first and has no other branch.</summary>
    private sealed record Loop(long Address, int Instructions, int Stores, int Moves, string Multiplications);

    private static readonly Lazy<IReadOnlyList<Loop>> Loops = new(() => Find(Disassembled()));

    private static string Disassembled()
    {
        string program = ArmProgram.Publish();
        Assert.SkipUnless(ArmProgram.OnPath("aarch64-linux-gnu-objdump"), "aarch64-linux-gnu-objdump is not installed");
        (int code, string text) = ArmProgram.Run("aarch64-linux-gnu-objdump", "-d", "--no-show-raw-insn", program);
        Assert.Equal(0, code);
        return text;
    }

    private static List<Loop> Find(string text)
    {
        var lines = Regex.Matches(text, @"^\s*([0-9a-f]+):\t(\S+)(?:\t(.*))?$", RegexOptions.Multiline)
            .Select(m => (Address: Hex(m.Groups[1].Value), Name: m.Groups[2].Value, Operands: m.Groups[3].Value)).ToArray();
        var at = new Dictionary<long, int>();
        for (int i = 0; i < lines.Length; i++)
        {
            at[lines[i].Address] = i;
        }

        var loops = new List<Loop>();
        for (int end = 0; end < lines.Length; end++)
        {
            if (!IsConditional(lines[end].Name) || Regex.Match(lines[end].Operands, "([0-9a-f]+) <") is not { Success: true } target
                || !at.TryGetValue(Hex(target.Groups[1].Value), out int start) || start >= end)
            {
                continue;
            }

            var body = lines[start..end];
            if (body.Any(l => IsConditional(l.Name) || l.Name is "b" or "bl" or "blr" or "br" or "ret"))
            {
                continue;
            }

            // Forms for the upper halves of registers count as the lower ones.
            string[] kinds = ["smull", "smlal", "sadalp", "sdot", "madd", "fmla"];
            var counts = kinds.Select(k => (Kind: k, Count: body.Count(l => l.Name == k || l.Name == k + "2"))).Where(c => c.Count > 0);
            loops.Add(new Loop(
                lines[start].Address, body.Length + 1, body.Count(l => l.Name is "str" or "stp" or "stur"), body.Count(l => l.Name == "mov" && l.Operands.StartsWith('v')),
                string.Join(' ', counts.Select(c => $"{c.Kind} {c.Count}"))));
        }

        return loops;
    }

    private static bool IsConditional(string name) => name.StartsWith("b.", StringComparison.Ordinal) || name is "cbz" or "cbnz" or "tbz" or "tbnz";

    private static long Hex(string text) => long.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
