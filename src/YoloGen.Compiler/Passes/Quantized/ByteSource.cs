using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Passes.Quantized;

/// <summary>A float tensor that is a function of single bytes: value = Table[byte], elementwise, after moving the bytes as <see cref="Move"/> says.</summary>
/// <param name="Bytes">The 8-bit tensor, if it exists in the graph already.</param>
/// <param name="Move">The node (on floats) that moves the elements of <paramref name="Before"/>; null if <paramref name="Bytes"/> is given.</param>
/// <param name="Before">What is moved.</param>
/// <param name="Type">Type of the bytes.</param>
/// <param name="Table">256 values; the index is the byte's bit pattern.</param>
/// <param name="Params">The quantization parameters if the table is a plain dequantization, else null.</param>
/// <param name="IsAdjacent">Whether ONNX Runtime sees the DequantizeLinear right at this tensor: nothing but moves that it propagates through between them.</param>
internal sealed record ByteSource(Tensor? Bytes, Node? Move, ByteSource? Before, ElementType Type, float[] Table, QuantParams? Params, bool IsAdjacent)
{
    /// <summary>The 8-bit tensor under all moves.</summary>
    public Tensor Root => Bytes ?? Before!.Root;

    /// <summary>The table of bytes that quantizing the tensor gives.</summary>
    public byte[] Quantized(QuantParams p)
    {
        var values = new TensorData(Shape.Of(256), Table);
        var probe = new Node("table", new QuantizeLinear(p), [new Tensor("in", values)], [new Tensor("out", p.Type, Shape.Of(256))]);
        TensorData bytes = Interpreter.Interpreter.Evaluate(probe, [values])[0];
        return bytes.Type == ElementType.UInt8 ? bytes.Bytes : [.. bytes.SBytes.Select(v => unchecked((byte)v))];
    }

    /// <summary>Whether larger bytes (as numbers of their type) never give smaller values.</summary>
    public bool IsMonotone
    {
        get
        {
            int flip = Type == ElementType.Int8 ? 128 : 0;
            for (int i = 1; i < 256; i++)
            {
                if (!(Table[(i - 1) ^ flip] <= Table[i ^ flip]))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
