using System.Globalization;

namespace YoloGen.Verification;

/// <summary>Reads which glibc a Linux binary asks for: a host with a newer glibc than the Pi's can bind newer symbols.</summary>
internal static class GlibcVersion
{
    /// <summary>The glibc of Raspberry Pi OS Bookworm, which binaries must not exceed.</summary>
    public static Version Limit { get; } = new(2, 36);

    /// <summary>The highest version that a binary names ("GLIBC_2.34" in its version table); null if it names none.</summary>
    /// <param name="binary">Content of an ELF file.</param>
    public static Version? Highest(ReadOnlySpan<byte> binary)
    {
        Version? highest = null;
        ReadOnlySpan<byte> name = "GLIBC_"u8;
        for (int at = binary.IndexOf(name); at >= 0; at = binary.IndexOf(name))
        {
            binary = binary[(at + name.Length)..];
            int length = binary.IndexOfAnyExcept("0123456789."u8);
            string text = System.Text.Encoding.ASCII.GetString(binary[..Math.Clamp(length, 0, 16)]);
            if (Version.TryParse(text, out Version? version) && (highest is null || version > highest))
            {
                highest = version;
            }
        }

        return highest;
    }

    /// <summary>The check as a verification step.</summary>
    internal static VerificationStep Check(string path)
    {
        Version? version = Highest(File.ReadAllBytes(path));
        return new VerificationStep(
            "linux-arm64, glibc", version is not null && version <= Limit,
            string.Create(CultureInfo.InvariantCulture, $"asks for {version?.ToString() ?? "no version"}, Raspberry Pi OS Bookworm has {Limit}"));
    }
}
