using Xunit;

namespace YoloGen.Cost.Tests;

/// <summary>A Raspberry Pi 5's core.</summary>
public class CortexA76Tests
{
    [Theory]
    [InlineData("facemask_int8", 0.05)]
    [InlineData("facemask_m_int8", 0.05)]
    [InlineData("peers/paper_pruned_s8", 0.05)]
    [InlineData("models/yolo11n_face_640_qdq", 0.05)]
    public void Layers_and_networks_cost_what_the_cycle_model_says(string name, double wholeTolerance)
        => CycleComparison.Check(CoreModels.RaspberryPi5, "CortexA76", name, wholeTolerance);
}
