using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using Scriban;
using Scriban.Runtime;

namespace YoloGen.Emit;

/// <summary>The embedded templates and how they are rendered.</summary>
internal static class Templates
{
    private static readonly ConcurrentDictionary<string, Template> Parsed = new();

    /// <summary>The functions of the template language, once: a context of its own would clone all of them for every layer.</summary>
    private static readonly ScriptObject Functions = ReadOnlyFunctions();

    /// <summary>The text of an embedded file such as <c>Layers/conv.sbn</c>, with line feeds only.</summary>
    public static string Text(string name)
    {
        using Stream stream = typeof(Templates).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"template {name} is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }

    /// <summary>Names of all embedded files that start with <paramref name="prefix"/>, in ordinal order.</summary>
    public static string[] Names(string prefix)
        => typeof(Templates).Assembly.GetManifestResourceNames()
            .Select(n => n.Replace('\\', '/'))
            .Where(n => n.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(n => n, StringComparer.Ordinal)
            .ToArray();

    /// <summary>Renders a template with the members of <paramref name="model"/> as variables; an unknown variable is a bug and throws.</summary>
    public static string Render(string name, ScriptObject model)
    {
        Template template = Parsed.GetOrAdd(name, n =>
        {
            Template parsed = Template.Parse(Text(n), n);
            return parsed.HasErrors ? throw new InvalidOperationException(string.Join("\n", parsed.Messages)) : parsed;
        });
        var context = new TemplateContext(Functions)
        {
            // The defaults (1000 iterations, 1 MiB that is cut silently) are made for untrusted templates; these are ours.
            LoopLimit = 0,
            LimitToString = 0,
            StrictVariables = true,
            NewLine = "\n",
        };
        context.PushGlobal(model);
        return template.Render(context);
    }

    private static ScriptObject ReadOnlyFunctions()
    {
        ScriptObject functions = TemplateContext.GetDefaultBuiltinObject();
        functions.IsReadOnly = true;
        return functions;
    }
}
