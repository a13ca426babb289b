using YoloGen.Diagnostics;
using YoloGen.Onnx.Files;
using YoloGen.Onnx.Wire;

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
    public static byte[] ToBytes(OnnxModel model)
    {
        if (model.Functions.Count > 0)
        {
            throw new YoloGenException(DiagnosticCodes.UnsupportedForm, "models that define functions cannot be written; inline the functions first", model.Path);
        }

        ModelParser.Limit(model.Graph.Initializers.Sum(t => (long)t.Data.Length), OnnxLimits.MaxTotalTensorBytes, "bytes of tensors");
        var w = new WireWriter();
        w.Int64(1, model.IrVersion);
        w.TextIfAny(2, model.ProducerName);
        w.TextIfAny(3, model.ProducerVersion);
        w.Message(7, g => Graph(g, model.Graph));
        foreach ((string domain, long version) in model.Opsets)
        {
            w.Message(8, o =>
            {
                o.TextIfAny(1, domain);
                o.Int64(2, version);
            });
        }

        foreach ((string key, string value) in model.Metadata)
        {
            w.Message(14, m =>
            {
                m.Text(1, key);
                m.Text(2, value);
            });
        }

        return w.Written.ToArray();
    }

    private static void Graph(WireWriter w, OnnxGraph graph)
    {
        foreach (OnnxNode node in graph.Nodes)
        {
            w.Message(1, n => Node(n, node));
        }

        w.Text(2, graph.Name.Length > 0 ? graph.Name : "graph");
        foreach (OnnxTensor tensor in graph.Initializers)
        {
            w.Message(5, t => Tensor(t, tensor));
        }

        ValueInfos(w, 11, graph.Inputs);
        ValueInfos(w, 12, graph.Outputs);
        ValueInfos(w, 13, graph.ValueInfos);
    }

    private static void Node(WireWriter w, OnnxNode node)
    {
        node.Inputs.ForEach(i => w.Text(1, i));
        node.Outputs.ForEach(o => w.Text(2, o));
        w.TextIfAny(3, node.Name);
        w.Text(4, node.OpType);
        node.Attributes.ForEach(a => w.Message(5, m => Attribute(m, a)));
        w.TextIfAny(7, node.Domain);
    }

    private static void Attribute(WireWriter w, OnnxAttribute a)
    {
        w.Text(1, a.Name);
        switch (a.Type)
        {
            case OnnxAttributeType.Float:
                w.Float(2, a.Float);
                break;
            case OnnxAttributeType.Int:
                w.Int64(3, a.Int);
                break;
            case OnnxAttributeType.String:
                w.Text(4, a.Text);
                break;
            case OnnxAttributeType.Tensor:
                w.Message(5, t => Tensor(t, a.Tensor!));
                break;
            case OnnxAttributeType.Graph:
                w.Message(6, g => Graph(g, a.Graph!));
                break;
            case OnnxAttributeType.Floats:
                foreach (float f in a.Floats)
                {
                    w.Float(7, f);
                }

                break;
            case OnnxAttributeType.Ints:
                foreach (long i in a.Ints)
                {
                    w.Int64(8, i);
                }

                break;
            case OnnxAttributeType.Strings:
                foreach (string s in a.Strings)
                {
                    w.Text(9, s);
                }

                break;
            default:
                throw new YoloGenException(DiagnosticCodes.UnsupportedForm, $"attribute '{a.Name}' of type {a.Type} cannot be written");
        }

        w.Int64(20, (long)a.Type);
    }

    private static void Tensor(WireWriter w, OnnxTensor tensor)
    {
        if (tensor.Type == OnnxDataType.String)
        {
            throw new YoloGenException(DiagnosticCodes.UnsupportedType, $"tensor '{tensor.Name}' holds text, which cannot be written");
        }

        foreach (long d in tensor.Dims)
        {
            w.Int64(1, d);
        }

        w.Int64(2, (long)tensor.Type);
        w.TextIfAny(8, tensor.Name);
        w.Bytes(9, tensor.Data.Span);
    }

    private static void ValueInfos(WireWriter w, int field, List<OnnxValueInfo> infos)
    {
        foreach (OnnxValueInfo info in infos)
        {
            if (info.Kind != "tensor")
            {
                throw new YoloGenException(DiagnosticCodes.UnsupportedType, $"value '{info.Name}' is a {info.Kind}, which cannot be written");
            }

            w.Message(field, v =>
            {
                v.Text(1, info.Name);
                if (info.Type != OnnxDataType.Undefined)
                {
                    v.Message(2, type => type.Message(1, tensor => TensorType(tensor, info)));
                }
            });
        }
    }

    private static void TensorType(WireWriter w, OnnxValueInfo info)
    {
        w.Int64(1, (long)info.Type);
        if (info.Dims is { } dims)
        {
            w.Message(2, shape =>
            {
                foreach (OnnxDim dim in dims)
                {
                    shape.Message(1, d =>
                    {
                        if (dim.Value is { } value)
                        {
                            d.Int64(1, value);
                        }
                        else if (dim.Symbol is { Length: > 0 } symbol)
                        {
                            d.Text(2, symbol);
                        }
                    });
                }
            });
        }
    }
}
