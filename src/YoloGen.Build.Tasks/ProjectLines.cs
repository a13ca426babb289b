using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace YoloGen.Build.Tasks;

/// <summary>Finds the line of a YoloModel item in the file that defines it.</summary>
internal static class ProjectLines
{
    private const string ItemName = "YoloModel";

    /// <summary>The 1-based line of the item; 0 if it cannot be found.</summary>
    /// <param name="projectFile">The file that defines the item, as MSBuild knows it.</param>
    /// <param name="include">What the item includes.</param>
    public static int Find(string projectFile, string include)
    {
        List<(string Include, int Line)> items;
        try
        {
            items = Items(projectFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or XmlException or ArgumentException)
        {
            return 0;
        }

        // An Include may hold properties and wildcards: what is written there is then not what the item is called.
        string wanted = Normal(include);
        string file = wanted.Substring(wanted.LastIndexOf('/') + 1);
        return LineOf(items, i => Parts(i).Contains(wanted))
            ?? LineOf(items, i => Parts(i).Any(p => p.EndsWith("/" + file, StringComparison.Ordinal) || p == file))
            ?? LineOf(items, i => Parts(i).Any(p => FitsPattern(p, wanted)))
            ?? (items.Count == 1 ? items[0].Line : 0);
    }

    private static int? LineOf(List<(string Include, int Line)> items, Func<string, bool> fits)
        => items.Where(i => fits(i.Include)).Select(i => (int?)i.Line).FirstOrDefault();

    private static List<(string Include, int Line)> Items(string projectFile)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };
        using XmlReader reader = XmlReader.Create(projectFile, settings);
        return XDocument.Load(reader, LoadOptions.SetLineInfo).Descendants()
            .Where(e => e.Name.LocalName == ItemName && e.Attribute("Include") is not null)
            .Select(e => (e.Attribute("Include")!.Value, ((IXmlLineInfo)e).LineNumber))
            .ToList();
    }

    // What stands before the first and after the last wildcard or property is what the path begins and ends with.
    private static bool FitsPattern(string pattern, string path)
    {
        int first = pattern.IndexOfAny(['*', '$', '@']);
        int last = pattern.LastIndexOfAny(['*', ')']);
        return first >= 0 && last >= first && path.EndsWith(pattern.Substring(last + 1), StringComparison.Ordinal)
            && (pattern[first] != '*' || path.StartsWith(pattern.Substring(0, first), StringComparison.Ordinal));
    }

    private static IEnumerable<string> Parts(string include) => include.Split(';').Select(p => Normal(Unescape(p.Trim())));

    private static string Normal(string path) => path.Replace('\\', '/');

    // MSBuild's own escapes: % and two hexadecimal digits.
    private static string Unescape(string text) => Uri.UnescapeDataString(text);
}
