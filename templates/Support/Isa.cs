#nullable enable
using System;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

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
    public static Isa Choose(ReadOnlySpan<Isa> emitted) => Choose(emitted, Environment.GetEnvironmentVariable(Variable));

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
