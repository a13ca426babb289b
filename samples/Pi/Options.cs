using System.Globalization;

namespace FaceMaskPi;

/// <summary>The command line.</summary>
internal sealed class Options
{
    public const string Help = """
        Finds faces with and without a mask.

          facemask [options] PHOTO|FOLDER...
          rpicam-vid -t 0 -n --codec yuv420 --width 640 --height 480 -o - | facemask --raw 640x480 --pixels yuv420 --live

        Photos are JPEG, PNG, BMP or binary PPM files; of a folder all photos are taken, in the order of their names.

          --raw WxH         reads raw frames of that size from standard input, until it ends
          --pixels FORMAT   of raw frames: rgb24 (default), bgr24 or yuv420 (planes Y, U, V; full range, as rpicam-vid writes it)
          --live            looks at the newest raw frame only; those that came in meanwhile are dropped
          --json            prints a JSON object a line instead of text
          --annotate PATH   writes what was looked at with its boxes: one .jpg file, or a folder for several photos
          --score S         least score of a box, 0 to 1 (default: the model's own)
          --limit N         most boxes of a photo, the best ones (default 100)
          --threads N       threads to run on (default: one a processor)
          --bench N         measures N detections on the first photo, or on a grey one
          --tune            with --bench: measures each layer's kernels first, a few seconds, and prints the choice for YOLOGEN_KERNELS
          --help            this text

        Boxes are left,top widthxheight in pixels of the photo. Exit code 0: done; 1: a photo or the output failed, or the
        last raw frame was not whole; 2: wrong command line; 141: nobody reads the output any more.
        """;

    public List<string> Sources { get; } = [];

    public RawFormat? Raw { get; private set; }

    public bool Live { get; private set; }

    public bool Json { get; private set; }

    public string? Annotate { get; private set; }

    /// <summary>Least score of a box; null: the model's own.</summary>
    public float? Score { get; private set; }

    public int Limit { get; private set; } = 100;

    public int Threads { get; private set; } = Environment.ProcessorCount;

    public int Bench { get; private set; }

    public bool Tune { get; private set; }

    /// <summary>Reads the command line.</summary>
    /// <returns>The options; or none with what is wrong, or with nothing where help is asked for.</returns>
    public static (Options? Options, string? Problem) Parse(string[] args)
    {
        var options = new Options();
        string? size = null, pixels = null;
        for (int i = 0; i < args.Length; i++)
        {
            string name = args[i];
            switch (name)
            {
                case "--help" or "-h":
                    return (null, null);
                case "--tune":
                    options.Tune = true;
                    continue;
                case "--live":
                    options.Live = true;
                    continue;
                case "--json":
                    options.Json = true;
                    continue;
            }

            if (!name.StartsWith("--", StringComparison.Ordinal))
            {
                options.Sources.Add(name);
                continue;
            }

            string value = ++i < args.Length ? args[i] : "";
            bool understood = name switch
            {
                "--raw" => (size = value).Length > 0,
                "--pixels" => (pixels = value).Length > 0,
                "--annotate" => (options.Annotate = value).Length > 0,
                "--score" => Fraction(value, v => options.Score = v),
                "--limit" => Count(value, v => options.Limit = v),
                "--threads" => Count(value, v => options.Threads = v),
                "--bench" => Count(value, v => options.Bench = v),
                _ => false,
            };
            if (!understood)
                return (null, value.Length > 0 ? $"{name} {value} is not understood" : $"{name} is not understood, or lacks its value");
        }

        if (size is not null)
        {
            options.Raw = RawFormat.Parse(size, pixels ?? "rgb24");
            if (options.Raw is null)
                return (null, $"--raw {size} --pixels {pixels ?? "rgb24"} is not understood: a size is as 640x480, the format rgb24, bgr24 or yuv420");
        }

        return options.Contradiction() is { } problem ? (null, problem) : (options, null);
    }

    private string? Contradiction()
    {
        if (Tune && Bench == 0)
            return "--tune goes with --bench";
        if (Raw is null && Live)
            return "--live is for raw frames: add --raw";
        if (Raw is not null && (Sources.Count > 0 || Bench > 0))
            return "--raw reads standard input: it goes with neither photos nor --bench";
        if (Raw is not null && Annotate is not null && !IsJpeg(Annotate))
            return "--annotate needs the name of a .jpg file for raw frames; it always holds the newest one";
        return Raw is null && Bench == 0 && Sources.Count == 0 ? "name a photo or a folder" : null;
    }

    /// <summary>Whether a path is that of a JPEG file, by its name.</summary>
    public static bool IsJpeg(string path) => Path.GetExtension(path).ToUpperInvariant() is ".JPG" or ".JPEG";

    private static bool Count(string text, Action<int> set)
    {
        bool valid = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value is >= 1 and <= 1_000_000;
        if (valid)
            set(value);
        return valid;
    }

    private static bool Fraction(string text, Action<float> set)
    {
        bool valid = float.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out float value) && value is >= 0 and <= 1;
        if (valid)
            set(value);
        return valid;
    }
}
