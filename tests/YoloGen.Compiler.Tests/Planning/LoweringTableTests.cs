using Xunit;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Planning;

namespace YoloGen.Compiler.Tests.Planning;

public sealed class LoweringTableTests
{
    [Fact]
    public void Every_operator_of_the_graph_becomes_layers()
    {
        IEnumerable<Type> operators = typeof(Operator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operator)) && !t.IsAbstract);
        Assert.Empty(operators.Where(t => !LoweringTable.Table.ContainsKey(t)).Select(t => t.Name));
    }
}
