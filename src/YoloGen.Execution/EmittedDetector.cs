using System.Runtime.InteropServices;
using YoloGen.Compiler.Graph;
using YoloGen.Emit;

namespace YoloGen.Execution;

/// <summary>An emitted class at work, with tensors as the interpreter has them.</summary>
public sealed class EmittedDetector : IDisposable
{
    internal EmittedDetector(Plan plan, IEmittedAccess access)
    {
        Plan = plan;
        Access = access;
    }

    /// <summary>The plan of the class.</summary>
    public Plan Plan { get; }

    /// <summary>The class itself.</summary>
    public IEmittedAccess Access { get; }

    /// <summary>Runs the network.</summary>
    /// <param name="inputs">A value for each input, by name.</param>
    /// <returns>A value for each output, by name.</returns>
    public IReadOnlyDictionary<string, TensorData> Run(IReadOnlyDictionary<string, TensorData> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        for (int i = 0; i < Plan.Inputs.Count; i++)
        {
            Bytes(inputs[Plan.Inputs[i].Name]).CopyTo(Access.Input(i));
        }

        Access.Run();
        var outputs = new Dictionary<string, TensorData>();
        for (int i = 0; i < Plan.Outputs.Count; i++)
        {
            PlanTensor port = Plan.Tensors[Plan.Outputs[i].Tensor];
            TensorData data = TensorData.Zeros(port.Type, Shape.Of([.. port.Shape]));
            Access.Output(i).CopyTo(Bytes(data));
            outputs[Plan.Outputs[i].Name] = data;
        }

        return outputs;
    }

    /// <summary>The bytes of a tensor.</summary>
    public static Span<byte> Bytes(TensorData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Type switch
        {
            ElementType.Float32 => MemoryMarshal.AsBytes(data.Floats.AsSpan()),
            ElementType.UInt8 => data.Bytes,
            ElementType.Int8 => MemoryMarshal.AsBytes(data.SBytes.AsSpan()),
            ElementType.Int32 => MemoryMarshal.AsBytes(data.Ints.AsSpan()),
            ElementType.Int64 => MemoryMarshal.AsBytes(data.Longs.AsSpan()),
            _ => MemoryMarshal.AsBytes(data.Bools.AsSpan()),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => Access.Dispose();
}
