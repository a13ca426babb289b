using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Planning;

/// <summary>A tensor while the plan is made: logical type and shape first, storage later.</summary>
internal sealed class Value(string name, ElementType type, Shape shape, TensorData? constant = null)
{
    public string Name { get; } = name;

    public ElementType Type { get; } = type;

    public Shape Shape { get; } = shape;

    public TensorData? Constant { get; } = constant;

    /// <summary>A network input or output: row-major, its bytes as the user sees them.</summary>
    public bool IsPort { get; init; }

    /// <summary>Steps that read it, once for each.</summary>
    public List<Step> Readers { get; } = [];

    /// <summary>Position of the last of them; -1 if there is none.</summary>
    public int LastRead { get; set; } = -1;

    /// <summary>The step that writes it; null for network inputs and constants.</summary>
    public Step? Writer { get; set; }

    /// <summary>Border that convolutions ask for, with its fill value.</summary>
    public HaloNeed? Halo { get; set; }

    /// <summary>Whether a reader needs the channels of a pixel side by side.</summary>
    public bool WantsPixels { get; set; }

    /// <summary>Where it lies, once that is decided.</summary>
    public Storage? Storage { get; set; }

    public override string ToString() => $"{Name}: {Type.ShortName()} {Shape}";
}

/// <summary>A border around a feature map.</summary>
/// <param name="Top">Rows above.</param>
/// <param name="Left">Pixels to the left.</param>
/// <param name="Bottom">Rows below.</param>
/// <param name="Right">Pixels to the right.</param>
/// <param name="Fill">Byte in the storage domain.</param>
internal sealed record HaloNeed(int Top, int Left, int Bottom, int Right, int Fill)
{
    public bool IsEmpty => Top + Left + Bottom + Right == 0;

    /// <summary>Whether this border serves a reader that needs <paramref name="other"/>.</summary>
    public bool Covers(HaloNeed? other)
        => other is null || other.IsEmpty || (Fill == other.Fill && Top >= other.Top && Left >= other.Left && Bottom >= other.Bottom && Right >= other.Right);

    /// <summary>The smallest border that serves both; null if their fill values differ.</summary>
    public static HaloNeed? Join(HaloNeed? a, HaloNeed? b)
    {
        if (a is null || a.IsEmpty || b is null || b.IsEmpty)
        {
            return a is null || a.IsEmpty ? b : a;
        }

        return a.Fill != b.Fill ? null
            : new HaloNeed(Math.Max(a.Top, b.Top), Math.Max(a.Left, b.Left), Math.Max(a.Bottom, b.Bottom), Math.Max(a.Right, b.Right), a.Fill);
    }
}

/// <summary>Memory of its own: a dense box of elements with a border.</summary>
internal sealed class StorageBuffer(long bytes)
{
    public long Bytes { get; } = bytes;

    /// <summary>First and last layer that touches it.</summary>
    public int FirstUse { get; set; } = int.MaxValue;

    public int LastUse { get; set; } = -1;

    /// <summary>Bytes from the start of the arena.</summary>
    public long Offset { get; set; }

    /// <summary>Whether a network input or output lies in it.</summary>
    public bool HasPort { get; private set; }

    /// <summary>Position of the last step that reads a value in it; -1 if none does.</summary>
    public int LastRead { get; private set; } = -1;

    /// <summary>Network inputs and outputs keep their memory.</summary>
    public bool IsPinned { get; set; }

    /// <summary>Puts a value into it.</summary>
    public void Add(Value value)
    {
        HasPort |= value.IsPort;
        LastRead = Math.Max(LastRead, value.LastRead);
    }

    public void Touch(int layer)
    {
        FirstUse = Math.Min(FirstUse, layer);
        LastUse = Math.Max(LastUse, layer);
    }
}

/// <summary>A strided view of a buffer.</summary>
/// <param name="Buffer">The memory.</param>
/// <param name="Offset">Elements from the buffer's start to the element with all indices 0.</param>
/// <param name="Strides">Elements between neighbours along each axis.</param>
/// <param name="Halo">Border that surrounds the view inside the buffer; null if none.</param>
internal sealed record Storage(StorageBuffer Buffer, long Offset, long[] Strides, HaloNeed? Halo);
