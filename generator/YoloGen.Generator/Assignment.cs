using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Generator;

/// <summary>What decides which class a model becomes.</summary>
internal sealed record ModelHeader(string Path, string Model, string ClassName, string Namespace, ClassAccess Access, string InstructionSets, bool IsValid)
{
    public static ModelHeader Of(ParsedModel model)
        => new(
            model.File.Path, model.File.Model, model.Plan?.ClassName ?? "", model.Plan?.Namespace ?? "", model.Access,
            string.Join(",", model.InstructionSets), model.Plan is not null);

    public bool IsCalled(string name)
        => Same(Model, name) || Same(Model, Carried(name)) || (IsValid && Same(ClassName, name));

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is left of a name on its way to the compiler: metadata travels as a line of an .editorconfig, where # and ; start a comment.</summary>
    private static string Carried(string name) => name.Split('#', ';')[0].Trim();
}

/// <summary>The class that a model becomes.</summary>
internal sealed record Target(string Path, string HintName, string Namespace, string ClassName, ClassAccess Access, bool IsPartial, string InstructionSets, EquatableArray<string> HiddenTypes);

/// <summary>Which model becomes which class.</summary>
internal sealed record Assignment(EquatableArray<Target> Targets, EquatableArray<Problem> Problems)
{
    /// <summary>The instruction sets of all classes together; nothing if there is no class.</summary>
    public IEnumerable<EquatableArray<string>> InstructionSets()
        => Targets.Count == 0 ? [] : [new(Emit.InstructionSets.Complete(Targets.SelectMany(t => t.InstructionSets.Split(','))))];

    /// <summary>The namespaces that classes may come to stand in.</summary>
    public static EquatableArray<string> Namespaces(ImmutableArray<ModelHeader> models, ImmutableArray<ClaimedClass> claims)
        => new(models.Where(m => m.IsValid).Select(m => m.Namespace).Concat(claims.Select(c => c.Namespace)).Distinct().OrderBy(n => n, StringComparer.Ordinal));

    public static Assignment Make(ImmutableArray<ModelHeader> models, ImmutableArray<ClaimedClass> claims, ProjectFacts project)
    {
        var problems = new List<Problem>();
        if (models.IsEmpty && claims.IsEmpty)
        {
            return new Assignment(default, default);
        }

        problems.AddRange(project.Problems());
        bool possible = problems.Count == 0;
        Dictionary<ModelHeader, ClaimedClass> claimed = Claimed(models, claims, problems);
        var classes = new HashSet<string>(StringComparer.Ordinal);
        var hints = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var targets = new List<Target>();
        foreach (ModelHeader model in models.Where(m => m.IsValid))
        {
            ClaimedClass? claim = claimed.TryGetValue(model, out ClaimedClass? c) ? c : null;
            if (claim?.Obstacle is not null)
            {
                continue;
            }

            if (models.Count(m => m.Path == model.Path) > 1)
            {
                problems.Add(new Problem(DiagnosticCodes.DuplicateClass, "the file is in the project twice; remove one of the items", Place.OfFile(model.Path)));
                continue;
            }

            string space = claim?.Namespace ?? model.Namespace, name = claim?.Name ?? model.ClassName;
            if (!classes.Add(space + "." + name))
            {
                problems.Add(new Problem(
                    DiagnosticCodes.DuplicateClass, $"another model of this project becomes the class {space}.{name} too; give one of the items another ClassName", Place.OfFile(model.Path)));
                continue;
            }

            targets.Add(new Target(model.Path, HintName(space, name, hints), space, name, claim?.Access ?? model.Access, claim is not null, model.InstructionSets,
                new EquatableArray<string>(project.HiddenIn(space))));
        }

        return new Assignment(possible ? new EquatableArray<Target>(targets) : default, new EquatableArray<Problem>(problems));
    }

    /// <summary>The class that asks for each model that is asked for.</summary>
    private static Dictionary<ModelHeader, ClaimedClass> Claimed(ImmutableArray<ModelHeader> models, ImmutableArray<ClaimedClass> claims, List<Problem> problems)
    {
        var claimed = new Dictionary<ModelHeader, ClaimedClass>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (ClaimedClass claim in claims.Where(c => seen.Add(c.Namespace + "." + c.Name)))
        {
            if (claim.Obstacle is not null)
            {
                problems.Add(new Problem(DiagnosticCodes.ClassCannotBeCompleted, $"{claim.Name} cannot be completed with a model: {claim.Obstacle}", claim.Place));
            }

            ModelHeader[] matches = models.Where(m => m.IsCalled(claim.Model)).ToArray();
            if (matches.Length != 1)
            {
                string known = models.IsEmpty ? "the project has no YoloModel item" : "there are " + string.Join(", ", models.Select(m => Comment.From(m.Model)));
                string message = matches.Length > 1 ? "fits several models; use the class name that the item gives" : $"is no model of this project; {known}";
                problems.Add(new Problem(DiagnosticCodes.NoSuchModel, $"\"{Comment.From(claim.Model)}\" {message}", claim.Place));
            }
            else if (claimed.TryGetValue(matches[0], out ClaimedClass? first))
            {
                problems.Add(new Problem(
                    DiagnosticCodes.ModelClaimedTwice, $"the model \"{Comment.From(claim.Model)}\" is {first.Name} already; a model becomes one class", claim.Place));
            }
            else
            {
                claimed.Add(matches[0], claim);
            }
        }

        return claimed;
    }

    /// <summary>The name of the generated file: unlike any other, letter case aside.</summary>
    private static string HintName(string space, string name, HashSet<string> taken)
    {
        const int MaxLength = 200;

        // Identifiers may hold marks and joiners that file names of generated code may not.
        string full = (space.Length == 0 ? name : space + "." + name).Replace("@", "");
        string stem = string.Concat(full.Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' ? c : '_').Take(MaxLength));
        string hint = stem + ".g.cs";
        for (int i = 2; !taken.Add(hint); i++)
        {
            hint = stem + "." + i.ToString(System.Globalization.CultureInfo.InvariantCulture) + ".g.cs";
        }

        return hint;
    }
}
