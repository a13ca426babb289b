using YoloGen.Compiler;
using YoloGen.Compiler.Graph;
using YoloGen.Execution;
using YoloGen.Vision;

namespace YoloGen.Verification;

/// <summary>Inputs to verify on: a photo, or random values in the range that the network expects.</summary>
internal static class VerificationInputs
{
    public static IEnumerable<(string Name, IReadOnlyDictionary<string, TensorData> Inputs, Photo? Photo)> Make(CompiledModel model, VerifyOptions options)
    {
        if (options.Image is { } path && model.Head is { } head)
        {
            Photo photo = PhotoReader.Read(path);
            TensorData input = TensorData.Zeros(ElementType.Float32, model.Graph.Inputs[0].Shape);
            new PhotoPipeline(head).Fill(photo, input.Floats);
            yield return (Path.GetFileName(path), new Dictionary<string, TensorData> { [model.Graph.Inputs[0].Name] = input }, photo);
            yield break;
        }

        for (int i = 0; i < Math.Max(1, options.RandomInputs); i++)
        {
            var random = new Random(i);
            yield return ($"random input {i}", model.Graph.Inputs.ToDictionary(t => t.Name, t => Random(t, model, random)), null);
        }
    }

    private static TensorData Random(Tensor tensor, CompiledModel model, Random random)
    {
        TensorData data = TensorData.Zeros(tensor.Type, tensor.Shape);
        switch (data.Type)
        {
            case ElementType.Float32 when model.Head is { } head:
                // Bytes through the network's own mean and scale; smooth in blocks, so that not everything is noise.
                FillPhotoLike(data.Floats, head.Mean[0], head.Scale[0], random);
                break;
            case ElementType.Float32:
                for (int i = 0; i < data.Floats.Length; i++)
                {
                    data.Floats[i] = (float)random.NextDouble();
                }

                break;
            case ElementType.Bool:
                for (int i = 0; i < data.Bools.Length; i++)
                {
                    data.Bools[i] = random.Next(2) == 1;
                }

                break;
            case ElementType.UInt8 or ElementType.Int8:
                random.NextBytes(EmittedDetector.Bytes(data));
                break;
            default:
                for (int i = 0; i < data.Values.Length; i++)
                {
                    data.Values.SetValue(data.Type == ElementType.Int32 ? random.Next(10) : (object)(long)random.Next(10), i);
                }

                break;
        }

        return data;
    }

    private static void FillPhotoLike(float[] values, float mean, float scale, Random random)
    {
        float level = 128;
        for (int i = 0; i < values.Length; i++)
        {
            if (i % 37 == 0)
            {
                level = random.Next(256);
            }

            values[i] = (Math.Clamp(MathF.Round(level + random.Next(-20, 21)), 0, 255) - mean) * scale;
        }
    }
}
