using System.Collections.Generic;

namespace YoloGen.Plans;

/// <summary>Everything the emitter needs to know about a network; its text form is the <c>.ygraph</c> file.</summary>
public sealed record Plan
{
    /// <summary>Name of the class to emit: a C# identifier.</summary>
    public required string ClassName { get; init; }

    /// <summary>Namespace of the class: identifiers with dots.</summary>
    public required string Namespace { get; init; }

    /// <summary>The model's name; untrusted text, for comments only.</summary>
    public required string ModelName { get; init; }

    /// <summary>SHA-256 of the model file, 64 lower-case hexadecimal digits.</summary>
    public required string ModelHash { get; init; }

    /// <summary>Name and version of the compiler that made the plan.</summary>
    public required string Compiler { get; init; }

    /// <summary>Bytes of the weights file.</summary>
    public required long WeightsLength { get; init; }

    /// <summary>XXH64 of the weights file, 16 lower-case hexadecimal digits.</summary>
    public required string WeightsHash { get; init; }

    /// <summary>Bytes of the arena that tensors lie in.</summary>
    public required long ArenaBytes { get; init; }

    /// <summary>Largest sum of bytes that are alive at one time: no arrangement is smaller.</summary>
    public required long ArenaBound { get; init; }

    /// <summary>Network inputs in the order of the file.</summary>
    public required IReadOnlyList<PlanPort> Inputs { get; init; }

    /// <summary>Network outputs in the order of the file.</summary>
    public required IReadOnlyList<PlanPort> Outputs { get; init; }

    /// <summary>Views into the arena.</summary>
    public required IReadOnlyList<PlanTensor> Tensors { get; init; }

    /// <summary>Content of the weights file.</summary>
    public required IReadOnlyList<PlanWeight> Weights { get; init; }

    /// <summary>Steps in execution order.</summary>
    public required IReadOnlyList<PlanLayer> Layers { get; init; }

    /// <summary>How a photo becomes the input and outputs become boxes; null if that is not known.</summary>
    public PlanHead? Head { get; init; }
}

/// <summary>The detection head: how a photo becomes the input and which decoders make boxes of the outputs.</summary>
/// <param name="Kind">The head's id, such as <c>yolov8</c>.</param>
/// <param name="Attributes">bgr, mean, scale, resize, score, iou, capacity, keypoints where objects have points, mask (width, height) where they have masks, oriented where boxes have an angle, classify where the whole photo has classes.</param>
/// <param name="Steps">Calls of decoders, in order.</param>
/// <param name="Classes">Class names; untrusted text, emitted as escaped string literals.</param>
public sealed record PlanHead(string Kind, PlanAttributes Attributes, IReadOnlyList<PlanDecode> Steps, IReadOnlyList<string> Classes);

/// <summary>One call of a decoder of the support code.</summary>
/// <param name="HeadClass">Name of the class with the Decode method.</param>
/// <param name="Outputs">Indices of the network outputs it reads.</param>
/// <param name="Arguments">Named constants of its Parameters: integers, floats, true or false.</param>
/// <param name="Anchors">Width and height of each anchor in input pixels; empty if the decoder has none.</param>
public sealed record PlanDecode(string HeadClass, IReadOnlyList<int> Outputs, PlanAttributes Arguments, IReadOnlyList<float> Anchors);
