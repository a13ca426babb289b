using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using YoloGen.Diagnostics;

namespace YoloGen.Build.Tasks;

/// <summary>Compiles the models that are not up to date, in one process for all, and puts what the compiler found into the build's log.</summary>
public sealed class CompileModels : Task, ICancelableTask
{
    /// <summary>Beside a model that failed, or whose warnings nobody saw: an IDE does not compile it again until something changed.</summary>
    internal const string TriedExtension = ".tried";

    private readonly CancellationTokenSource cancellation = new();
    private readonly HashSet<string> withFindings = [];
    private readonly HashSet<string> done = [];

    /// <summary>Items as <see cref="PrepareModels"/> makes them.</summary>
    [Required]
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>Path of yologen-compile.dll.</summary>
    [Required]
    public string Compiler { get; set; } = "";

    /// <summary>The program dotnet; the one in PATH if empty.</summary>
    public string? DotNet { get; set; }

    /// <summary>Whether an IDE asks what the project consists of.</summary>
    public bool DesignTime { get; set; }

    /// <inheritdoc/>
    public void Cancel() => cancellation.Cancel();

    /// <inheritdoc/>
    public override bool Execute()
    {
        List<ITaskItem> models = [.. Models.Where(m => !DesignTime || !WasTried(m))];
        if (models.Count == 0)
        {
            return true;
        }

        var findings = new Findings(Log, DesignTime);
        ITaskItem? current = null;
        var inputs = new List<string>();
        void Handle(string line)
        {
            IReadOnlyList<string> fields = Wire.Split(line);
            switch (fields[0])
            {
                case Wire.Begin:
                    current = models.First(m => m.ItemSpec == fields[1]);
                    inputs.Clear();
                    Log.LogMessage(MessageImportance.High, "{0}", $"  YoloGen: {Name(current)} -> {current.GetMetadata(PreparedMetadata.ClassName)}");
                    break;
                case Wire.Note:
                    Log.LogMessage(MessageImportance.Normal, "{0}", $"  {Name(current!)}: {fields[1]}");
                    break;
                case Wire.Input:
                    inputs.Add(fields[1]);
                    break;
                case Wire.Finding:
                    Report(findings, current!, fields);
                    break;
                case Wire.Done:
                    done.Add(current!.ItemSpec);
                    InputFiles.Write(Path.ChangeExtension(current.ItemSpec, InputFiles.Extension), inputs);
                    break;
            }
        }

        CompilerProcess.Result result = CompilerProcess.Run(DotNet, Compiler, models.Select(m => m.ItemSpec), Handle, cancellation.Token);
        foreach (ITaskItem model in models)
        {
            Finish(model);
        }

        if (result.Failure is { } failure && !cancellation.IsCancellationRequested)
        {
            ITaskItem where = current ?? models[0];
            findings.Error(DiagnosticCodes.CompilerDidNotRun, where.GetMetadata(PreparedMetadata.ProjectFile), Line(where), $"{Name(where)}: {failure}");
        }

        return !Log.HasLoggedErrors && !cancellation.IsCancellationRequested;
    }

    private static string Name(ITaskItem model) => model.GetMetadata(PreparedMetadata.Name);

    private static int Line(ITaskItem model) => int.TryParse(model.GetMetadata(PreparedMetadata.Line), NumberStyles.None, CultureInfo.InvariantCulture, out int line) ? line : 0;

    private static string TriedFile(ITaskItem model) => Path.ChangeExtension(model.GetMetadata(PreparedMetadata.Stamp), TriedExtension);

    // Without its options file the model itself is missing.
    private static bool WasTried(ITaskItem model) => File.Exists(TriedFile(model)) || !File.Exists(model.ItemSpec);

    private void Report(Findings findings, ITaskItem model, IReadOnlyList<string> fields)
    {
        withFindings.Add(model.ItemSpec);
        string node = fields[5].Length > 0 ? $"node '{fields[5]}': " : "";
        string line = fields[4] is "0" or "" ? "" : $"({fields[4]})";
        findings.Report(
            (Severity)Enum.Parse(typeof(Severity), fields[1]), fields[2], fields[3], model.GetMetadata(PreparedMetadata.ProjectFile), Line(model),
            $"{Name(model)}{line}: {node}{fields[6]}");
    }

    // A model with warnings gets its stamp from the target, after this task: where warnings are errors, the build ends before and shows them again the next time.
    private void Finish(ITaskItem model)
    {
        bool isClean = done.Contains(model.ItemSpec) && !withFindings.Contains(model.ItemSpec);
        string? mark = isClean ? model.GetMetadata(PreparedMetadata.Stamp) : DesignTime ? TriedFile(model) : null;
        try
        {
            if (mark is not null)
            {
                File.WriteAllText(mark, "");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.LogMessage(MessageImportance.Low, "{0}", exception.Message);
        }
    }
}
