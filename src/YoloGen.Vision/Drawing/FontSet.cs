using System.Text;
using SkiaSharp;
using YoloGen.Diagnostics;

namespace YoloGen.Vision;

/// <summary>
/// Font files, from which each character takes the first that has it. None is shipped: those of the machine are used, and what is drawn is the
/// same wherever the same fonts are. (SkiaSharp's library without dependencies does not look for fonts on Linux itself.)
/// </summary>
internal sealed class FontSet
{
    /// <summary>The environment variable that names a font file to take before all others.</summary>
    public const string Variable = "YOLOGEN_FONT";

    /// <summary>What to do where nothing was found.</summary>
    public const string Remedy = $"no font was found on this machine, so that pictures are drawn without text; install one (on Debian: apt-get install fonts-dejavu-core), or set {Variable} to a .ttf or .otf file";

    private const int MostFiles = 2000;

    /// <summary>Upright text faces with many characters, wherever they come from.</summary>
    private static readonly string[] Preferred = ["DejaVuSans", "NotoSans-Regular", "LiberationSans-Regular", "Ubuntu-R", "segoeui", "arial", "Arial Unicode", "Arial", "Helvetica", "FreeSans"];

    /// <summary>In the names of files that would only be taken for characters that no other has.</summary>
    private static readonly string[] Last = ["bold", "italic", "oblique", "mono", "math", "serif", "condensed", "light", "thin", "emoji"];

    private static readonly Lazy<FontSet> Found = new(() => new FontSet(FilesOfMachine()));

    private readonly List<string> _unopened;
    private readonly List<SKTypeface> _faces = [];
    private readonly Dictionary<Rune, SKTypeface?> _known = [];

    /// <param name="files">Font files, the first preferred; those that are none are passed over.</param>
    public FontSet(IEnumerable<string> files) => _unopened = [.. files.Take(MostFiles)];

    /// <summary>The fonts of this machine.</summary>
    /// <exception cref="YoloGenException">YG0001: the file that <see cref="Variable"/> names is no font.</exception>
    public static FontSet OfMachine => Found.Value;

    /// <summary>The face for what no file has, and for sizes; null where there is no font at all.</summary>
    public SKTypeface? Main
    {
        get
        {
            lock (_known)
            {
                return _faces.Count > 0 || Open() ? _faces[0] : null;
            }
        }
    }

    /// <summary>The first face that has a character; the main one where none has it.</summary>
    public SKTypeface? For(Rune character)
    {
        lock (_known)
        {
            if (!_known.TryGetValue(character, out SKTypeface? face))
            {
                face = _faces.Find(f => Has(f, character));
                while (face is null && Open())
                {
                    face = Has(_faces[^1], character) ? _faces[^1] : null;
                }

                _known[character] = face;
            }

            return face ?? Main;
        }
    }

    private static bool Has(SKTypeface face, Rune character)
    {
        using var font = new SKFont(face);
        return font.ContainsGlyph(character.Value);
    }

    /// <summary>Opens the next file that is a font.</summary>
    private bool Open()
    {
        while (_unopened.Count > 0)
        {
            string file = _unopened[0];
            _unopened.RemoveAt(0);
            if (SKTypeface.FromFile(file) is { GlyphCount: > 0 } face)
            {
                _faces.Add(face);
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> FilesOfMachine()
    {
        IEnumerable<string> files = Folders().Where(Directory.Exists).SelectMany(FilesIn)
            .OrderBy(f => Rank(Path.GetFileNameWithoutExtension(f))).ThenBy(f => f, StringComparer.Ordinal);
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } named)
        {
            return files;
        }

        using SKTypeface? face = File.Exists(named) ? SKTypeface.FromFile(named) : null;
        return face is { GlyphCount: > 0 }
            ? files.Prepend(named)
            : throw new YoloGenException(DiagnosticCodes.FileNotReadable, $"{Variable} names it, but it is no font file (.ttf, .otf) that can be read", named);
    }

    private static int Rank(string name)
    {
        int at = Array.FindIndex(Preferred, p => string.Equals(p, name, StringComparison.OrdinalIgnoreCase));
        return at >= 0 ? at : Preferred.Length + (Array.Exists(Last, l => name.Contains(l, StringComparison.OrdinalIgnoreCase)) ? 1 : 0);
    }

    private static IEnumerable<string> Folders()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsWindows())
        {
            return [Environment.GetFolderPath(Environment.SpecialFolder.Fonts), Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "Microsoft", "Windows", "Fonts")];
        }

        return OperatingSystem.IsMacOS()
            ? ["/System/Library/Fonts", "/Library/Fonts", Path.Combine(home, "Library", "Fonts")]
            : ["/usr/share/fonts", "/usr/local/share/fonts", Path.Combine(home, ".local", "share", "fonts"), Path.Combine(home, ".fonts")];
    }

    private static string[] FilesIn(string folder)
    {
        try
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 8, IgnoreInaccessible = true };
            return [.. Directory.EnumerateFiles(folder, "*", options).Where(f => Path.GetExtension(f).ToLowerInvariant() is ".ttf" or ".otf" or ".ttc").Take(MostFiles)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
