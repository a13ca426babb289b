using YoloGen.Onnx.Proto;
using static YoloGen.Onnx.Reading.FieldKind;

namespace YoloGen.Onnx.Reading;

/// <summary>
/// The fields of onnx.proto with their limits. A table of its own, held to the generated descriptors by a test: to ask them would cost every
/// compilation a tenth of a second, in which they are made.
/// </summary>
internal static class ModelRules
{
    private static readonly MessageRule Entry = new MessageRule(nameof(StringStringEntryProto))
        .With(new(StringStringEntryProto.KeyFieldNumber, Text), new(StringStringEntryProto.ValueFieldNumber, Text));

    /// <summary>Rules of a tensor, which may also be a file of its own.</summary>
    public static MessageRule Tensor { get; } = MakeTensor();

    /// <summary>Rules of a graph.</summary>
    public static MessageRule Graph { get; } = MakeGraph();

    /// <summary>An entry of a model's metadata.</summary>
    public static FieldRule Metadata { get; } = new(ModelProto.MetadataPropsFieldNumber, Message, Limit(1, OnnxLimits.MaxMetadata, "metadata entries"), Entry);

    /// <summary>Rules of a model file.</summary>
    public static MessageRule Model { get; } = MakeModel();

    private static MessageRule MakeModel()
    {
        MessageRule opset = new MessageRule(nameof(OperatorSetIdProto)).With(new(OperatorSetIdProto.DomainFieldNumber, Text), new(OperatorSetIdProto.VersionFieldNumber, Integer));
        MessageRule node = Graph.Field(GraphProto.NodeFieldNumber)!.Message!, attribute = node.Field(NodeProto.AttributeFieldNumber)!.Message!;
        CountRule items = Limit(0, OnnxLimits.MaxNodeItems, "inputs, outputs and attributes of a function");
        MessageRule function = new MessageRule(nameof(FunctionProto)).With(
            new(FunctionProto.NameFieldNumber, Text),
            new(FunctionProto.InputFieldNumber, Text, items),
            new(FunctionProto.OutputFieldNumber, Text, items),
            new(FunctionProto.AttributeFieldNumber, Text, items),
            new(FunctionProto.NodeFieldNumber, Message, message: node),
            new(FunctionProto.OpsetImportFieldNumber, Message, Limit(1, OnnxLimits.MaxMetadata, "imported opsets"), opset),
            new(FunctionProto.DomainFieldNumber, Text),
            new(FunctionProto.AttributeProtoFieldNumber, Message, items, attribute));
        return new MessageRule(nameof(ModelProto)).With(
            new(ModelProto.IrVersionFieldNumber, Integer),
            new(ModelProto.ProducerNameFieldNumber, Text),
            new(ModelProto.ProducerVersionFieldNumber, Text),
            new(ModelProto.GraphFieldNumber, Message, message: Graph),
            new(ModelProto.OpsetImportFieldNumber, Message, Limit(0, OnnxLimits.MaxMetadata, "imported opsets"), opset),
            Metadata,
            new(ModelProto.FunctionsFieldNumber, Message, Limit(2, OnnxLimits.MaxMetadata, "functions"), function));
    }

    private static MessageRule MakeGraph()
    {
        var graph = new MessageRule(nameof(GraphProto));
        CountRule items = Limit(0, OnnxLimits.MaxNodeItems, "inputs, outputs and attributes of a node");
        MessageRule node = new MessageRule(nameof(NodeProto), Limit(0, OnnxLimits.MaxNodes, "nodes")).With(
            new(NodeProto.InputFieldNumber, Text, items),
            new(NodeProto.OutputFieldNumber, Text, items),
            new(NodeProto.NameFieldNumber, Text),
            new(NodeProto.OpTypeFieldNumber, Text),
            new(NodeProto.AttributeFieldNumber, Message, items, MakeAttribute(graph)),
            new(NodeProto.DomainFieldNumber, Text));
        MessageRule value = MakeValue();
        return graph.With(
            new(GraphProto.NodeFieldNumber, Message, message: node),
            new(GraphProto.NameFieldNumber, Text),
            new(GraphProto.InitializerFieldNumber, Message, message: Tensor),
            new(GraphProto.InputFieldNumber, Message, message: value),
            new(GraphProto.OutputFieldNumber, Message, message: value),
            new(GraphProto.ValueInfoFieldNumber, Message, message: value),
            new(GraphProto.SparseInitializerFieldNumber, Message, message: new(nameof(SparseTensorProto))));
    }

