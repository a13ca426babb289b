#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>Output of a classifier [C]: each class is a candidate that fills the photo; shares come from a softmax where the network has none itself.</summary>
internal static class ClassesHead
{
    /// <summary>Constants of the output.</summary>
    internal readonly struct Parameters(int classes, bool softmax, float inputWidth, float inputHeight)
    {
        public readonly int Classes = classes;
        public readonly bool Softmax = softmax;
        public readonly float InputWidth = inputWidth;
        public readonly float InputHeight = inputHeight;
    }

    /// <summary>Reads the scores.</summary>
    public static void Decode(ReadOnlySpan<float> output, in Parameters p, ref CandidateBuffer candidates)
    {
        float most = output[0];
        for (int c = 1; c < p.Classes; c++)
        {
            if (output[c] > most)
                most = output[c];
        }
        double sum = 0;
        for (int c = 0; p.Softmax && c < p.Classes; c++)
            sum += HeadMath.ExpDouble((double)output[c] - most);
        for (int c = 0; c < p.Classes; c++)
        {
            float score = p.Softmax ? (float)(HeadMath.ExpDouble((double)output[c] - most) / sum) : output[c];
            candidates.Add(0f, 0f, p.InputWidth, p.InputHeight, score, c);
        }
    }
}
