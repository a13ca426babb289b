using System.Globalization;
using System.Text;
using YoloGen.Emit;

namespace YoloGen.Execution;

/// <summary>What an emitted class looks like to the code that loads it: spans cannot be had through reflection.</summary>
public interface IEmittedAccess : IDisposable
{
    /// <summary>Threads that take part in a run.</summary>
    int Threads { get; }

    /// <summary>The instruction set that was chosen.</summary>
    string InstructionSet { get; }

    /// <summary>The bytes of network input <paramref name="index"/>.</summary>
    Span<byte> Input(int index);

    /// <summary>The bytes of network output <paramref name="index"/>.</summary>
    ReadOnlySpan<byte> Output(int index);

    /// <summary>Runs the network.</summary>
    void Run();

    /// <summary>Another object of the class, which shares the weights of this one.</summary>
    IEmittedAccess Share(int threads);

    /// <summary>Finds objects in a photo of RGB bytes.</summary>
    /// <returns>x, y, width, height, score, class of each; the likeliest classes of a classifier; empty if the class has no Detect.</returns>
    float[][] Detect(ReadOnlySpan<byte> rgb, int width, int height, int limit);

    /// <summary>Finds objects with their points.</summary>
    /// <returns>As <see cref="Detect"/>, then x, y, visibility of each point; empty if the class has no DetectPoses.</returns>
    float[][] DetectPoses(ReadOnlySpan<byte> rgb, int width, int height, int limit);

    /// <summary>Finds objects with the angles of their boxes.</summary>
    /// <returns>centre x, centre y, width, height, score, class, angle of each, and its eight numbers of corners; empty if the class has no DetectOriented.</returns>
    float[][] DetectOriented(ReadOnlySpan<byte> rgb, int width, int height, int limit);

    /// <summary>Finds objects with their masks.</summary>
    /// <returns>As <see cref="Detect"/>, each with its mask; empty if the class has no Segment.</returns>
    (float[] Box, byte[] Mask)[] Segment(ReadOnlySpan<byte> rgb, int width, int height, int limit);

    /// <summary>The byte of a mask that belongs to a pixel of the last photo; -1 if the class has no Segment.</summary>
    int MaskPixel(int x, int y);

    /// <summary>Bytes that all threads together allocate in <paramref name="times"/> calls of Detect, or DetectPoses where there is one: the least of several attempts, since others allocate too.</summary>
    long DetectAllocates(ReadOnlySpan<byte> rgb, int width, int height, int times);
}

