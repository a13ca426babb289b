using System.Diagnostics;
using System.Globalization;
using YoloGen.Compiler;
using YoloGen.Compiler.Graph;
using YoloGen.Diagnostics;
using YoloGen.Execution;

namespace YoloGen.Verification;

/// <summary>Publishes the emitted project for linux-arm64 and runs it under qemu as a Raspberry Pi 4 and a Raspberry Pi 5 would.</summary>
internal static class ArmCheck
{
    /// <summary>Cores, and the instruction set that the class must choose on each.</summary>
    private static readonly (string Core, string InstructionSet)[] Cores = [("cortex-a72", "neon"), ("cortex-a76", "dot")];

    public static IEnumerable<VerificationStep> Run(
        CompiledModel model, IReadOnlyList<(IReadOnlyDictionary<string, TensorData> Inputs, IReadOnlyDictionary<string, TensorData> Outputs)> cases)
    {
        Require("qemu-aarch64", "qemu-user");
        Require("aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu");
        Require("clang", "clang");
        if (model.Plan.Inputs.Count != 1)
        {
            return [new VerificationStep("linux-arm64", false, $"the emitted program feeds one input, the network has {model.Plan.Inputs.Count}")];
        }

        string folder = Directory.CreateTempSubdirectory("yologen-arm64-").FullName;
        try
        {
            CompiledFolder.Write(model, folder, project: true);
            string output = Path.Combine(folder, "publish");
            (int code, string text) = Start("dotnet", folder, null, "publish", "-r", "linux-arm64", "-c", "Release", "-v", "quiet", "--nologo", "-o", output);
            string binary = Path.Combine(output, model.Plan.ClassName);
            if (code != 0 || !File.Exists(binary))
            {
                return [new VerificationStep("linux-arm64", false, "dotnet publish failed: " + text.Trim())];
            }

            return [GlibcVersion.Check(binary), .. Cores.Select(c => RunCore(model, binary, folder, c.Core, c.InstructionSet, cases))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static VerificationStep RunCore(
        CompiledModel model, string binary, string folder, string core, string instructionSet,
        IReadOnlyList<(IReadOnlyDictionary<string, TensorData> Inputs, IReadOnlyDictionary<string, TensorData> Outputs)> cases)
    {
        string name = $"linux-arm64, {core}";
        foreach ((IReadOnlyDictionary<string, TensorData> inputs, IReadOnlyDictionary<string, TensorData> outputs) in cases)
        {
            string file = Path.Combine(folder, "input.bin");
            File.WriteAllBytes(file, EmittedDetector.Bytes(inputs[model.Plan.Inputs[0].Name]).ToArray());
            (int code, string text) = Start("qemu-aarch64", folder, "/usr/aarch64-linux-gnu", "-cpu", core, "-L", "/usr/aarch64-linux-gnu", binary, file, "--threads", "2");
            if (code != 0)
            {
                return new VerificationStep(name, false, $"exit code {code}: {text.Trim()}");
            }

            if (!text.Contains($", {instructionSet},", StringComparison.Ordinal))
            {
                return new VerificationStep(name, false, $"should run {instructionSet}: {text.Split('\n')[0]}");
            }

            for (int i = 0; i < model.Plan.Outputs.Count; i++)
            {
                string wanted = string.Create(CultureInfo.InvariantCulture, $"output {i} {Hash(EmittedDetector.Bytes(outputs[model.Plan.Outputs[i].Name])):x16}");
                if (!text.Contains(wanted, StringComparison.Ordinal))
                {
                    return new VerificationStep(name, false, $"output '{model.Plan.Outputs[i].Name}' has other bytes than on this machine");
                }
            }
        }

        return new VerificationStep(name, true, $"same bytes as on this machine, {instructionSet}, binary of {new FileInfo(binary).Length / 1024} KiB");
    }

    /// <summary>FNV-1a, 64 bits, as the emitted program prints it.</summary>
    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 14695981039346656037;
        foreach (byte value in bytes)
        {
            hash = unchecked((hash ^ value) * 1099511628211);
        }

        return hash;
    }

    private static void Require(string program, string package)
    {
        bool found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => p.Length > 0 && File.Exists(Path.Combine(p, program)));
        if (!found)
        {
            throw new YoloGenException(DiagnosticCodes.ToolMissing, $"{program} is missing, which --arm64 needs: sudo apt-get install -y {package}");
        }
    }

    private static (int Code, string Text) Start(string program, string folder, string? prefix, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        if (prefix is not null)
        {
            info.Environment["QEMU_LD_PREFIX"] = prefix;
        }

        // A build server of the caller must not outlive this call with its environment.
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(info)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text + error.Result);
    }
}
