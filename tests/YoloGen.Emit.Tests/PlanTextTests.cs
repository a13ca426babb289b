using CsCheck;
using Xunit;
using YoloGen.Diagnostics;

namespace YoloGen.Emit.Tests;

public sealed class PlanTextTests
{
    [Fact]
    public void Text_round_trip_gives_the_same_text()
    {
        string text = PlanText.Write(SamplePlan.Make("we\"ird \\ näme\n\u2028*/"));
        Assert.Equal(text, PlanText.Write(PlanText.Read(text)));
    }

    [Fact]
    public void Names_survive_a_round_trip()
        => Gen.String.Sample(name => PlanText.Read(PlanText.Write(SamplePlan.Make(name))).ModelName == name, iter: 300);

    [Fact]
    public void Floats_survive_a_round_trip()
        => Gen.Float.Sample(
            value =>
            {
                string text = FloatText.Write(value);
                return FloatText.TryRead(text, out float back)
                    && (BitConverter.SingleToInt32Bits(back) == BitConverter.SingleToInt32Bits(value) || (float.IsNaN(back) && float.IsNaN(value)));
            },
            iter: 20000);

    [Theory]
    [InlineData(float.MaxValue)]
    [InlineData(float.MinValue)]
    [InlineData(float.Epsilon)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(-0f)]
    public void Extreme_floats_survive_a_round_trip(float value)
    {
        Assert.True(FloatText.TryRead(FloatText.Write(value), out float back));
        Assert.Equal(BitConverter.SingleToInt32Bits(value), BitConverter.SingleToInt32Bits(back));
    }

    /// <summary>Damaged text gives a diagnostic with a line, or a plan; never an exception.</summary>
    [Fact]
    public void Damaged_text_never_throws()
    {
        string text = PlanText.Write(SamplePlan.Make());
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Char, Gen.Int[0, 3]).Sample(
            (at, c, kind) =>
            {
                string damaged = kind switch
                {
                    0 => text[..at],
                    1 => text[..at] + c + text[(at + 1)..],
                    2 => text.Remove(at, Math.Min(7, text.Length - at)),
                    _ => text.Insert(at, "99999999999999999999"),
                };
                Plan? plan = PlanText.TryRead(damaged, out IReadOnlyList<Diagnostic> diagnostics);
                if (plan is not null)
                {
                    Assert.NotEmpty(Emitter.Emit(plan));
                }

                return plan is not null != diagnostics.Count > 0;
            },
            iter: 3000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ygraph 2")]
    [InlineData("ygraph 1\nclass 1x")]
    [InlineData("ygraph 1\nclass class")]
    [InlineData("ygraph 1\nnamespace A..B")]
    [InlineData("ygraph 1\ntensor t0 f32 99999x99999x99999 strides 1,1,1 at 0 \"\"")]
    [InlineData("ygraph 1\ntensor t0 f32 -1 strides 1 at 0 \"\"")]
    [InlineData("ygraph 1\nthen copy t0 -> t0 \"\"")]
    [InlineData("ygraph 1\nlayer copy t0 -> t0 a=b=c;d \"\"")]
    public void Bad_lines_are_named(string text)
    {
        Assert.Null(PlanText.TryRead(text, out IReadOnlyList<Diagnostic> diagnostics, "x.ygraph"));
        Diagnostic diagnostic = Assert.Single(diagnostics);
        Assert.Equal(DiagnosticCodes.BadPlan, diagnostic.Code);
        Assert.Equal("x.ygraph", diagnostic.File);
    }

    [Fact]
    public void Tensors_outside_the_arena_are_refused()
    {
        Plan plan = SamplePlan.Make();
        Plan outside = plan with { Tensors = [plan.Tensors[0] with { Offset = 4000 }, .. plan.Tensors.Skip(1)] };
        Assert.Null(PlanText.TryRead(PlanText.Write(outside), out _));
    }

    [Fact]
    public void Unknown_layers_and_decoders_are_refused()
    {
        Plan plan = SamplePlan.Make();
        PlanLayer evil = plan.Layers[0] with { Kind = "evil" };
        Assert.Null(PlanText.TryRead(PlanText.Write(plan with { Layers = [evil] }), out _));
        PlanDecode step = new("System", [0], new PlanAttributes(), []);
        Assert.Null(PlanText.TryRead(PlanText.Write(plan with { Head = plan.Head! with { Steps = [step] } }), out _));
    }

    /// <summary>The call is made from the plan: an argument that the decoder does not have would not compile.</summary>
    [Theory]
    [InlineData("boxes", "8")]
    [InlineData("boxes", "8", "classes", "2.5")]
    [InlineData("boxes", "true", "classes", "2")]
    [InlineData("boxes", "8", "classes", "2", "more", "1")]
    public void Decoders_get_the_arguments_they_have(params string[] arguments)
    {
        Plan plan = SamplePlan.Make();
        var given = new PlanAttributes();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            given.Add(arguments[i], [arguments[i + 1]]);
        }

        foreach (PlanDecode step in (PlanDecode[])[new("Yolov8Head", [0], given, []), new("Yolov8Head", [0, 0], plan.Head!.Steps[0].Arguments, []), new("Yolov8Head", [0], plan.Head.Steps[0].Arguments, [1, 2])])
        {
            Assert.Null(PlanText.TryRead(PlanText.Write(plan with { Head = plan.Head with { Steps = [step] } }), out _));
        }
    }

    [Fact]
    public void Every_decoder_has_a_form_that_is_read_from_its_source()
        => Assert.All(EmittedNames.Heads, h => Assert.True(DecoderForm.Of(h) is { Outputs: 1 or 2, Parameters.Count: > 1 }, h));

    [Fact]
    public void Reading_takes_memory_in_proportion_to_the_text()
    {
        Plan plan = SamplePlan.Make();
        Read(2000);
        long some = Read(2000), more = Read(8000);
        Assert.InRange(more, some, 5 * some);

        long Read(int layers)
        {
            string text = PlanText.Write(plan with { Layers = [.. Enumerable.Repeat(plan.Layers[0], layers)] });
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.NotNull(PlanText.TryRead(text, out _));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
