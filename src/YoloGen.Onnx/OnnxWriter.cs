using Google.Protobuf;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Files;
using YoloGen.Onnx.Writing;

namespace YoloGen.Onnx;

/// <summary>Writes ONNX files: same model, same bytes. Values are stored raw, inside the file.</summary>
public static class OnnxWriter
{
    /// <summary>Writes a model beside its destination and moves it there, so that no half-written file is ever seen.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">Destination; an existing file is replaced.</param>
    /// <exception cref="YoloGenException">The file cannot be written, or the model is too large for one protobuf file.</exception>
    public static void Write(OnnxModel model, string path) => OutputFile.Write(path, ToBytes(model));

    /// <summary>The file's bytes.</summary>
    /// <exception cref="YoloGenException">The model's tensors exceed <see cref="OnnxLimits.MaxTotalTensorBytes"/>, or it defines functions.</exception>
    public static byte[] ToBytes(OnnxModel model) => new ModelWriter().Model(model).ToByteArray();
}
