#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>ONNX coordinate_transformation_mode.</summary>
internal enum ResizeCoordinates
{
    HalfPixel,
    PytorchHalfPixel,
    HalfPixelSymmetric,
    AlignCorners,
    Asymmetric,
}

/// <summary>ONNX nearest_mode.</summary>
internal enum ResizeRounding
{
    RoundPreferFloor,
    RoundPreferCeil,
    Floor,
    Ceil,
}

/// <summary>Which input element a Resize takes for each output element along one axis; computed once, in single precision as ONNX Runtime does.</summary>
internal static unsafe class ResizeTables
{
    /// <summary>offsets[i] = <paramref name="step"/> times the nearest input element of output element i.</summary>
    public static void Nearest(
        int* offsets, int outputSize, int inputSize, float scale, ResizeCoordinates coordinates, ResizeRounding rounding, int step)
    {
        for (int i = 0; i < outputSize; i++)
        {
            float x = Coordinate(i, outputSize, inputSize, scale, coordinates);
            float nearest = rounding switch
            {
                ResizeRounding.RoundPreferFloor => MathF.Ceiling(x - 0.5f),
                ResizeRounding.RoundPreferCeil => MathF.Floor(x + 0.5f),
                ResizeRounding.Floor => MathF.Floor(x),
                _ => MathF.Ceiling(x),
            };
            offsets[i] = step * (int)Math.Clamp(nearest, 0f, inputSize - 1f);
        }
    }

    /// <summary>
    /// Output element i lies between the input elements lower[i] and upper[i] (times <paramref name="step"/>), weights[i] of the way to the upper one.
    /// </summary>
    public static void Linear(
        int* lower, int* upper, float* weights, int outputSize, int inputSize, float scale, ResizeCoordinates coordinates, int step)
    {
        for (int i = 0; i < outputSize; i++)
        {
            float x = Math.Clamp(Coordinate(i, outputSize, inputSize, scale, coordinates), 0f, inputSize - 1f);
            int left = (int)x;
            (lower[i], upper[i], weights[i]) = (step * left, step * Math.Min(left + 1, inputSize - 1), x - left);
        }
    }

    /// <summary>Where the middle of output element <paramref name="i"/> lies among the input elements.</summary>
    internal static float Coordinate(int i, int outputSize, int inputSize, float scale, ResizeCoordinates coordinates)
    {
        switch (coordinates)
        {
            case ResizeCoordinates.Asymmetric:
                return i / scale;
            case ResizeCoordinates.AlignCorners:
                return outputSize == 1 ? 0f : (float)i * (inputSize - 1) / (outputSize - 1);
            case ResizeCoordinates.PytorchHalfPixel when outputSize == 1:
                return 0f;
            case ResizeCoordinates.HalfPixelSymmetric:
                float adjustment = outputSize / (scale * inputSize);
                return inputSize / 2f * (1f - adjustment) + ((i + 0.5f) / scale - 0.5f);
            default:
                return (i + 0.5f) / scale - 0.5f;
        }
    }
}
