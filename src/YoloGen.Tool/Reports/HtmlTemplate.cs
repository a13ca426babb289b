using System.Globalization;
using Scriban;
using Scriban.Runtime;

namespace YoloGen.Tool.Reports;

/// <summary>Fills one of the pages of <c>templates/Reports</c>.</summary>
internal static class HtmlTemplate
{
    /// <param name="name">File name of the template.</param>
    /// <param name="model">What it asks for.</param>
    public static string Render(string name, ScriptObject model)
    {
        using Stream stream = typeof(HtmlTemplate).Assembly.GetManifestResourceStream("Reports/" + name)!;
        using var reader = new StreamReader(stream);
        Template template = Template.Parse(reader.ReadToEnd(), name);
        var context = new TemplateContext { LoopLimit = 0, LimitToString = 0, StrictVariables = true, NewLine = "\n" };
        context.PushCulture(CultureInfo.InvariantCulture);
        context.PushGlobal(model);
        return template.Render(context);
    }
}
