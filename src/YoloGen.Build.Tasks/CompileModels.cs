using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using YoloGen.Diagnostics;

namespace YoloGen.Build.Tasks;

/// <summary>
/// Compiles the models that are not up to date, in one process for all, and puts what the compiler found into the build's log. The process is
/// one of its own, as MSBuild may run on another .NET than the compiler needs; a response file names the options files, one a line.
/// </summary>
public sealed class CompileModels : ToolTask
{
    /// <summary>Beside a model that failed, or whose warnings nobody saw: an IDE does not compile it again until something changed.</summary>
    internal const string TriedExtension = ".tried";

    private const int ErrorLinesKept = 20;

    private readonly HashSet<string> _withFindings = [];
    private readonly HashSet<string> _done = [];
    private readonly List<string> _inputs = [];
    private readonly Queue<string> _errors = new();
    private List<ITaskItem> _compiled = [];
    private ITaskItem? _current;
    private string? _failure;
    private volatile bool _isCancelled;

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
    protected override string ToolName => Path.GetFileName(Program);

    /// <inheritdoc/>
    protected override Encoding StandardOutputEncoding => Encoding.UTF8;

    /// <inheritdoc/>
    protected override Encoding StandardErrorEncoding => Encoding.UTF8;

    /// <summary>Tells the two streams apart, of which <see cref="LogEventsFromTextOutput"/> sees the lines.</summary>
    protected override MessageImportance StandardErrorLoggingImportance => MessageImportance.High;

    /// <inheritdoc cref="StandardErrorLoggingImportance"/>
    protected override MessageImportance StandardOutputLoggingImportance => MessageImportance.Low;

    private Findings Findings => new(Log, DesignTime);

    private string Program => string.IsNullOrEmpty(DotNet) ? "dotnet" : DotNet!;

    /// <inheritdoc/>
    public override void Cancel()
    {
        _isCancelled = true;
        base.Cancel();
    }

    /// <inheritdoc/>
    public override bool Execute()
    {
        _compiled = [.. Models.Where(m => !DesignTime || !WasTried(m))];
        if (_compiled.Count == 0)
        {
            return true;
        }

        // ToolTask would report a missing program in its own words.
        if (Path.GetFileName(Program) != Program && !File.Exists(Program))
        {
            _failure = NotRun("there is no such file");
        }
        else
        {
            base.Execute();
        }

        foreach (ITaskItem model in _compiled)
        {
            Finish(model);
        }

        if (_failure is not null && !_isCancelled)
        {
            ITaskItem where = _current ?? _compiled[0];
            Findings.Error(DiagnosticCodes.CompilerDidNotRun, where.GetMetadata(PreparedMetadata.ProjectFile), Line(where), $"{Name(where)}: {_failure}");
        }

        return !Log.HasLoggedErrors && !_isCancelled;
    }

    /// <inheritdoc/>
    protected override string GenerateFullPathToTool() => Program;

    /// <inheritdoc/>
    protected override string GenerateCommandLineCommands() => $"\"{Path.GetFullPath(Compiler)}\"";

    /// <inheritdoc/>
    protected override string GenerateResponseFileCommands() => string.Concat(_compiled.Select(m => m.ItemSpec + "\n"));

    /// <inheritdoc/>
    protected override string GetResponseFileSwitch(string responseFilePath) => $"\"{responseFilePath}\"";

    /// <inheritdoc/>
    protected override ProcessStartInfo GetProcessStartInfo(string pathToTool, string commandLineCommands, string responseFileSwitch)
    {
        ProcessStartInfo start = base.GetProcessStartInfo(pathToTool, commandLineCommands, responseFileSwitch);

        // Meant for the program that is built or debugged, not for its compiler.
        start.Environment.Remove("DOTNET_STARTUP_HOOKS");
        start.Environment.Remove("DOTNET_MODIFIABLE_ASSEMBLIES");
        return start;
    }

