using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using YoloGen.Diagnostics;

namespace YoloGen.Vision;

/// <summary>Pascal VOC annotations: XML with size and one object element a box, corners in pixels counted from 1.</summary>
internal static class VocLabels
{
    private const long MaxCharacters = 16 << 20;

    /// <summary>Levels of elements. An annotation has four; a tree walks up to its root for every element that is added.</summary>
    private const int MaxDepth = 64;

    /// <summary>Parses an annotation. What is broken becomes a problem, the rest boxes; no entity is ever resolved.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="classNames">Names in the order of class indices.</param>
    /// <param name="file">Path for messages.</param>
    /// <param name="problems">Where problems are reported.</param>
    public static IReadOnlyList<RelativeBox> Parse(string text, IReadOnlyList<string> classNames, string file, ICollection<Diagnostic> problems)
    {
        var boxes = new List<RelativeBox>();
        XElement? root = Load(text, file, problems);
        if (root is null)
            return boxes;
        if (!TryNumber(root.Element("size")?.Element("width"), out float width) || !TryNumber(root.Element("size")?.Element("height"), out float height) || width < 1 || height < 1)
        {
            problems.Add(new Diagnostic(DiagnosticCodes.BadLabel, "no <size> with <width> and <height> of at least 1", file, Line: Line(root)));
            return boxes;
        }
        var classes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = classNames.Count - 1; i >= 0; i--)
            classes[classNames[i]] = i; // the first of equal names
        string known = string.Join(", ", classNames.Take(20).Select(n => YoloLabels.Short(n, 40)));
        int found = problems.Count;
        foreach (XElement item in root.Elements("object"))
        {
            if (problems.Count - found >= YoloLabels.MaxProblems)
            {
                problems.Add(YoloLabels.TooMany(file, Line(item)));
                break;
            }
            string? problem = TryBox(item, classes, known, width, height, out RelativeBox box);
            if (problem is null)
                boxes.Add(box);
            else
                problems.Add(new Diagnostic(DiagnosticCodes.BadLabel, problem, file, Line: Line(item)));
        }
        return boxes;
    }

    /// <summary>Names of all classes that an annotation uses, in order of appearance; empty where it cannot be read.</summary>
    internal static IReadOnlyList<string> Names(string text, string file)
        => Load(text, file, [])?.Elements("object").Select(o => o.Element("name")?.Value.Trim()).OfType<string>().Where(n => n.Length > 0).ToList() ?? [];

    private static XElement? Load(string text, string file, ICollection<Diagnostic> problems)
    {
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxCharacters };
            using (var levels = XmlReader.Create(new StringReader(text), settings))
            {
                while (levels.Read())
                {
                    if (levels.Depth <= MaxDepth)
                        continue;
                    problems.Add(new Diagnostic(DiagnosticCodes.BadLabel, $"elements inside elements, more than {MaxDepth} deep: no annotation", file, Line: ((IXmlLineInfo)levels).LineNumber));
                    return null;
                }
            }
            using var reader = XmlReader.Create(new StringReader(text), settings);
            return XDocument.Load(reader, LoadOptions.SetLineInfo).Root;
        }
        catch (XmlException e)
        {
            problems.Add(new Diagnostic(DiagnosticCodes.BadLabel, $"not well-formed XML: {YoloLabels.Short(e.Message, 200)}", file, Line: e.LineNumber));
            return null;
        }
    }

    private static string? TryBox(XElement item, Dictionary<string, int> classes, string known, float width, float height, out RelativeBox box)
    {
        box = default;
        string name = item.Element("name")?.Value.Trim() ?? "";
        if (!classes.TryGetValue(name, out int classId))
            return $"'{YoloLabels.Short(name, 40)}' is none of the classes {known}";
        XElement? corners = item.Element("bndbox");
        if (!TryNumber(corners?.Element("xmin"), out float left) || !TryNumber(corners?.Element("ymin"), out float top)
            || !TryNumber(corners?.Element("xmax"), out float right) || !TryNumber(corners?.Element("ymax"), out float bottom))
        {
            return "no <bndbox> with four numbers";
        }
        // Pixels count from 1 and both ends belong to the box; files that count from 0 come out 1 pixel off, inside the tolerance.
        return YoloLabels.Corners(classId, Math.Max(left - 1, 0) / width, Math.Max(top - 1, 0) / height, right / width, bottom / height, out box);
    }

    private static bool TryNumber(XElement? element, out float value)
    {
        value = 0;
        return element is not null && float.TryParse(element.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);
    }

    private static int Line(XObject item) => item is IXmlLineInfo info && info.HasLineInfo() ? info.LineNumber : 0;
}
