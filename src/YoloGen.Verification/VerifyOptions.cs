using YoloGen.Compiler;
using YoloGen.Verification.Checks;

namespace YoloGen.Verification;

/// <summary>What a verification covers.</summary>
public sealed record VerifyOptions
{
    /// <summary>How the model is compiled.</summary>
    public CompileOptions Compile { get; init; } = new();

    /// <summary>Photo to run on; random inputs if null.</summary>
    public string? Image { get; init; }

    /// <summary>Number of random inputs when there is no photo.</summary>
    public int RandomInputs { get; init; } = 1;

    /// <summary>Instruction sets to run; null stands for the best of this machine.</summary>
    public IReadOnlyList<string?> InstructionSets { get; init; } = [null];

    /// <summary>Whether to publish for linux-arm64 and run under qemu.</summary>
    public bool Arm64 { get; init; }
}

/// <summary>One more thing that was checked.</summary>
/// <param name="Name">What.</param>
/// <param name="Passed">Whether it holds.</param>
/// <param name="Detail">Figures, or what is wrong.</param>
public sealed record VerificationStep(string Name, bool Passed, string Detail);

/// <summary>What a verification found.</summary>
/// <param name="Operators">Operators fed with ONNX Runtime's inputs, over all inputs.</param>
/// <param name="EndToEnd">Tensors with only integer operators upstream.</param>
/// <param name="Steps">Emitted code, detections, Arm.</param>
public sealed record VerificationReport(IReadOnlyList<TensorVerdict> Operators, IReadOnlyList<TensorVerdict> EndToEnd, IReadOnlyList<VerificationStep> Steps)
{
    /// <summary>Why ONNX Runtime could not run the model, so that nothing was compared with it; null if it could.</summary>
    public string? NotComparable { get; init; }

    /// <summary>Where ONNX Runtime's two forms contradict each other, and which one decided.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether everything was compared and holds.</summary>
    public bool Passed => NotComparable is null && FirstProblem is null;

    /// <summary>The first thing that does not hold, or null.</summary>
    public string? FirstProblem
        => Operators.Concat(EndToEnd).FirstOrDefault(v => !v.Passed) is { } v
            ? FormattableString.Invariant($"{v.Operators} -> {v.Tensor}: {v.Differing} of {v.Shape.Count} elements differ, worst {v.Worst:0.###e0} (rule: {v.Rule})")
            : Steps.FirstOrDefault(s => !s.Passed) is { } s ? $"{s.Name}: {s.Detail}" : null;
}
