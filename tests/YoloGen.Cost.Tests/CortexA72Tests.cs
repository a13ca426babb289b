using Xunit;

namespace YoloGen.Cost.Tests;

/// <summary>A Raspberry Pi 4's core.</summary>
public class CortexA72Tests
{
    [Theory]
    [InlineData("facemask_int8", 0.08)]
    [InlineData("synthetic_int8", 0.08)]
    [InlineData("peers/paper_pruned_s8", 0.08)]
    [InlineData("peers/paper_base_s8", 0.08)]
    [InlineData("models/yolo11n_face_640_qdq", 0.08)]
    [InlineData("models/yolov8n_plate_640_qdq", 0.08)]
    [InlineData("peers/paper_pruned_fp32", 0.12)]
    public void Layers_and_networks_cost_what_the_cycle_model_says(string name, double wholeTolerance)
        => CycleComparison.Check(CoreModels.RaspberryPi4, "CortexA72", name, wholeTolerance);
}
