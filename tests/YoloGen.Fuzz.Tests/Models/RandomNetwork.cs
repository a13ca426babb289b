using YoloGen.Compiler.Graph;
using YoloGen.Fuzz.Tests.Models.Families;
using YoloGen.Onnx;

namespace YoloGen.Fuzz.Tests.Models;

/// <summary>A random network of a seed, with values for its inputs.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Form">How its numbers are represented.</param>
/// <param name="Model">The model.</param>
/// <param name="Inputs">A value of each input.</param>
/// <param name="Operators">Its operators.</param>
/// <param name="Special">Whether the inputs hold infinities, NaN and the ends of the range.</param>
internal sealed record RandomNetwork(int Seed, Form Form, OnnxModel Model, IReadOnlyDictionary<string, TensorData> Inputs, IReadOnlyList<string> Operators, bool Special)
{
    /// <summary>The form of a seed: all four, in turn.</summary>
    public static Form FormOf(int seed) => (Form)(seed & 3);

    public static RandomNetwork Make(int seed)
    {
        Form form = FormOf(seed);
        var w = new ModelWriter(seed, form);
        Start(w);
        IReadOnlyList<(string Op, int Weight, Func<ModelWriter, Value?> Make)> makers = OperatorMakers.Of(form);
        int total = makers.Sum(m => m.Weight), wanted = w.Chance(3) ? w.Int(1, 2) : w.Int(3, 9);
        for (int made = 0, tried = 0; made < wanted && tried < 100; tried++)
        {
            int at = w.Random.Next(total);
            Value? y = makers.First(m => (at -= m.Weight) < 0).Make(w);
            if (y is null)
            {
                continue;
            }

            made++;
            if (form == Form.Qdq && y.Type == ElementType.Float32 && !w.Chance(5))
            {
                Quantized.Pair(w, y);
            }

            // Large ones would only cost time.
            w.Values.RemoveAll(v => v.Count > 6000 && w.Values.Count > 2 && v != w.Values[^1] && !w.Inputs.Contains(v));
        }

        if (w.Values.Count == w.Inputs.Count)
        {
            w.Node("Identity", [w.Inputs[0].Name], w.Inputs[0].Type, w.Inputs[0].Dims, 1, null);
        }

        OnnxModel model = w.Build();
        return new RandomNetwork(seed, form, model, w.Inputs.ToDictionary(i => i.Name, i => RandomInput.Of(w, i), StringComparer.Ordinal), w.Operators, w.Special);
    }

    private static void Start(ModelWriter w)
    {
        int inputs = w.Chance(4) ? 2 : 1;
        for (int i = 0; i < inputs; i++)
        {
            long[] dims = Dims(w);
            if (w.Form == Form.QOperator && w.Flip())
            {
                ElementType type = w.Pick(ElementType.UInt8, ElementType.Int8);
                w.Input(type, dims, 2, new Quantum(0.02f, type == ElementType.UInt8 ? w.Int(100, 150) : w.Int(-20, 20)));
            }
            else
            {
                w.Input(w.Form == Form.Float && w.Chance(10) ? w.Pick(ElementType.Int32, ElementType.Int64, ElementType.Bool, ElementType.UInt8, ElementType.Int8) : ElementType.Float32, dims);
            }
        }

        if (w.Form == Form.QOperator)
        {
            Quantized.QuantizeLinear(w);
        }
        else if (w.Form == Form.Qdq)
        {
            foreach (Value x in w.Values.ToArray())
            {
                Quantized.Pair(w, x);
            }
        }
    }

    private static long[] Dims(ModelWriter w)
    {
        if (!w.Chance(4))
        {
            return [w.Chance(6) ? 2 : 1, w.Chance(4) ? w.Int(1, 24) : w.Int(1, 8), w.Int(1, 12), w.Int(1, 12)];
        }

        int rank = w.Int(1, 8);
        return [.. Enumerable.Range(0, rank).Select(_ => (long)w.Int(1, rank switch { <= 2 => 16, <= 4 => 8, 5 => 5, _ => 3 }))];
    }
}
