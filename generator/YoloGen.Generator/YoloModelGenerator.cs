using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace YoloGen.Generator;

/// <summary>Adds the detector of each .ygraph file to the compilation, and the code that they share once.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class YoloModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(AttributeCode.Add);

        IncrementalValuesProvider<ParsedModel> models = context.AdditionalTextsProvider
            .Where(ModelFile.IsPlan)
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(ModelFile.Read).WithTrackingName(Steps.Files)
            .Select(ParsedModel.Parse).WithTrackingName(Steps.Plans);
        IncrementalValuesProvider<ModelHeader> headers = models
            .Select((model, _) => ModelHeader.Of(model)).WithTrackingName(Steps.Headers);
        IncrementalValuesProvider<ClaimedClass> claims = context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeCode.MetadataName, ClaimedClass.IsCandidate, ClaimedClass.Read).WithTrackingName(Steps.Claims);
        IncrementalValueProvider<EquatableArray<string>> namespaces = headers.Collect().Combine(claims.Collect())
            .Select((all, _) => Assignment.Namespaces(all.Left, all.Right)).WithTrackingName(Steps.Namespaces);
        IncrementalValueProvider<ProjectFacts> project = context.CompilationProvider.Combine(namespaces)
            .Select(ProjectFacts.Of).WithTrackingName(Steps.Project);

        IncrementalValueProvider<Assignment> assignment = headers.Collect().Combine(claims.Collect()).Combine(project)
            .Select((all, _) => Assignment.Make(all.Left.Left, all.Left.Right, all.Right)).WithTrackingName(Steps.Assignment);
        IncrementalValuesProvider<EmittedFile> classes = models.Combine(assignment)
            .SelectMany((pair, _) => Job.Of(pair.Left, pair.Right)).WithTrackingName(Steps.Jobs)
            .Select(EmittedFile.Class).WithTrackingName(Steps.Classes);
        IncrementalValuesProvider<EmittedFile> support = assignment
            .SelectMany((a, _) => a.InstructionSets()).WithTrackingName(Steps.InstructionSets)
            .Select(EmittedFile.Support).WithTrackingName(Steps.Support);

        context.RegisterSourceOutput(models, (output, model) => Report(output, model.Problems));
        context.RegisterSourceOutput(assignment, (output, a) => Report(output, a.Problems));
        context.RegisterSourceOutput(classes, Add);
        context.RegisterSourceOutput(support, Add);
    }

    private static void Add(SourceProductionContext output, EmittedFile file)
    {
        if (file.Problem is not null)
        {
            output.ReportDiagnostic(file.Problem.ToDiagnostic());
        }

        if (file.Text is not null)
        {
            output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
        }
    }

    private static void Report(SourceProductionContext output, EquatableArray<Problem> problems)
    {
        foreach (Problem problem in problems)
        {
            output.ReportDiagnostic(problem.ToDiagnostic());
        }
    }
}
