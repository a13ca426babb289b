namespace YoloGen.Quantization.Calibration;

/// <summary>Runs the float network and looks at the tensors whose ranges are wanted; which engine does it is its own business.</summary>
internal interface ITensorObserver : IDisposable
{
    /// <summary>Number of tensors that are looked at, the network's input first.</summary>
    int Count { get; }

    /// <summary>Name of a tensor.</summary>
    string Name(int index);

    /// <summary>Runs the network and widens each tensor's range by its values.</summary>
    /// <param name="input">The network's input, in the layout of the file.</param>
    /// <param name="ranges"><see cref="Count"/> ranges.</param>
    void Observe(float[] input, Span<ValueRange> ranges);
}
