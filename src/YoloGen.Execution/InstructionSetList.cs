using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace YoloGen.Execution;

/// <summary>The instruction sets that can be forced through YOLOGEN_ISA.</summary>
public static class InstructionSetList
{
    /// <summary>Those of this machine, the portable one first.</summary>
    public static IReadOnlyList<string> OfThisMachine()
    {
        List<string> names = ["portable"];
        void Add(bool supported, string name)
        {
            if (supported)
            {
                names.Add(name);
            }
        }

        Add(Avx2.IsSupported && Fma.IsSupported, "avx2");
        Add(AvxVnni.IsSupported, "vnni");
        Add(AdvSimd.Arm64.IsSupported, "neon");
        Add(Dp.IsSupported, "dot");
        return names;
    }
}