/// <summary>Emits the class that gives access to an emitted class.</summary>
internal static class AccessCode
{
    public static string Emit(Plan plan, string className = "Access")
    {
        string name = $"global::{plan.Namespace}.{plan.ClassName}";
        (IReadOnlyList<string> inputs, IReadOnlyList<string> outputs) = Emitter.PortNames(plan);
        var code = new StringBuilder(
            $$"""
            #nullable enable
            using System;
            using System.Runtime.InteropServices;
            namespace YoloGen.Execution;
            public sealed class {{className}}({{name}} network) : IEmittedAccess
            {
                public static IEmittedAccess Create(byte[] weights, int threads) => new {{className}}(new {{name}}(new ReadOnlySpan<byte>(weights), threads));
                public int Threads => network.Threads;
                public string InstructionSet => network.InstructionSet;
                public void Run() => network.Run();
                public IEmittedAccess Share(int threads) => new {{className}}(new {{name}}(network, threads));
                public void Dispose() => network.Dispose();

            """);
        Switch(code, "Span<byte> Input", inputs);
        Switch(code, "ReadOnlySpan<byte> Output", outputs);
        code.Append("    public float[][] Detect(ReadOnlySpan<byte> rgb, int width, int height, int limit)\n    {\n");
        if (plan.Head is null)
        {
            code.Append("        return [];\n");
        }
        else
        {
            code.Append(CultureInfo.InvariantCulture, $"        Span<{name}.Detection> found = stackalloc {name}.Detection[limit];\n");
            string method = plan.Head.Attributes.Int("classify") == 1 ? "Classify" : "Detect";
            code.Append(CultureInfo.InvariantCulture, $"        var result = new float[network.{method}(rgb, width, height, found)][];\n");
            code.Append("        for (int i = 0; i < result.Length; i++)\n");
            code.Append("            result[i] = [found[i].X, found[i].Y, found[i].Width, found[i].Height, found[i].Score, found[i].ClassId];\n");
            code.Append("        return result;\n");
        }

        code.Append("    }\n    public float[][] DetectPoses(ReadOnlySpan<byte> rgb, int width, int height, int limit)\n    {\n");
        bool poses = plan.Head?.Attributes.Has("keypoints") == true;
        if (poses)
        {
            code.Append(CultureInfo.InvariantCulture, $"        var found = new {name}.Detection[limit];\n");
            code.Append(CultureInfo.InvariantCulture, $"        var points = new {name}.Keypoint[limit * {name}.KeypointCount];\n");
            code.Append("        var result = new float[network.DetectPoses(rgb, width, height, found, points)][];\n");
            code.Append("        for (int i = 0; i < result.Length; i++)\n        {\n");
            code.Append(CultureInfo.InvariantCulture, $"            var row = new float[6 + 3 * {name}.KeypointCount];\n");
            code.Append("            (row[0], row[1], row[2], row[3], row[4], row[5]) = (found[i].X, found[i].Y, found[i].Width, found[i].Height, found[i].Score, found[i].ClassId);\n");
            code.Append(CultureInfo.InvariantCulture, $"            for (int k = 0; k < {name}.KeypointCount; k++)\n            {{\n                var p = points[i * {name}.KeypointCount + k];\n");
            code.Append("                (row[6 + 3 * k], row[7 + 3 * k], row[8 + 3 * k]) = (p.X, p.Y, p.Visibility);\n            }\n            result[i] = row;\n        }\n        return result;\n");
        }
        else
        {
            code.Append("        return [];\n");
        }

        bool oriented = plan.Head?.Attributes.Int("oriented") == 1;
        code.Append("    }\n    public float[][] DetectOriented(ReadOnlySpan<byte> rgb, int width, int height, int limit)\n    {\n");
        if (oriented)
        {
            code.Append(CultureInfo.InvariantCulture, $"        var found = new {name}.OrientedDetection[limit];\n");
            code.Append("        var result = new float[network.DetectOriented(rgb, width, height, found)][];\n        for (int i = 0; i < result.Length; i++)\n        {\n");
            code.Append("            var row = new float[15];\n            (row[0], row[1], row[2], row[3], row[4], row[5], row[6]) = (found[i].CenterX, found[i].CenterY, found[i].Width, found[i].Height, found[i].Score, found[i].ClassId, found[i].Angle);\n");
            code.Append("            found[i].Corners(row.AsSpan(7));\n            result[i] = row;\n        }\n        return result;\n");
        }
        else
        {
            code.Append("        return [];\n");
        }

        bool masks = plan.Head?.Attributes.Has("mask") == true;
        code.Append("    }\n    public (float[] Box, byte[] Mask)[] Segment(ReadOnlySpan<byte> rgb, int width, int height, int limit)\n    {\n");
        if (masks)
        {
            code.Append(CultureInfo.InvariantCulture, $"        int size = {name}.MaskWidth * {name}.MaskHeight;\n        var found = new {name}.Detection[limit];\n        var masks = new byte[limit * size];\n");
            code.Append("        var result = new (float[], byte[])[network.Segment(rgb, width, height, found, masks)];\n        for (int i = 0; i < result.Length; i++)\n");
            code.Append("            result[i] = ([found[i].X, found[i].Y, found[i].Width, found[i].Height, found[i].Score, found[i].ClassId], masks.AsSpan(i * size, size).ToArray());\n        return result;\n");
        }
        else
        {
            code.Append("        return [];\n");
        }

        code.Append(CultureInfo.InvariantCulture, $"    }}\n    public int MaskPixel(int x, int y) => {(masks ? "network.MaskPixel(x, y)" : "-1")};\n");
        code.Append("    public long DetectAllocates(ReadOnlySpan<byte> rgb, int width, int height, int times)\n    {\n        long least = long.MaxValue;\n");
        if (plan.Head is not null)
        {
            string call = masks ? "network.Segment(rgb, width, height, found, bytes);" : poses ? "network.DetectPoses(rgb, width, height, found, points);" : oriented ? "network.DetectOriented(rgb, width, height, found);" : "network.Detect(rgb, width, height, found);";
            code.Append(CultureInfo.InvariantCulture, $"        Span<{name}.{(oriented ? "OrientedDetection" : "Detection")}> found = stackalloc {name}.{(oriented ? "OrientedDetection" : "Detection")}[100];\n");
            if (masks)
            {
                code.Append(CultureInfo.InvariantCulture, $"        var bytes = new byte[100 * {name}.MaskWidth * {name}.MaskHeight];\n");
            }

            if (poses)
            {
                code.Append(CultureInfo.InvariantCulture, $"        var points = new {name}.Keypoint[100 * {name}.KeypointCount];\n");
            }

            code.Append(CultureInfo.InvariantCulture, $"        for (int attempt = 0; attempt < 5; attempt++)\n        {{\n            {call}\n");
            code.Append("            long before = GC.GetTotalAllocatedBytes(true);\n");
            code.Append(CultureInfo.InvariantCulture, $"            for (int i = 0; i < times; i++)\n                {call}\n");
            code.Append("            least = Math.Min(least, GC.GetTotalAllocatedBytes(true) - before);\n        }\n");
        }

        return code.Append("        return least;\n    }\n}\n").ToString();
    }

    private static void Switch(StringBuilder code, string signature, IReadOnlyList<string> names)
    {
        code.Append("    public ").Append(signature).Append("(int index) => index switch\n    {\n");
        for (int i = 0; i < names.Count; i++)
        {
            code.Append(CultureInfo.InvariantCulture, $"        {i} => MemoryMarshal.AsBytes(network.{names[i]}),\n");
        }

        code.Append("        _ => throw new ArgumentOutOfRangeException(nameof(index)),\n    };\n");
    }
}
