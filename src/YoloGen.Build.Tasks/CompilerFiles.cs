using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace YoloGen.Build.Tasks;

/// <summary>The compiler as files.</summary>
internal static class CompilerFiles
{
    /// <summary>One hash of all its assemblies: another compiler compiles every model again, also where its version number is the same.</summary>
    /// <param name="compiler">Path of yologen-compile.dll.</param>
    public static string Hash(string compiler)
    {
        using SHA256 all = SHA256.Create();
        var text = new StringBuilder();
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(Path.GetFullPath(compiler))!, "*.dll").OrderBy(f => f, StringComparer.Ordinal))
        {
            using FileStream stream = File.OpenRead(file);
            text.Append(Path.GetFileName(file)).Append(BitConverter.ToString(all.ComputeHash(stream)));
        }

        return BitConverter.ToString(all.ComputeHash(Encoding.UTF8.GetBytes(text.ToString()))).Replace("-", "").ToLowerInvariant();
    }
}
