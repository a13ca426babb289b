using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace YoloGen.Tests;

/// <summary>How a program ended and what it printed.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Errors)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Programs as a shell runs them.</summary>
internal static class Programs
{
    private const int LimitMilliseconds = 120_000;

    /// <summary>Runs a program to its end.</summary>
    public static ProgramResult Run(string program, IEnumerable<string> arguments, byte[]? input = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (input is not null)
            process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(LimitMilliseconds))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} did not end: {output.Result}{errors.Result}");
        }

        return new ProgramResult(process.ExitCode, output.Result, errors.Result);
    }

    /// <summary>Skips the running test where a program is missing.</summary>
    public static void Require(params string[] programs)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        foreach (string program in programs)
            Assert.SkipUnless(folders.Any(folder => File.Exists(Path.Combine(folder, program))), $"{program} is not installed (eng/setup.sh installs it)");
    }
}

/// <summary>A service at work.</summary>
internal sealed class Service : IDisposable
{
    private const int SigTerm = 15;

    private readonly Process _process;
    private readonly List<string> _lines = [];

    public Service(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Everything it printed.</summary>
    public string Log
    {
        get
        {
            lock (_lines)
                return string.Join('\n', _lines);
        }
    }

    /// <summary>Waits for something that the service does.</summary>
    public T WaitFor<T>(Func<T?> look, string what) where T : class
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(240))
        {
            if (look() is { } seen)
                return seen;
            Assert.False(_process.HasExited, $"the service has ended before {what}: {Log}");
            Thread.Sleep(50);
        }

        Assert.Fail($"no {what}: {Log}");
        return null!;
    }

    /// <summary>Asks the service to end, as systemd does.</summary>
    /// <returns>Its exit code.</returns>
    public int Stop()
    {
        Assert.Equal(0, Kill(_process.Id, SigTerm));
        Assert.True(_process.WaitForExit(120_000), $"the service does not end: {Log}");
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_lines)
            _lines.Add(line.Data ?? "");
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
