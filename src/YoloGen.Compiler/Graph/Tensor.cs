namespace YoloGen.Compiler.Graph;

/// <summary>A value of the graph: an input, a constant, or the output of exactly one node. Identity is by reference.</summary>
public sealed class Tensor
{
    /// <summary>Creates a tensor.</summary>
    /// <param name="name">Unique within the graph; the ONNX name where it has one. Untrusted text.</param>
    /// <param name="type">Element type.</param>
    /// <param name="shape">Logical shape (N, C, H, W for feature maps).</param>
    /// <param name="constant">The value if it is known at compile time.</param>
    public Tensor(string name, ElementType type, Shape shape, TensorData? constant = null)
    {
        Name = name;
        Type = type;
        Shape = shape;
        Constant = constant;
    }

    /// <summary>Creates a constant.</summary>
    public Tensor(string name, TensorData constant)
        : this(name, constant.Type, constant.Shape, constant)
    {
    }

    /// <summary>Unique name.</summary>
    public string Name { get; }

    /// <summary>Element type.</summary>
    public ElementType Type { get; }

    /// <summary>Logical shape.</summary>
    public Shape Shape { get; }

    /// <summary>The value if it is known at compile time, else null.</summary>
    public TensorData? Constant { get; }

    /// <summary>Whether the value is known at compile time.</summary>
    public bool IsConstant => Constant is not null;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Type.ShortName()} {Shape}";
}
