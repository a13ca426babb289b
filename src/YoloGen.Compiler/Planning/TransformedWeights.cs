using YoloGen.Generated;

namespace YoloGen.Compiler.Planning;

/// <summary>Memory for the weights that a constructor transforms for convolutions in tiles, beside the packed weights of the direct kernel.</summary>
internal static class TransformedWeights
{
    /// <summary>Bytes on an instruction set with the kernels that the plan chose for one thread.</summary>
    public static long Bytes(Plan plan, string instructionSet) => plan.Layers.OfType<QConvLayer>().Sum(l => Bytes(plan, l, instructionSet));

    private static long Bytes(Plan plan, QConvLayer layer, string instructionSet)
    {
        string? name = layer.Kernels.FirstOrDefault(k => k.InstructionSet == instructionSet)?.Kernel;
        if (KernelTable.Fitting(plan, layer, instructionSet).FirstOrDefault(k => k.Name == name) is not { Number: > 0 and int number })
        {
            return 0;
        }

        int outputs = plan.Tensors[layer.Y].Shape[1], depth = plan.View(layer.X).Shape[1];
        return instructionSet switch
        {
            "avx2" => Packed<Avx2Kernels>(),
            "vnni" => Packed<VnniKernels>(),
            "neon" => Packed<NeonKernels>(),
            "dot" => Packed<DotKernels>(),
            _ => Packed<PortableKernels>(),
        };

        long Packed<K>()
            where K : struct, IKernels => (long)TiledConv.PackedBytes<K>(number, outputs, depth);
    }
}
