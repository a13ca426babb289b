using System.Collections.Generic;
using System.Linq;
using Scriban.Runtime;

namespace YoloGen.Emit;

/// <summary>A project around the class that publishes to one small native binary for a Raspberry Pi.</summary>
public static class ProjectCode
{
    /// <summary>The project file.</summary>
    public static string Project(Plan plan)
        => Templates.Render("Model/project.sbn", new ScriptObject { ["class"] = plan.ClassName, ["namespace"] = plan.Namespace });

    /// <summary>Program.cs: runs the class on a photo (binary PPM), on a file with the raw input, or on a fixed pattern.</summary>
    public static string Program(Plan plan)
    {
        (IReadOnlyList<string> inputs, IReadOnlyList<string> outputs) = Emitter.PortNames(plan);
        return Templates.Render("Model/program.sbn", new ScriptObject
        {
            ["class"] = plan.ClassName,
            ["namespace"] = plan.Namespace,
            ["open"] = "{",
            ["inputs"] = inputs.Select((n, i) => new ScriptObject
            {
                ["name"] = n,
                ["is_float"] = plan.Tensors[plan.Inputs[i].Tensor].Type == ElementType.Float32 ? "true" : "false",
            }).ToArray(),
            ["outputs"] = outputs.Select((o, i) => new ScriptObject { ["name"] = o, ["label"] = Literal.From(plan.Outputs[i].Name) }).ToArray(),
            ["has_head"] = plan.Head is not null,
        });
    }
}
