using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace YoloGen.Plans;

/// <summary>The names that emitted code uses itself, so that nothing made from a model or declared by a user takes their place.</summary>
public static class EmittedNames
{
    private const string Support = "YoloGen.Generated";

    /// <summary>Members of every emitted class.</summary>
    private static readonly string[] Members =
    [
        "ClassNames", "Classify", "Detect", "DetectOriented", "DetectPoses", "Detection", "Find", "Frame", "PixelFormat", "Rgb", "OrientedDetection", "ResetTracks", "Track", "Keypoint", "KeypointCount", "MaskHeight", "MaskPixel", "MaskWidth", "PointsOf", "Segment", "SetPhoto", "ToPhoto", "Dispose", "Run", "RunPart", "Pack", "Threads", "InstructionSet", "InstructionSetNote", "DefaultScore", "DefaultIou", "InputWidth", "InputHeight", "ScratchBytes", "Names", "Kernels", "Tune", "KernelLayers", "PlannedKernels", "FittingKernels", "KernelNames",
        "LoadResource", "LoadFile", "LoadSpan", "K", "Equals", "GetHashCode", "GetType", "ToString", "Finalize", "MemberwiseClone", "ReferenceEquals",
    ];

    /// <summary>Types that the code of a class names without their namespace, and where they come from.</summary>
    private static readonly Dictionary<string, string> Foreign = new[]
    {
        (Support, "Isa IsaSelection ThreadTeam NativeBuffer Guard WeightsBlob PhotoInput FrameSource FrameFormat Letterbox LetterboxMap Candidate CandidateBuffer Nms OrientedNms OrientedBoxes AngleMath Tracker Part Packing"
            + " ConvParams TileParams TileWork TiledConv KernelSelection KernelTuning PoolParams QAddParams QMulParams SlopesParams UnaryOps BinaryOps ReduceOps Reduction ByteReduction Lanes1 Scalar Nd IntegerMatMul QuantizedSoftmax PixelRows HeadMath IndexTable"
            + " IKernels PortableKernels Avx2Kernels VnniKernels NeonKernels DotKernels"),
        (Support, "Landmark " + string.Join(" ", HeadClasses.Names)),
        ("System", "Action Func Math Buffer Span ReadOnlySpan Environment BitConverter IDisposable"),
        ("System.Diagnostics", "Debug Stopwatch"),
        ("System.Runtime.CompilerServices", "MethodImpl MethodImplAttribute MethodImplOptions Unsafe"),
    }.SelectMany(g => g.Item2.Split(' ').Select(n => (Name: n, Space: g.Item1))).ToDictionary(p => p.Name, p => p.Space);

    /// <summary>Names of types that a type of the class's own namespace would hide.</summary>
    public static IReadOnlyCollection<string> Types => Foreign.Keys;

    /// <summary>Whether a class or a member made from a model may not have this name.</summary>
    public static bool IsReserved(string name) => Foreign.ContainsKey(name) || Members.Contains(name) || IsLayer(name);

    /// <summary>The name of a class for which the user gave none.</summary>
    /// <param name="fileName">The model's file name without its extension.</param>
    public static string ClassNameOf(string fileName)
    {
        string made = Identifier.From(fileName, "Detector");
        return IsReserved(made) ? made + "Model" : made;
    }

    /// <summary>All reserved names but those of the layers' methods.</summary>
    public static IEnumerable<string> All => Members.Concat(Foreign.Keys);

    /// <summary>The code with the hidden types called by their full names.</summary>
    public static string Qualify(string code, IReadOnlyCollection<string> hidden)
    {
        var names = new HashSet<string>(hidden.Where(Foreign.ContainsKey));
        if (names.Contains("MethodImplAttribute"))
        {
            // An attribute may be written without its ending.
            names.Add("MethodImpl");
        }

        return names.Count == 0 ? code : Qualify(code, names);
    }

    private static string Qualify(string code, HashSet<string> hidden)
    {
        var text = new StringBuilder(code.Length + 1024);
        for (int i = 0; i < code.Length;)
        {
            int end = i + 1;
            if (code[i] == '/' && end < code.Length && code[end] == '/')
            {
                end = code.IndexOf('\n', i);
                end = end < 0 ? code.Length : end;
            }
            else if (code[i] == '"')
            {
                while (end < code.Length && code[end] != '"')
                {
                    end += code[end] == '\\' ? 2 : 1;
                }

                end++;
            }
            else if (IsPart(code[i]))
            {
                while (end < code.Length && IsPart(code[end]))
                {
                    end++;
                }

                string word = code.Substring(i, end - i);
                if (hidden.Contains(word) && (i == 0 || code[i - 1] is not ('.' or '@' or ':')))
                {
                    text.Append("global::").Append(Foreign[word]).Append('.');
                }
            }

            text.Append(code, i, System.Math.Min(end, code.Length) - i);
            i = end;
        }

        return text.ToString();
    }

    private static bool IsLayer(string name)
        => name.StartsWith("Layer", System.StringComparison.Ordinal) && name.Length > 5
            && int.TryParse(name.Substring(5, name.Length - (name.EndsWith("Tiles", System.StringComparison.Ordinal) ? 10 : 5)), NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool IsPart(char c) => c is '_' || char.IsLetterOrDigit(c);
}