    /// <inheritdoc/>
    protected override int ExecuteTool(string pathToTool, string responseFileCommands, string commandLineCommands)
    {
        try
        {
            return base.ExecuteTool(pathToTool, responseFileCommands, commandLineCommands);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or InvalidOperationException)
        {
            _failure = NotRun(exception.Message);
            return 1;
        }
    }

    /// <inheritdoc/>
    protected override bool HandleTaskExecutionErrors()
    {
        // ToolTask's own -1: the compiler ended well, and a finding is an error.
        if (_failure is null && !(ExitCode == -1 && Log.HasLoggedErrors))
        {
            _failure = $"the compiler ended with exit code {ExitCode}; {(_errors.Count == 0 ? "it may have run out of memory" : string.Join(" ", _errors))}";
        }

        return false;
    }

    /// <inheritdoc/>
    protected override void LogToolCommand(string message) => Log.LogCommandLine(MessageImportance.Low, message);

    /// <inheritdoc/>
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        if (messageImportance == StandardErrorLoggingImportance)
        {
            Keep(singleLine);
            return;
        }

        IReadOnlyList<string> fields = Wire.Split(singleLine);
        switch (fields[0])
        {
            case Wire.Begin:
                _current = _compiled.First(m => m.ItemSpec == fields[1]);
                _inputs.Clear();
                Log.LogMessage(MessageImportance.High, "{0}", $"  YoloGen: {Name(_current)} -> {_current.GetMetadata(PreparedMetadata.ClassName)}");
                break;
            case Wire.Note:
                Log.LogMessage(MessageImportance.Normal, "{0}", $"  {Name(_current!)}: {fields[1]}");
                break;
            case Wire.Input:
                _inputs.Add(fields[1]);
                break;
            case Wire.Finding:
                Report(_current!, fields);
                break;
            case Wire.Done:
                _done.Add(_current!.ItemSpec);
                InputFiles.Write(Path.ChangeExtension(_current.ItemSpec, InputFiles.Extension), _inputs);
                break;
        }
    }

    private void Keep(string line)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            _errors.Enqueue(line.Trim());
            if (_errors.Count > ErrorLinesKept)
            {
                _errors.Dequeue();
            }
        }
    }

    private string NotRun(string reason) => $"the compiler could not be run with '{Program}': {reason}; install the .NET 10 runtime, or set YoloGenDotNet to the path of its dotnet";

    private static string Name(ITaskItem model) => model.GetMetadata(PreparedMetadata.Name);

    private static int Line(ITaskItem model) => int.TryParse(model.GetMetadata(PreparedMetadata.Line), NumberStyles.None, CultureInfo.InvariantCulture, out int line) ? line : 0;

    private static string TriedFile(ITaskItem model) => Path.ChangeExtension(model.GetMetadata(PreparedMetadata.Stamp), TriedExtension);

    // Without its options file the model itself is missing.
    private static bool WasTried(ITaskItem model) => File.Exists(TriedFile(model)) || !File.Exists(model.ItemSpec);

    private void Report(ITaskItem model, IReadOnlyList<string> fields)
    {
        _withFindings.Add(model.ItemSpec);
        string node = fields[5].Length > 0 ? $"node '{fields[5]}': " : "";
        string line = fields[4] is "0" or "" ? "" : $"({fields[4]})";
        Findings.Report(
            (Severity)Enum.Parse(typeof(Severity), fields[1]), fields[2], fields[3], model.GetMetadata(PreparedMetadata.ProjectFile), Line(model),
            $"{Name(model)}{line}: {node}{fields[6]}");
    }

    // A model with warnings gets its stamp from the target, after this task: where warnings are errors, the build ends before and shows them again the next time.
    private void Finish(ITaskItem model)
    {
        bool isClean = _done.Contains(model.ItemSpec) && !_withFindings.Contains(model.ItemSpec);
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