    private static MessageRule MakeAttribute(MessageRule graph) => new MessageRule(nameof(AttributeProto)).With(
        new(AttributeProto.NameFieldNumber, Text),
        new(AttributeProto.FFieldNumber, Float),
        new(AttributeProto.IFieldNumber, Integer),
        new(AttributeProto.SFieldNumber, Text),
        new(AttributeProto.TFieldNumber, Message, message: Tensor),
        new(AttributeProto.GFieldNumber, Message, message: graph),
        new(AttributeProto.FloatsFieldNumber, Floats, Limit(0, OnnxLimits.MaxAttributeValues, "values of an attribute")),
        new(AttributeProto.IntsFieldNumber, Integers, List(1, OnnxLimits.MaxAttributeValues)),
        new(AttributeProto.StringsFieldNumber, Text, Limit(2, OnnxLimits.MaxAttributeValues, "values of an attribute")),
        new(AttributeProto.TypeFieldNumber, Integer),
        new(AttributeProto.RefAttrNameFieldNumber, Text));

    private static MessageRule MakeTensor()
    {
        CountRule integers = List(1, OnnxLimits.MaxTensorElements);
        MessageRule segment = new MessageRule("Segment").With(new(TensorProto.Types.Segment.BeginFieldNumber, Integer), new(TensorProto.Types.Segment.EndFieldNumber, Integer));
        return new MessageRule(nameof(TensorProto), Limit(1, OnnxLimits.MaxTensors, "tensors")).With(
            new(TensorProto.DimsFieldNumber, Integers, List(0, OnnxLimits.MaxRank)),
            new(TensorProto.DataTypeFieldNumber, Integer),
            new(TensorProto.SegmentFieldNumber, Message, message: segment),
            new(TensorProto.FloatDataFieldNumber, Floats),
            new(TensorProto.Int32DataFieldNumber, Integers, integers),
            new(TensorProto.StringDataFieldNumber, Values),
            new(TensorProto.Int64DataFieldNumber, Integers, integers),
            new(TensorProto.NameFieldNumber, Text),
            new(TensorProto.RawDataFieldNumber, Values),
            new(TensorProto.DoubleDataFieldNumber, Doubles),
            new(TensorProto.Uint64DataFieldNumber, Integers, integers),
            new(TensorProto.ExternalDataFieldNumber, Message, Limit(2, 100, "entries of external data"), Entry),
            new(TensorProto.DataLocationFieldNumber, Integer));
    }

    private static MessageRule MakeValue()
    {
        MessageRule dimension = new MessageRule("Dimension").With(new(TensorShapeProto.Types.Dimension.DimValueFieldNumber, Integer), new(TensorShapeProto.Types.Dimension.DimParamFieldNumber, Text));
        MessageRule shape = new MessageRule(nameof(TensorShapeProto)).With(new FieldRule(TensorShapeProto.DimFieldNumber, Message, Limit(0, OnnxLimits.MaxRank, "dimensions"), dimension));
        MessageRule tensor = new MessageRule("Tensor").With(new(TypeProto.Types.Tensor.ElemTypeFieldNumber, Integer), new(TypeProto.Types.Tensor.ShapeFieldNumber, Message, message: shape));
        MessageRule type = new MessageRule(nameof(TypeProto)).With(
            new(TypeProto.TensorTypeFieldNumber, Message, message: tensor),
            new(TypeProto.SequenceTypeFieldNumber, Message, message: new("Sequence")),
            new(TypeProto.MapTypeFieldNumber, Message, message: new("Map")),
            new(TypeProto.SparseTensorTypeFieldNumber, Message, message: new("SparseTensor")),
            new(TypeProto.OptionalTypeFieldNumber, Message, message: new("Optional")));
        return new MessageRule(nameof(ValueInfoProto), Limit(2, OnnxLimits.MaxValueInfos, "value descriptions"))
            .With(new(ValueInfoProto.NameFieldNumber, Text), new(ValueInfoProto.TypeFieldNumber, Message, message: type));
    }

    private static CountRule Limit(int slot, long limit, string what) => new(limit, LimitExceeded.Text(limit, what), slot);

    private static CountRule List(int slot, long limit) => new(limit, $"a list of more than {limit} values", slot);
}
