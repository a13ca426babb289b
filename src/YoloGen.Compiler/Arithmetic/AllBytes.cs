using System.Collections.Immutable;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Arithmetic;

/// <summary>Tables of functions of a byte: what the interpreter makes of each of the 256; index and value are bit patterns.</summary>
internal static class AllBytes
{
    /// <summary>The bit patterns 0 to 255.</summary>
    public static byte[] Patterns => [.. Enumerable.Range(0, 256).Select(i => (byte)i)];

    /// <summary>Bytes given as bit patterns.</summary>
    public static TensorData Of(byte[] patterns, ElementType type)
        => type == ElementType.UInt8 ? new TensorData(Shape.Of(patterns.Length), patterns) : new TensorData(Shape.Of(patterns.Length), Array.ConvertAll(patterns, b => (sbyte)b));

    /// <summary>What an operator of bytes gives for each element of <paramref name="inputs"/>, as bit patterns.</summary>
    public static ImmutableArray<byte> Through(string name, Operator op, ElementType output, params TensorData[] inputs)
    {
        var node = new Node(name, op, [.. inputs.Select((x, i) => new Tensor("x" + i, x))], [new Tensor("y", output, inputs[0].Shape)]);
        TensorData result = Interpreter.Interpreter.Evaluate(node, inputs)[0];
        return [.. result.Type == ElementType.UInt8 ? result.Bytes : Array.ConvertAll(result.SBytes, v => (byte)v)];
    }
}
