using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using YoloGen.Emit;

namespace YoloGen.Generator;

/// <summary>A plan with the class it becomes.</summary>
internal sealed record Job(ParsedModel Model, Target Target)
{
    public static IEnumerable<Job> Of(ParsedModel model, Assignment assignment)
        => model.Plan is null ? [] : assignment.Targets.Where(t => t.Path == model.File.Path).Select(t => new Job(model, t));
}

/// <summary>A file to add to the compilation; without text if it could not be made.</summary>
internal sealed record EmittedFile(string HintName, string? Text, Problem? Problem)
{
    public const string SupportName = "YoloGen.Support.g.cs";

    public static EmittedFile Class(Job job, CancellationToken cancellation)
    {
        Target target = job.Target;
        return Make(target.HintName, job.Model.File.Path, cancellation, () => Emitter.Emit(job.Model.Plan!, new EmitOptions
        {
            ClassName = target.ClassName,
            Namespace = target.Namespace,
            Access = target.Access,
            IsPartial = target.IsPartial,
            InstructionSets = job.Model.InstructionSets,
            HiddenTypes = target.HiddenTypes,
        }, cancellation));
    }

    public static EmittedFile Support(EquatableArray<string> instructionSets, CancellationToken cancellation)
        => Make(SupportName, "", cancellation, () => SupportCode.Emit(instructionSets));

    private static EmittedFile Make(string hint, string path, CancellationToken cancellation, Func<string> emit)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return new EmittedFile(hint, emit(), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new EmittedFile(hint, null, Problem.Of(exception, path));
        }
    }
}
