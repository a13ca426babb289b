namespace YoloGen.Compiler.Import;

/// <summary>What a user can do about an operator that is not supported.</summary>
internal static class OperatorHints
{
    public static string WayOut(string op) => op switch
    {
        "NonMaxSuppression" or "TopK" or "EfficientNMS_TRT" or "BatchedNMS_TRT" or "NonZero"
            => "export the model without post-processing (for Ultralytics: end2end=False for YOLO26 and YOLOv10, nms=False for others): the generated class decodes boxes and suppresses overlaps itself",
        "Loop" or "Scan" or "SequenceAt" or "SequenceConstruct" or "SplitToSequence" or "ConcatFromSequence"
            => "export the model with fixed shapes and simplify it (onnxsim), so that loops and sequences disappear",
        "LSTM" or "GRU" or "RNN" or "MultiHeadAttention" => "recurrent and transformer networks are out of scope",
        "FusedConv" or "FusedMatMul" or "FusedGemm" or "NhwcMaxPool" or "QLinearConvNhwc" or "NchwcConv" or "Conv_nchwc"
            => "it is made by ONNX Runtime's optimizer; compile the original model instead of the optimized one",
        _ => "export the model with other operators, or cut it before this node",
    };
}
