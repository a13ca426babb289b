using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Generator;

/// <summary>The plan of a file, or what is wrong with it. Equal to another of an equal file: the plan follows from the text.</summary>
internal sealed class ParsedModel : IEquatable<ParsedModel>
{
    private ParsedModel(ModelFile file, Plan? plan, ClassAccess access, IReadOnlyList<string> instructionSets, EquatableArray<Problem> problems)
        => (File, Plan, Access, InstructionSets, Problems) = (file, plan, access, instructionSets, problems);

    public ModelFile File { get; }

    /// <summary>Null if there are problems.</summary>
    public Plan? Plan { get; }

    public ClassAccess Access { get; }

    public IReadOnlyList<string> InstructionSets { get; }

    public EquatableArray<Problem> Problems { get; }

    public static ParsedModel Parse(ModelFile file, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        ClassAccess access = ClassAccess.Public;
        IReadOnlyList<string> instructionSets = [];
        Plan? plan = null;
        try
        {
            access = ReadAccess(file, problems);
            instructionSets = ReadInstructionSets(file, problems);
            plan = ReadPlan(file, problems, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            problems.Add(Problem.Of(exception, file.Path));
        }

        return new ParsedModel(file, problems.Count > 0 ? null : plan, access, instructionSets, new EquatableArray<Problem>(problems));
    }

    public bool Equals(ParsedModel? other) => other is not null && File.Equals(other.File);

    public override bool Equals(object? obj) => Equals(obj as ParsedModel);

    public override int GetHashCode() => File.GetHashCode();

    private static Plan? ReadPlan(ModelFile file, List<Problem> problems, CancellationToken cancellation)
    {
        if (file.Text is null)
        {
            problems.Add(new Problem(DiagnosticCodes.FileNotReadable, "the file cannot be read as text; build again", Place.OfFile(file.Path)));
            return null;
        }

        Plan? plan = PlanText.TryRead(file.Text.ToString(), out IReadOnlyList<Diagnostic> found, file.Path, cancellation);
        problems.AddRange(found.Select(d => Problem.Of(d, file.Path, file.Text)));
        return plan;
    }

    private static ClassAccess ReadAccess(ModelFile file, List<Problem> problems)
    {
        if (ClassAccesses.TryParse(file.Access, out ClassAccess access))
        {
            return access;
        }

        problems.Add(new Problem(DiagnosticCodes.BadModelMetadata, $"Access=\"{Comment.From(file.Access)}\": it is public or internal", Place.OfFile(file.Path)));
        return ClassAccess.Public;
    }

    private static IReadOnlyList<string> ReadInstructionSets(ModelFile file, List<Problem> problems)
    {
        string[] names = file.InstructionSets.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (names.FirstOrDefault(n => !Emit.InstructionSets.All.Contains(n)) is { } unknown)
        {
            problems.Add(new Problem(
                DiagnosticCodes.BadModelMetadata, $"Isa=\"{Comment.From(unknown)}\": there are {string.Join(", ", Emit.InstructionSets.All)}", Place.OfFile(file.Path)));
            return [];
        }

        return Emit.InstructionSets.Complete(names.Length == 0 ? Emit.InstructionSets.All : names);
    }
}
