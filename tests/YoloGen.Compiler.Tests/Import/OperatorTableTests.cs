using Xunit;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Operators;
using YoloGen.Tests;

namespace YoloGen.Compiler.Tests.Import;

public class OperatorTableTests
{
    /// <summary>With <c>YOLOGEN_WRITE_DOCS</c> set the tables are written instead.</summary>
    [Fact]
    public void The_page_of_operators_is_the_catalogue()
    {
        string path = Path.Combine(SharedData.RepositoryRoot, "docs", "operators.md"), page = File.ReadAllText(path).ReplaceLineEndings("\n");
        int start = page.IndexOf("\n## ", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("YOLOGEN_WRITE_DOCS") is { Length: > 0 })
        {
            File.WriteAllText(path, page[..start] + OperatorDocument.Tables());
        }
        else
        {
            Assert.Equal(OperatorDocument.Tables(), page[start..]);
        }
    }

    [Fact]
    public void Every_operator_of_the_graph_has_a_definition()
    {
        IEnumerable<Type> operators = typeof(Operator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operator)) && !t.IsAbstract);
        Assert.All(operators, o => Assert.True(OperatorCatalog.Find(o) is not null, $"{o.Name} has no line in the catalogue"));
    }

    [Fact]
    public void The_page_on_adding_an_operator_names_files_that_exist()
    {
        string[] parts = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "adding-an-operator.md")).Split('`');
        string[] paths = [.. parts.Where((p, i) => i % 2 == 1 && p.Contains('/', StringComparison.Ordinal) && !p.Contains(' ', StringComparison.Ordinal) && !p.Contains("NAME", StringComparison.Ordinal))];
        Assert.True(paths.Length > 5);
        Assert.All(paths, p => Assert.True(Path.Exists(Path.Combine(SharedData.RepositoryRoot, p)), p));
    }
}
