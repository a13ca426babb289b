using System.Collections.Generic;

namespace YoloGen.Emit;

/// <summary>What each kind of layer computes, in a line for the head of the emitted class.</summary>
internal static class LayerMeanings
{
    /// <summary>By the kind's name; every kind of <see cref="LayerTable"/> is here.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["conv"] = "convolution of floats",
        ["depthwise"] = "convolution of floats, each channel by itself",
        ["qconv"] = "convolution of bytes: exact 32-bit sums, times the scale of the channel, rounded half to even, plus the zero point, clamped",
        ["qdepthwise"] = "as qconv, each channel by itself",
        ["sumconv"] = "convolution of bytes whose zero points or scales are known at run time only, or whose sums become floats",
        ["unary"] = "a function of each element",
        ["binary"] = "a function of two elements",
        ["where"] = "one of two elements, by a condition",
        ["cast"] = "another element type",
        ["copy"] = "elements moved to another place or order",
        ["halo"] = "the border around a feature map, filled",
        ["pick"] = "slices along an axis, their numbers known when compiled",
        ["gather"] = "slices along an axis, their numbers known at run time",
        ["lookup"] = "each byte through a table of 256: an activation, or another scale",
        ["qadd"] = "sum of bytes of different scales",
        ["qmul"] = "product of bytes of different scales",
        ["quantize"] = "floats to bytes: x / scale, rounded half to even, plus the zero point, clamped",
        ["quantize_by"] = "floats to bytes, by scales and zero points that are tensors",
        ["dequantize"] = "integers to floats: (x - zero point) * scale",
        ["dequantize_by"] = "integers to floats, by scales and zero points that are tensors",
        ["dynrange"] = "the scale and zero point that cover a tensor's values",
        ["maxpool"] = "largest value of a window",
        ["avgpool"] = "mean of a window of floats",
        ["qavgpool"] = "mean of a window of bytes, in floats, as bytes of another scale",
        ["qglobalpool"] = "mean of all pixels of a channel, as a byte",
        ["reduce"] = "an axis or several put together to one value",
        ["softmax"] = "exp(x - largest) / sum, along an axis",
        ["qsoftmax"] = "softmax of bytes, through a table",
        ["argmax"] = "place of the largest value along an axis",
        ["matmul"] = "product of matrices of floats",
        ["qmatmul"] = "product of matrices of bytes",
        ["affine"] = "x * factor + summand",
        ["nearest"] = "another size, each pixel from its nearest",
        ["linear"] = "another size, each pixel between four",
        ["cubic"] = "another size, each pixel between sixteen",
    };
}
