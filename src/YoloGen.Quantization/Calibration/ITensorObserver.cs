namespace YoloGen.Quantization.Calibration;

/// <summary>Sees the values of one tensor.</summary>
/// <param name="index">Which of the observed tensors, the network's input first.</param>
/// <param name="values">Its values, row-major in the shape of the graph.</param>
internal delegate void TensorVisitor(int index, ReadOnlySpan<float> values);

/// <summary>Runs the float network and looks at the tensors whose ranges are wanted; which engine does it is its own business.</summary>
internal interface ITensorObserver : IDisposable
{
    /// <summary>Number of tensors that are looked at, the network's input first.</summary>
    int Count { get; }

    /// <summary>Name of a tensor.</summary>
    string Name(int index);

    /// <summary>Runs the network and shows the values of each tensor once, in any order.</summary>
    /// <param name="input">The network's input, in the layout of the file.</param>
    /// <param name="visit">Called <see cref="Count"/> times.</param>
    void Observe(float[] input, TensorVisitor visit);
}
