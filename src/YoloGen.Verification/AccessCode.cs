using System.Globalization;
using System.Text;
using YoloGen.Emit;

namespace YoloGen.Verification;

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

    /// <summary>Finds objects in a photo of RGB bytes.</summary>
    /// <returns>x, y, width, height, score, class of each; empty if the class has no Detect.</returns>
    float[][] Detect(ReadOnlySpan<byte> rgb, int width, int height, int limit);
}

/// <summary>Emits the class that gives access to an emitted class.</summary>
internal static class AccessCode
{
    public static string Emit(Plan plan)
    {
        string name = $"global::{plan.Namespace}.{plan.ClassName}";
        (IReadOnlyList<string> inputs, IReadOnlyList<string> outputs) = Emitter.PortNames(plan);
        var code = new StringBuilder(
            $$"""
            #nullable enable
            using System;
            using System.Runtime.InteropServices;
            namespace YoloGen.Verification;
            public sealed class Access({{name}} network) : IEmittedAccess
            {
                public static IEmittedAccess Create(byte[] weights, int threads) => new Access(new {{name}}(new ReadOnlySpan<byte>(weights), threads));
                public int Threads => network.Threads;
                public string InstructionSet => network.InstructionSet;
                public void Run() => network.Run();
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
            code.Append("        var result = new float[network.Detect(rgb, width, height, found)][];\n");
            code.Append("        for (int i = 0; i < result.Length; i++)\n");
            code.Append("            result[i] = [found[i].X, found[i].Y, found[i].Width, found[i].Height, found[i].Score, found[i].ClassId];\n");
            code.Append("        return result;\n");
        }

        return code.Append("    }\n}\n").ToString();
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
