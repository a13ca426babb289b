using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;

namespace YoloGen.Build.Tasks;

/// <summary>Runs yologen-compile: a process of its own, as MSBuild may run on another .NET than the compiler needs.</summary>
internal static class CompilerProcess
{
    private const int ErrorLinesKept = 20;

    /// <summary>How the process ended.</summary>
    /// <param name="Failure">What went wrong and what to do; null if nothing did.</param>
    internal sealed record Result(string? Failure);

    /// <summary>Gives the compiler the options files and each line of its output to <paramref name="handle"/>.</summary>
    public static Result Run(string? dotNet, string compiler, IEnumerable<string> optionsFiles, Action<string> handle, CancellationToken cancellation)
    {
        string program = string.IsNullOrEmpty(dotNet) ? "dotnet" : dotNet!;
        var start = new ProcessStartInfo(program, $"\"{Path.GetFullPath(compiler)}\"")
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };

        // Meant for the program that is built or debugged, not for its compiler.
        start.Environment.Remove("DOTNET_STARTUP_HOOKS");
        start.Environment.Remove("DOTNET_MODIFIABLE_ASSEMBLIES");
        try
        {
            using Process process = Process.Start(start) ?? throw new Win32Exception("no process was started");
            using CancellationTokenRegistration registration = cancellation.Register(() => Kill(process));
            var errors = new Queue<string>();
            process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
            process.BeginErrorReadLine();
            WriteInput(process, optionsFiles);
            while (process.StandardOutput.ReadLine() is { } line)
            {
                handle(line);
            }

            process.WaitForExit();
            return new Result(process.ExitCode == 0 ? null : $"the compiler ended with exit code {process.ExitCode}; {Text(errors)}");
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or InvalidOperationException)
        {
            return new Result($"the compiler could not be run with '{program}': {exception.Message}; install the .NET 10 runtime, or set YoloGenDotNet to the path of its dotnet");
        }
    }

    private static void WriteInput(Process process, IEnumerable<string> optionsFiles)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(optionsFiles.Select(f => f + "\n")));
        try
        {
            process.StandardInput.BaseStream.Write(bytes, 0, bytes.Length);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read: its exit code and error output say why.
        }
    }

    private static void Keep(Queue<string> errors, string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (errors)
        {
            errors.Enqueue(line!.Trim());
            if (errors.Count > ErrorLinesKept)
            {
                errors.Dequeue();
            }
        }
    }

    private static string Text(Queue<string> errors)
    {
        lock (errors)
        {
            return errors.Count == 0 ? "it may have run out of memory" : string.Join(" ", errors);
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }
}
