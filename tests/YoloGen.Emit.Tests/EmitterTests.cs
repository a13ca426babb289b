using System.Text.RegularExpressions;
using Xunit;

namespace YoloGen.Emit.Tests;

public sealed class EmitterTests
{
    /// <summary>What layers read at run time starts on a cache line, wherever the arena ends.</summary>
    [Theory]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(4159)]
    public void Constants_lie_on_a_cache_line(long arena)
    {
        string code = Emitter.Emit(SamplePlan.Make() with { ArenaBytes = arena });
        long offset = long.Parse(Regex.Match(code, @"_constants = _arena \+ (\d+);").Groups[1].Value);
        Assert.Equal(0, offset % 64);
        Assert.InRange(offset, arena + 256, arena + 256 + 63);
    }

    [Fact]
    public void A_class_has_the_name_access_and_resource_that_were_asked_for()
    {
        string code = Emitter.Emit(SamplePlan.Make(), new EmitOptions { ClassName = "@event", Namespace = "", Access = ClassAccess.Internal, IsPartial = true });
        Assert.Contains("internal sealed unsafe partial class @event : IDisposable", code, StringComparison.Ordinal);
        Assert.Contains("\"A.B.Sample.weights.bin\"", code, StringComparison.Ordinal);
        Assert.DoesNotContain("namespace", code, StringComparison.Ordinal);
        Assert.Contains("namespace A.B;", Emitter.Emit(SamplePlan.Make()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("names", "OutputNames")]
    [InlineData("math", "OutputMath")]
    [InlineData("layer007", "OutputLayer007")]
    [InlineData("sample", "Sample2")]
    [InlineData("scores", "Scores")]
    public void Ports_take_no_name_that_the_class_uses(string name, string expected)
    {
        Plan plan = SamplePlan.Make();
        Plan two = plan with { Head = null, Outputs = [new PlanPort(name, 1), new PlanPort("other", 1)] };
        Assert.Equal([expected, "Other"], Emitter.PortNames(two).Outputs);
    }

    [Fact]
    public void Hidden_types_are_written_in_full_outside_of_comments_and_literals()
        => Assert.Equal(
            "// Guard\nglobal::YoloGen.Generated.Guard.Side(\"Guard \\\" Guard\", X.Guard, MyGuard, global::System.Math.Min);",
            EmittedNames.Qualify("// Guard\nGuard.Side(\"Guard \\\" Guard\", X.Guard, MyGuard, Math.Min);", ["Guard", "Math", "unknown"]));

    [Fact]
    public void The_head_of_the_class_shows_the_network()
    {
        string[] lines = Emitter.Emit(SamplePlan.Make()).Split('\n');
        Assert.Contains(lines, l => Regex.IsMatch(l, "^// Output +Output, \"model2\": f32 1x3x4x4$"));
        Assert.Contains(lines, l => Regex.IsMatch(l, "^// 000 +quantize +\"model\" +u8 1x3x4x4 +floats +model$"));
        Assert.Contains(lines, l => Regex.IsMatch(l, "^// 001 +lookup +000 +u8 1x3x4x4 +integers +256 +model$"));
        Assert.Contains(lines, l => Regex.IsMatch(l, "^// 002 +dequantize +001 +f32 1x3x4x4 +floats +model$"));
    }

    [Theory]
    [InlineData("PUBLIC", true, ClassAccess.Public)]
    [InlineData("", true, ClassAccess.Public)]
    [InlineData("internal", true, ClassAccess.Internal)]
    [InlineData("private", false, ClassAccess.Public)]
    public void Access_is_read(string word, bool ok, ClassAccess access)
    {
        Assert.Equal(ok, ClassAccesses.TryParse(word, out ClassAccess read));
        Assert.Equal(access, read);
    }

    [Theory]
    [InlineData("facemask_int8", "FacemaskInt8")]
    [InlineData("detection", "DetectionModel")]
    [InlineData("run", "RunModel")]
    [InlineData("math", "MathModel")]
    [InlineData("layer1", "Layer1Model")]
    [InlineData("", "Detector")]
    public void A_file_name_becomes_a_class_name(string file, string expected)
    {
        Assert.Equal(expected, EmittedNames.ClassNameOf(file));
        Assert.False(EmittedNames.IsReserved(EmittedNames.ClassNameOf(file)));
    }
}
