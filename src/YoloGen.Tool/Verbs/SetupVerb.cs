using System.CommandLine;
using YoloGen.Diagnostics;
using YoloGen.Natives;
using YoloGen.Tool.Console;
using YoloGen.Tool.Setup;

namespace YoloGen.Tool.Verbs;

/// <summary>What the machine has, and fetching what it lacks.</summary>
internal static class SetupVerb
{
    public static Command Create()
    {
        var what = new Argument<string?>("WHAT") { Description = "onnxruntime, torch or all; nothing shows what is there and what is missing.", Arity = ArgumentArity.ZeroOrOne };
        what.AcceptOnlyFromAmong("onnxruntime", "torch", "all");
        var source = new Option<string?>("--source") { Description = "NuGet feed or folder to fetch from. Default: the sources of your NuGet configuration." };
        var command = new Command("setup", """
            Fetches what only some verbs need, into your NuGet packages folder: ONNX Runtime (verify, bench --against ort, val of an ONNX file)
            and libtorch (train, prune, export, val, sweep, search-rate). Without WHAT it lists what is there and how to get the rest.

            Example:
              dotnet yologen setup onnxruntime
            """) { what, source };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(what) is not { } wanted)
            {
                var table = new TextTable("", "", "");
                foreach (MachineFact fact in MachineFact.All())
                {
                    table.Add(fact.Found is null ? "missing" : "ok", fact.Name, fact.Found ?? fact.Remedy);
                    table.Add("", "", $"for {fact.NeededBy}");
                }

                table.Print();
                return ExitCode.Done;
            }

            foreach (NativePackage package in Packages(wanted))
            {
                PackageFetcher.Fetch(package, parsed.GetValue(source));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static List<NativePackage> Packages(string wanted)
    {
        var packages = new List<NativePackage>();
        if (wanted is "onnxruntime" or "all")
        {
            packages.Add(NativePackage.OnnxRuntime(Platform.Current) ?? throw NoBuild("ONNX Runtime", "Linux (glibc) x64 and arm64, Windows and macOS arm64"));
        }

        if (wanted is "torch" or "all")
        {
            packages.Add(NativePackage.Libtorch(Platform.Current) ?? throw NoBuild("libtorch", "Linux (glibc) x64, Windows x64 and macOS arm64"));
            packages.Add(NativePackage.TorchSharp(Platform.Current)!);
        }

        return packages;
    }

    private static YoloGenException NoBuild(string name, string platforms)
        => new(DiagnosticCodes.FetchFailed, $"{name} is packaged for {platforms}, not for {System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}");
}
