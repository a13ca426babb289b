using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Scriban.Runtime;

namespace YoloGen.Emit;

/// <summary>Turns a valid plan into the C# class. Pure text to text; the same plan gives the same text.</summary>
public static class Emitter
{
    /// <summary>The text of <c>NAME.g.cs</c>, for all instruction sets.</summary>
    /// <param name="plan">A plan that <see cref="PlanRules"/> finds nothing wrong with.</param>
    public static string Emit(Plan plan) => Emit(plan, new EmitOptions());

    /// <summary>The text of <c>NAME.g.cs</c>.</summary>
    /// <param name="plan">A plan that <see cref="PlanRules"/> finds nothing wrong with.</param>
    /// <param name="instructionSets">Names as in <see cref="InstructionSets.All"/>; all if null.</param>
    public static string Emit(Plan plan, IEnumerable<string>? instructionSets)
        => Emit(plan, new EmitOptions { InstructionSets = instructionSets?.ToArray() });

    /// <summary>The text of <c>NAME.g.cs</c>.</summary>
    /// <param name="plan">A plan that <see cref="PlanRules"/> finds nothing wrong with.</param>
    /// <param name="options">How the class looks to its consumer.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static string Emit(Plan plan, EmitOptions options, CancellationToken cancellation = default)
    {
        var needs = new ClassNeeds();
        int digits = Math.Max(3, plan.Layers.Count.ToString(CultureInfo.InvariantCulture).Length);
        string[] numbers = plan.Layers.Select((_, i) => i.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0')).ToArray();
        ScriptObject[] layers = plan.Layers.Select((l, i) => Layer(plan, l, numbers[i], needs, cancellation)).ToArray();
        (IReadOnlyList<string> inputNames, IReadOnlyList<string> outputNames) = PortNames(plan, options.ClassName);
        ScriptObject[] inputs = plan.Inputs.Select((p, i) => Port(plan, p, inputNames[i])).ToArray();
        ScriptObject[] outputs = plan.Outputs.Select((p, i) => Port(plan, p, outputNames[i])).ToArray();
        string[] isas = InstructionSets.Complete(options.InstructionSets ?? InstructionSets.All).ToArray();
        string space = options.Namespace ?? plan.Namespace;
        var model = new ScriptObject
        {
            ["class"] = options.ClassName ?? plan.ClassName,
            ["namespace"] = space,
            ["access"] = options.Access.Word(),
            ["partial"] = options.IsPartial ? "partial " : "",
            ["resource"] = ResourceName(plan),
            ["model"] = Comment.From(plan.ModelName),
            ["model_hash"] = plan.ModelHash,
            ["compiler"] = Comment.From(plan.Compiler),
            ["overview"] = NetworkOverview.Lines(plan, numbers, inputNames, outputNames, needs.ResidentBytes),
            ["weights_length"] = plan.WeightsLength,
            ["weights_hash"] = plan.WeightsHash,
            ["arena_bytes"] = plan.ArenaBytes,
            ["arena_bound"] = plan.ArenaBound,
            ["constants_offset"] = ToLine(plan.ArenaBytes) + 256,
            ["fixed_bytes"] = plan.ArenaBytes + 512 + ToLine(needs.ResidentBytes),
            ["resident_bytes"] = ToLine(needs.ResidentBytes),
            ["resident_copy"] = needs.ResidentBytes,
            ["scratch_bytes"] = needs.ScratchBytes,
            ["packed"] = needs.Packed.Select(p => new ScriptObject { ["field"] = p.Field, ["size"] = p.Size, ["pack"] = p.Pack }).ToArray(),
            ["kernel_class"] = (options.ClassName ?? plan.ClassName).TrimStart('@'),
            ["slots"] = needs.Slots.Select((slot, i) => Slot(slot, i)).ToArray(),
            ["methods"] = needs.Methods.Select(m => new ScriptObject { ["number"] = m.Number, ["name"] = m.Name, ["body"] = m.Body }).ToArray(),
            ["kernel_layers"] = string.Join(", ", needs.Slots.Select(slot => slot.Number.TrimStart('0').PadLeft(1, '0'))),
            ["kernel_sets"] = isas.Where(n => n != "portable").Select(n => KernelSet(plan, needs.Slots, n)).ToArray(),
            ["kernel_portable"] = KernelSet(plan, needs.Slots, "portable"),
            ["tables"] = IndexTable.Of(plan).Select(t => Table(plan, t)).ToArray(),
            ["layers"] = layers,
            ["inputs"] = inputs,
            ["outputs"] = outputs,
            ["isas"] = isas.Select(n => new ScriptObject { ["member"] = InstructionSets.Member(n), ["guard"] = InstructionSets.Guard(n) }).ToArray(),
            ["has_avx2"] = isas.Contains("avx2") ? "true" : "false",
            ["isa_list"] = string.Join(", ", isas.Select(n => "Isa." + InstructionSets.Member(n))),
            ["head"] = plan.Head is null ? null : HeadCode.Model(plan, plan.Head),
            ["photo"] = plan.Head is null ? PhotoCode.Model(plan) : null,
        };
        return UncheckedBodies.Apply(EmittedNames.Qualify(Templates.Render("Model/class.sbn", model), options.HiddenTypes));
    }

    /// <summary>The name of the embedded resource with the weights: the plan's own names, whatever the class is called in the end.</summary>
    public static string ResourceName(Plan plan) => $"{plan.Namespace}.{plan.ClassName}.weights.bin";

    /// <summary>Rounds up to a cache line.</summary>
    private static long ToLine(long bytes) => (bytes + 63) / 64 * 64;

    private static ScriptObject Layer(Plan plan, PlanLayer layer, string number, ClassNeeds needs, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var scope = new LayerScope(plan, layer, number, needs);
        int slots = needs.Slots.Count;
        string body = LayerCodes.Of(layer).Body(scope);
        return new ScriptObject
        {
            ["number"] = number,
            ["slot"] = needs.Slots.Count > slots ? slots : null,
            ["kind"] = layer.Kind + string.Concat(layer.Then.Select(t => " + " + t.Kind)),
            ["name"] = Comment.From(layer.Name),
            ["shapes"] = string.Join(", ", layer.Inputs.Where(i => i.Kind == OperandKind.Tensor).Select(i => NetworkTable.Shape(plan.Tensors[i.Index])))
                + " -> " + string.Join(", ", layer.Outputs.Select(o => NetworkTable.Shape(plan.Tensors[o]))),
            ["attributes"] = string.Join(" ", PlanText.Constants(layer)),
            ["body"] = body.TrimEnd('\n', ' '),
        };
    }

    /// <summary>Names of the properties of network inputs and outputs: Input and Output where there is one, else made from the model's names.</summary>
    public static (IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs) PortNames(Plan plan) => PortNames(plan, null);

    /// <summary>Behind a port's name, the name of its dimensions.</summary>
    private const string ShapeEnding = "Shape";

    private static (IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs) PortNames(Plan plan, string? className)
    {
        var taken = new HashSet<string>(EmittedNames.All) { className ?? plan.ClassName };
        string Port(string name, string fallback)
        {
            string made = Identifier.From(name, fallback);
            made = EmittedNames.IsReserved(made) ? fallback + made : made;
            while (taken.Contains(made + ShapeEnding))
            {
                made += "Values";
            }

            return WithShape(Identifier.Unique(made, fallback, taken));
        }

        // Each port has a constant of its shape beside it.
        string WithShape(string name)
        {
            taken.Add(name + ShapeEnding);
            return name;
        }

        string[] Names(IReadOnlyList<PlanPort> ports, string one)
            => ports.Count == 1 && taken.Add(one) ? [WithShape(one)] : ports.Select(p => Port(p.Name, one)).ToArray();
        return (Names(plan.Inputs, "Input"), Names(plan.Outputs, "Output"));
    }

    private static ScriptObject Slot(KernelSlot slot, int index) => new()
    {
        ["index"] = index,
        ["number"] = slot.Number,
        ["tiles"] = slot.Tiles,
        ["shared"] = slot.SharedStrips,
        ["outputs"] = slot.Outputs,
        ["channels"] = slot.Channels,
        ["file"] = slot.File,
    };

    private static ScriptObject KernelSet(Plan plan, IReadOnlyList<KernelSlot> slots, string instructionSet) => new()
    {
        ["member"] = InstructionSets.Member(instructionSet),
        ["names"] = KernelSlot.Names(slots, instructionSet),
        ["planned"] = string.Join(", ", slots.Select(slot => slot.Planned(instructionSet, isTeam: false))),
        ["fitting"] = string.Join(", ", slots.Select(slot => slot.Fitting(plan, instructionSet).ToString(CultureInfo.InvariantCulture))),
        ["team"] = string.Join(", ", slots.Select(slot => slot.Planned(instructionSet, isTeam: true))),
    };

    private static ScriptObject Table(Plan plan, IndexTable table)
    {
        PlanWeight weight = plan.Weights[table.Weight];
        return new ScriptObject
        {
            ["offset"] = LayerScope.Plus(weight.Offset),
            ["count"] = weight.Length / weight.Type.SizeOf(),
            ["least"] = table.Least,
            ["end"] = table.End,
        };
    }

    private static ScriptObject Port(Plan plan, PlanPort port, string name)
    {
        PlanTensor t = plan.Tensors[port.Tensor];
        return new ScriptObject
        {
            ["name"] = name,
            ["model_name"] = Comment.From(port.Name),
            ["shape"] = NetworkTable.Shape(t),
            ["type"] = t.Type.Public(),
            ["offset"] = LayerScope.Plus(t.Offset),
            ["count"] = PlanViews.Count(t),
            ["dims"] = string.Join(", ", t.Shape),
        };
    }
}
