using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
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

    /// <summary>Every kind of layer, its fields filled at random: what is written is what is read, and no field is left out.</summary>
    [Fact]
    public void Layers_of_every_kind_survive_a_round_trip()
    {
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                foreach (PlanLayer empty in LayerTable.All)
                {
                    PlanLayer layer = empty.Visit(new RandomFields(random)) with { Name = "n" };
                    string[] words = [.. FieldWriter.Words(layer)];
                    int[] outputs = [.. words[0].Split(',').Select(o => int.Parse(o[1..], CultureInfo.InvariantCulture))];
                    PlanLayer back = new FieldReader(outputs, words.Skip(2).Select(w => w.Split('=')).ToDictionary(w => w[0], w => w[1])).Read(empty, out string? error) with { Name = "n", Then = layer.Then };
                    Assert.Null(error);
                    Assert.Equal(layer, back);
                }
            },
            iter: 50);
    }

    /// <summary>A field that <see cref="PlanLayer.Visit"/> does not show would be lost: each property of a record is one.</summary>
    [Fact]
    public void Every_field_of_a_layer_is_visited()
    {
        foreach (PlanLayer empty in LayerTable.All)
        {
            PlanLayer filled = empty.Visit(new RandomFields(new Random(1)) { IsWhole = true });
            string[] unused = empty is LoopLayer { Form: var form }
                ? [nameof(LoopLayer.Loop), .. new[] { "X", "A", "B" }.Skip(form.Inputs.Count), .. new[] { "First", "Second", "Third" }.Skip(form.Numbers.Count)] : [];
            foreach (PropertyInfo property in empty.GetType().GetProperties().Where(p => p.CanWrite && p.Name is not ("Name" or "Then" or "Kernels") && !unused.Contains(p.Name)))
            {
                Assert.False(Equals(property.GetValue(empty), property.GetValue(filled)), $"{empty.Kind}: {property.Name} stays {property.GetValue(empty)}");
            }
        }
    }

    /// <summary>The kernel of each instruction set, with its figures.</summary>
    [Fact]
    public void Kernels_survive_a_round_trip()
    {
        Plan plan = SamplePlan.WithTiles();
        KernelChoice[] kernels = [.. plan.Layers.Single(l => l is QConvLayer).Kernels];
        Assert.Equal(5, kernels.Length);
        Assert.Equal(kernels, PlanText.Read(PlanText.Write(plan)).Layers.Single(l => l is QConvLayer).Kernels);
    }

    [Theory]
    [InlineData("on portable direct.1x8", "on neon direct.2x8", "names two kernels for neon")]
    [InlineData("on neon direct.2x8", "on neon direct.8x8", "which neon has not got for it")]
    [InlineData("on neon direct.2x8", "on riscv direct.2x8", "which riscv has not got for it")]
    [InlineData(" bounded=1 tile_split=Rows strip=2", "", "sums that may be larger than the tiles allow")]
    [InlineData("dilation=1,1", "dilation=2,1", "has tiles that its window does not allow")]
    [InlineData("block=1 ", "block=2147483647 ", "has an attribute 'block' that it cannot have")]
    [InlineData("block=1 ", "block=+1 ", "has an attribute 'block' that it cannot have")]
    [InlineData("strip=2", "strip=02", "has an attribute 'strip' that it cannot have")]
    [InlineData("kcycles=40", "kcycles=040", "cannot be understood")]
    [InlineData("strip=2", "strip=65537", "has an attribute 'strip' that it cannot have")]
    [InlineData("kcycles=40", "kcycles=-1", "cannot be understood")]
    [InlineData("bound=l1", "bound=luck", "cannot be understood")]
    [InlineData("others=direct.4x16,15", "others=direct.4x16", "cannot be understood")]
    public void A_kernel_that_cannot_compute_the_layer_is_refused(string piece, string other, string reason)
    {
        string text = PlanText.Write(SamplePlan.WithTiles());
        Assert.Contains(piece, text, StringComparison.Ordinal);
        Assert.Null(PlanText.TryRead(text.Replace(piece, other, StringComparison.Ordinal), out IReadOnlyList<Diagnostic> diagnostics));
        Assert.Contains(diagnostics, d => d.Message.Contains(reason, StringComparison.Ordinal));
    }

    /// <summary>A limit is not damage: the message says which.</summary>
    [Theory]
    [InlineData("arena 2000000001 bound 1", "the number 2000000001 is above 2000000000")]
    [InlineData("arena 1 bound 99999999999999999999", "the number 99999999999999999999 is above 2000000000")]
    [InlineData("weights 3000000000 0000000000000000", "the number 3000000000 is above 2000000000")]
    [InlineData("tensor t0 f32 1 strides 1 at 2000000004 \"\"", "the number 2000000004 is above 2000000000")]
    [InlineData("tensor t0 f32 1 strides 9000000000 at 0 \"\"", "a stride of more than 2000000000 elements")]
    [InlineData("tensor t0 f32 1x1x1x1x1x1x1x1x1 strides 1,1,1,1,1,1,1,1,1 at 0 \"\"", "a shape of 9 dimensions, where the most is 8")]
    [InlineData("tensor t0 f32 99999x99999x99999 strides 1,1,1 at 0 \"\"", "a shape of more than 2000000000 elements")]
    [InlineData("weight w0 f32 60000x60000 at 0 bytes 4 \"\"", "a shape of more than 2000000000 elements")]
    public void A_limit_is_named(string line, string reason)
    {
        Assert.Null(PlanText.TryRead("ygraph 2\n" + line, out IReadOnlyList<Diagnostic> diagnostics));
        Assert.StartsWith(reason, Assert.Single(diagnostics).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("understood", diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ygraph 1")]
    [InlineData("ygraph 2\nclass 1x")]
    [InlineData("ygraph 2\nclass class")]
    [InlineData("ygraph 2\nnamespace A..B")]
    [InlineData("ygraph 2\ntensor t0 f32 99999x99999x99999 strides 1,1,1 at 0 \"\"")]
    [InlineData("ygraph 2\ntensor t0 f32 -1 strides 1 at 0 \"\"")]
    [InlineData("ygraph 2\nthen copy t0 <- x=t0 \"\"")]
    [InlineData("ygraph 2\nlayer copy t0 <- x=t0 a=b=c;d \"\"")]
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
        Assert.Null(PlanText.TryRead(PlanText.Write(plan).Replace("layer quantize ", "layer evil ", StringComparison.Ordinal), out IReadOnlyList<Diagnostic> found));
        Assert.Contains("evil", Assert.Single(found).Message, StringComparison.Ordinal);
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
    public void The_form_of_every_decoder_is_that_of_its_source()
    {
        Assert.All(DecoderForm.All, form =>
        {
            string text = Templates.Text($"Support/Heads/{form.HeadClass}.cs");
            string decode = Regex.Match(text, @"static void Decode\(([^)]*)\)").Groups[1].Value;
            Assert.Equal(Regex.IsMatch(text, @"public static bool Keypoints\("), form.FindsKeypoints);
            bool anchors = decode.Contains("ReadOnlySpan<float> anchors", StringComparison.Ordinal);
            Assert.Equal(anchors, form.TakesAnchors);
            Assert.Equal(Regex.Matches(decode, "ReadOnlySpan<float>").Count - (anchors ? 1 : 0), form.Outputs);
            Assert.Equal(Regex.Replace(Regex.Match(text, @"struct Parameters\(([^)]*)\)").Groups[1].Value, @"\s+", " ").Trim(), string.Join(", ", form.Parameters.Select(p => $"{p.Type} {p.Name}")));
            Assert.True(EmittedNames.IsReserved(form.HeadClass), form.HeadClass);
        });
    }

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
