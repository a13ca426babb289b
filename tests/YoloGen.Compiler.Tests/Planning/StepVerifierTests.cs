using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Planning;
using YoloGen.Diagnostics;

namespace YoloGen.Compiler.Tests.Planning;

/// <summary>A pass over the lowered network that breaks one of its rules is found at once, by name.</summary>
public sealed class StepVerifierTests
{
    private static readonly Value X = New("x"), A = New("a"), B = New("b");

    [Fact]
    public void Steps_that_hold_together_pass() => StepVerifier.Verify([Relu(X, A), Relu(A, B)], [X], [B], "a pass");

    [Fact]
    public void A_value_read_too_early_is_found() => Fails("'a' is read before anything writes it", [Relu(A, B), Relu(X, A)], B);

    [Fact]
    public void A_value_written_twice_is_found() => Fails("'a' is written twice", [Relu(X, A), Relu(X, A)], A);

    [Fact]
    public void A_lost_output_is_found() => Fails("nothing writes the output 'b'", [Relu(X, A)], B);

    [Fact]
    public void Rows_of_a_step_that_has_none_are_found()
    {
        LayerStep lead = Relu(X, A);
        lead.Then.Add(Relu(A, B));
        Fails("a unary is followed on its rows", [lead], B);
    }

    private static void Fails(string rule, Step[] steps, Value output)
    {
        YoloGenException exception = Assert.Throws<YoloGenException>(() => StepVerifier.Verify(steps, [X], [output], "a pass"));
        Diagnostic diagnostic = Assert.Single(exception.Diagnostics);
        Assert.Equal(DiagnosticCodes.Internal, diagnostic.Code);
        Assert.StartsWith("after a pass: " + rule, diagnostic.Message, StringComparison.Ordinal);
    }

    private static Value New(string name) => new(name, ElementType.Float32, Shape.Of(1, 4));

    private static LayerStep Relu(Value x, Value y) => new(new UnaryLayer { Name = "relu", Function = UnaryKind.Relu, X = PlanOperand.Tensor(0), Y = 0 }, [x], [y]);
}
