#nullable enable
using System;
using System.IO;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Threading;

namespace YoloGen.Generated;

/// <summary>An instruction set that kernels exist for.</summary>
internal enum Isa
{
    /// <summary>Plain C#.</summary>
    Portable,

    /// <summary>x86-64 with AVX2 and FMA.</summary>
    Avx2,

    /// <summary>x86-64 with AVX-VNNI besides.</summary>
    Vnni,

    /// <summary>AArch64.</summary>
    Neon,

    /// <summary>AArch64 with the dot product extension.</summary>
    Dot,
}

/// <summary>Chooses the instruction set when a detector is constructed.</summary>
internal static class IsaSelection
{
    /// <summary>The environment variable that forces one: portable, avx2, vnni, neon or dot.</summary>
    public const string Variable = "YOLOGEN_ISA";

    private static int _said;

    /// <summary>Whether this processor has it.</summary>
    public static bool IsSupported(Isa isa) => isa switch
    {
        Isa.Portable => true,
        Isa.Avx2 => Avx2.IsSupported && Fma.IsSupported,
        Isa.Vnni => AvxVnni.IsSupported && Fma.IsSupported,
        Isa.Neon => AdvSimd.Arm64.IsSupported,
        Isa.Dot => Dp.IsSupported,
        _ => false,
    };

    /// <summary>The name as <see cref="Variable"/> takes it.</summary>
    public static string Name(Isa isa) => isa switch
    {
        Isa.Avx2 => "avx2",
        Isa.Vnni => "vnni",
        Isa.Neon => "neon",
        Isa.Dot => "dot",
        _ => "portable",
    };

    /// <summary>The one that <see cref="Variable"/> names, or else the last of <paramref name="emitted"/> (fewest demands first) that this processor has.</summary>
    /// <exception cref="PlatformNotSupportedException">The variable names none, one that this processor lacks or that was not emitted.</exception>
    public static Isa Choose(ReadOnlySpan<Isa> emitted)
    {
        string? forced = Environment.GetEnvironmentVariable(Variable);
        Isa chosen = Choose(emitted, forced);
        if (string.IsNullOrWhiteSpace(forced) && Note(chosen, Has(emitted, Isa.Avx2)) is { } note && Interlocked.Exchange(ref _said, 1) == 0)
            Say(note);
        return chosen;
    }

    /// <summary>
    /// Why a detector is slower than its processor allows; null if it is not. NativeAOT for x86-64 leaves AVX2 out unless it is asked for it, and
    /// answers IsSupported with false then, whatever the processor has.
    /// </summary>
    public static string? Note(Isa chosen, bool hasAvx2)
        => chosen == Isa.Portable && hasAvx2 && HasAvx2AndFma()
            ? "runs portable kernels, about 13 times slower than this processor can: it has AVX2, and the program was compiled ahead of time without it (set IlcInstructionSet to x86-64-v3), or runs with it turned off"
            : null;

    /// <summary>What the processor itself says, whatever this program was compiled for (Intel SDM, CPUID leaves 1 and 7; saved by the system).</summary>
    private static bool HasAvx2AndFma()
    {
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < 7)
            return false;
        const int SavedAvxAndFma = 1 << 27 | 1 << 28 | 1 << 12;
        return (X86Base.CpuId(1, 0).Ecx & SavedAvxAndFma) == SavedAvxAndFma && (X86Base.CpuId(7, 0).Ebx & 1 << 5) != 0;
    }

    private static bool Has(ReadOnlySpan<Isa> emitted, Isa wanted)
    {
        foreach (Isa isa in emitted)
        {
            if (isa == wanted)
                return true;
        }
        return false;
    }

    private static void Say(string note)
    {
        try
        {
            Console.Error.WriteLine($"YoloGen: a detector {note}. {Variable}=portable silences this.");
        }
        catch (IOException)
        {
            // Nobody reads it.
        }
    }

    internal static Isa Choose(ReadOnlySpan<Isa> emitted, string? forced)
    {
        Isa? best = null;
        string names = "";
        foreach (Isa isa in emitted)
        {
            names += (names.Length == 0 ? "" : ", ") + Name(isa);
            if (!string.IsNullOrWhiteSpace(forced) && Name(isa) == forced.Trim().ToLowerInvariant())
            {
                return IsSupported(isa)
                    ? isa
                    : throw new PlatformNotSupportedException($"{Variable}={forced}: this processor lacks these instructions, or the program was compiled ahead of time without them (IlcInstructionSet). Unset the variable, or set it to portable.");
            }
            if (IsSupported(isa))
                best = isa;
        }
        if (!string.IsNullOrWhiteSpace(forced))
            throw new PlatformNotSupportedException($"{Variable}={forced} is not among the instruction sets of this class: {names}. Unset the variable, or set it to one of them.");
        return best ?? throw new PlatformNotSupportedException($"This processor has none of the instruction sets of this class: {names}. Compile the model again without --isa, or with portable among them.");
    }
}
