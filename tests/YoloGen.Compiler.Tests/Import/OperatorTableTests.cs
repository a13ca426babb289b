using System.Text.RegularExpressions;
using Xunit;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Operators;
using YoloGen.Tests;

namespace YoloGen.Compiler.Tests.Import;

public class OperatorTableTests
{
    [Fact]
    public void Every_operator_is_documented_and_every_documented_one_exists()
    {
        string page = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "operators.md"));
        IEnumerable<string> documented = Regex.Matches(page, @"^\| ([\w.]+) \|", RegexOptions.Multiline).Select(m => m.Groups[1].Value).Where(o => o != "operator");
        IEnumerable<string> entries = OperatorTable.Entries.Keys.Select(k => k.Domain.Length > 0 ? $"{k.Domain}.{k.Op}" : k.Op);
        Assert.Equal(entries.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_operator_of_the_graph_has_a_definition()
    {
        IEnumerable<Type> operators = typeof(Operator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operator)) && !t.IsAbstract);
        Assert.All(operators, o => Assert.True(OperatorCatalog.Find(o) is not null, $"{o.Name} has no line in the catalogue"));
    }
}
