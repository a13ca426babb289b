namespace YoloGen.Compiler.Graph;

/// <summary>A dense row-major array of values with its type and shape: a constant, or a tensor of the interpreter.</summary>
public sealed class TensorData
{
    private readonly Array? _kept;
    private readonly FloatReader? _read;
    private readonly WeakReference<Array>? _values;

    private TensorData(ElementType type, Shape shape, Array values)
    {
        if (values.Length != shape.Count)
        {
            throw new ArgumentException($"{values.Length} values do not fill a tensor of shape {shape}", nameof(values));
        }

        Type = type;
        Shape = shape;
        _kept = values;
    }

    private TensorData(Shape shape, FloatReader read)
    {
        Type = ElementType.Float32;
        Shape = shape;
        _read = read;
        _values = new WeakReference<Array>(Array.Empty<float>());
    }

    /// <summary>Floats that can be had again at any time, and are in memory only while they are used.</summary>
    internal static TensorData Forgettable(Shape shape, FloatReader read) => new(shape, read);

    /// <summary>Writes values from <paramref name="start"/> on until the destination is full; the same each time.</summary>
    internal delegate void FloatReader(int start, Span<float> destination);

    /// <summary>Wraps floats.</summary>
    public TensorData(Shape shape, float[] values)
        : this(ElementType.Float32, shape, values)
    {
    }

    /// <summary>Wraps unsigned bytes.</summary>
    public TensorData(Shape shape, byte[] values)
        : this(ElementType.UInt8, shape, values)
    {
    }

    /// <summary>Wraps signed bytes.</summary>
    public TensorData(Shape shape, sbyte[] values)
        : this(ElementType.Int8, shape, values)
    {
    }

    /// <summary>Wraps 32-bit integers.</summary>
    public TensorData(Shape shape, int[] values)
        : this(ElementType.Int32, shape, values)
    {
    }

    /// <summary>Wraps 64-bit integers.</summary>
    public TensorData(Shape shape, long[] values)
        : this(ElementType.Int64, shape, values)
    {
    }

    /// <summary>Wraps booleans.</summary>
    public TensorData(Shape shape, bool[] values)
        : this(ElementType.Bool, shape, values)
    {
    }

    /// <summary>Element type.</summary>
    public ElementType Type { get; }

    /// <summary>Logical shape; values are row-major in it.</summary>
    public Shape Shape { get; }

    /// <summary>The array: float[], byte[], sbyte[], int[], long[] or bool[] according to <see cref="Type"/>.</summary>
    public Array Values
    {
        get
        {
            if (_kept is not null)
            {
                return _kept;
            }

            if (!_values!.TryGetTarget(out Array? values) || values.Length != Shape.Count)
            {
                var floats = new float[Length];
                _read!(0, floats);
                values = floats;
                _values.SetTarget(values);
            }

            return values;
        }
    }

    /// <summary>How many values there are.</summary>
    internal int Length => (int)Shape.Count;

    /// <summary>The values as floats; throws if the type differs.</summary>
    public float[] Floats => (float[])Values;

    /// <summary>Some floats, from <paramref name="start"/> on until the destination is full.</summary>
    internal void CopyTo(int start, Span<float> destination)
    {
        if (_read is not null)
        {
            _read(start, destination);
        }
        else
        {
            Floats.AsSpan(start, destination.Length).CopyTo(destination);
        }
    }

    /// <summary>The values as unsigned bytes; throws if the type differs.</summary>
    public byte[] Bytes => (byte[])Values;

    /// <summary>The values as signed bytes; throws if the type differs.</summary>
    public sbyte[] SBytes => (sbyte[])Values;

    /// <summary>The values as 32-bit integers; throws if the type differs.</summary>
    public int[] Ints => (int[])Values;

    /// <summary>The values as 64-bit integers; throws if the type differs.</summary>
    public long[] Longs => (long[])Values;

    /// <summary>The values as booleans; throws if the type differs.</summary>
    public bool[] Bools => (bool[])Values;

    /// <summary>Element <paramref name="index"/> as a 64-bit integer, for any integer type.</summary>
    public long IntegerAt(int index) => Type switch
    {
        // By Type, never by pattern on Values: to the runtime an sbyte[] is a byte[] too.
        ElementType.UInt8 => Bytes[index],
        ElementType.Int8 => SBytes[index],
        ElementType.Int32 => Ints[index],
        ElementType.Int64 => Longs[index],
        ElementType.Bool => Bools[index] ? 1 : 0,
        _ => throw new InvalidOperationException($"{Type} is not an integer type"),
    };

    /// <summary>The same values under another shape with the same number of elements; nothing is copied.</summary>
    public TensorData Reshaped(Shape shape) => _read is null ? new(Type, shape, Values) : shape.Count == Shape.Count ? new(shape, _read) : throw new ArgumentException($"{Shape.Count} values do not fill a tensor of shape {shape}", nameof(shape));

    /// <summary>A new zero-filled tensor.</summary>
    public static TensorData Zeros(ElementType type, Shape shape)
    {
        int n = checked((int)shape.Count);
        return new TensorData(type, shape, type switch
        {
            ElementType.Float32 => new float[n],
            ElementType.UInt8 => new byte[n],
            ElementType.Int8 => new sbyte[n],
            ElementType.Int32 => new int[n],
            ElementType.Int64 => new long[n],
            _ => new bool[n],
        });
    }
}
