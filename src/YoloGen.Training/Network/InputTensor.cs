using TorchSharp;
using static TorchSharp.torch;

namespace YoloGen.Training.Network;

/// <summary>Photo bytes to the network's input.</summary>
internal static class InputTensor
{
    /// <summary>
    /// N x height x width x 3 bytes as N x 3 x height x width values of 0 to 1. The memory stays channels-last, which libtorch keeps
    /// through the network and which makes a training step on a CPU twice as fast.
    /// </summary>
    public static Tensor Create(byte[] pixels, int batch, NetworkSpec spec, Device device)
        => tensor(pixels, [batch, spec.Height, spec.Width, 3], ScalarType.Byte, device).to(ScalarType.Float32).div_(255f).permute(0, 3, 1, 2);
}
