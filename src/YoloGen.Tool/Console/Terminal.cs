using Spectre.Console;

namespace YoloGen.Tool.Console;

/// <summary>Where all output goes: styled on a terminal, plain lines in a pipe or file.</summary>
internal static class Terminal
{
    /// <summary>Whether standard output is a terminal.</summary>
    public static bool IsInteractive { get; } = !System.Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive;

    public static void Line(string text = "") => System.Console.Out.WriteLine(text);

    public static void Error(string text) => System.Console.Error.WriteLine(text);

    /// <summary>Two columns: names, then values.</summary>
    public static void Facts(IEnumerable<(string Name, string Value)> facts)
    {
        var table = new TextTable("", "");
        foreach ((string name, string value) in facts)
        {
            table.Add(name, value);
        }

        table.Print();
    }

    /// <summary>Runs work whose progress is not known, with a spinner and the time on a terminal.</summary>
    public static T Waiting<T>(string title, Func<T> work)
    {
        if (!IsInteractive)
        {
            return work();
        }

        return AnsiConsole.Status().Start(Markup.Escape(title), context =>
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            using var timer = new Timer(_ => context.Status(Markup.Escape($"{title}, {clock.Elapsed.TotalSeconds:0} s")), null, 1000, 1000);
            return work();
        });
    }

    /// <summary>Runs work over <paramref name="count"/> steps with a bar on a terminal, or a line every tenth in a pipe.</summary>
    public static void Progress(string title, int count, Action<Action> work)
    {
        if (IsInteractive)
        {
            AnsiConsole.Progress().AutoClear(true).Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(title), maxValue: Math.Max(1, count));
                work(() => task.Increment(1));
            });
            return;
        }

        int done = 0, shown = 0;
        work(() =>
        {
            int tenth = ++done * 10 / Math.Max(1, count);
            if (tenth > shown && count >= 20)
            {
                shown = tenth;
                System.Console.Error.WriteLine($"{title}: {done}/{count}");
            }
        });
    }
}
