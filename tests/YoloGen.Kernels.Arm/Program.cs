using System.Runtime.Intrinsics.Arm;
using YoloGen.Generated;
using YoloGen.Kernels.Tests.Checks;

// arguments: neon|dot|winograd|mixed, number of seeds. Prints "equal" with the digest of all float results and exits with 0, or prints the first difference and exits with 1.
int seeds = int.Parse(args[1]);
try
{
    for (int seed = 1; seed <= seeds; seed++)
    {
        if (args[0] == "winograd")
            WinogradCheck.Run<NeonWinograd4>(seed);
        else if (args[0] == "mixed")
            WinogradCheck.Run<NeonMixedWinograd4>(seed);
        else if (args[0] == "neon")
            AllChecks.Run<NeonKernels>(seed);
        else if (Dp.IsSupported)
            AllChecks.Run<DotKernels>(seed);
        else
            throw new InvalidOperationException("no dot product on this processor");
    }
}
catch (InvalidOperationException e)
{
    Console.WriteLine(e.Message);
    return 1;
}
Console.WriteLine($"equal {FloatCheck.Digest:x16}");
return 0;
