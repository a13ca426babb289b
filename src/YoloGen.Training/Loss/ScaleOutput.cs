using YoloGen.Training.Network;

namespace YoloGen.Training.Loss;

/// <summary>The raw output of one scale for a batch, and where its gradient goes.</summary>
internal sealed class ScaleOutput
{
    private readonly int _valuesPerAnchor, _anchors;

    /// <param name="spec">Network.</param>
    /// <param name="scale">Position of the output, from 0, the coarsest.</param>
    /// <param name="values">N x anchors (5 + classes) x rows x columns.</param>
    /// <param name="batch">N.</param>
    public ScaleOutput(NetworkSpec spec, int scale, float[] values, int batch)
    {
        Scale = scale;
        Stride = spec.Strides[scale];
        Columns = spec.Width / Stride;
        Rows = spec.Height / Stride;
        _valuesPerAnchor = spec.ValuesPerAnchor;
        _anchors = spec.AnchorsPerCell;
        Values = values;
        Gradient = new float[values.Length];
        Batch = batch;
    }

    public int Scale { get; }

    public int Stride { get; }

    public int Columns { get; }

    public int Rows { get; }

    public int Batch { get; }

    public float[] Values { get; }

    public float[] Gradient { get; }

    /// <summary>What a teacher gives for the same photos, in the same layout; null without one.</summary>
    public float[]? Teacher { get; init; }

    /// <summary>Elements from one value of a prediction to the next.</summary>
    public int Plane => Rows * Columns;

    /// <summary>Index of a prediction's objectness; x, y, w, h and the classes follow, each a <see cref="Plane"/> further.</summary>
    public int At(int image, int anchor, int row, int column) => (image * _anchors + anchor) * _valuesPerAnchor * Plane + row * Columns + column;
}
