namespace YoloGen.Detection;

/// <summary>
/// What a model's metadata says about its head: keys of Ultralytics exports (names) and our own (yologen.*).
/// Text is untrusted: what cannot be read counts as absent.
/// </summary>
internal sealed class HeadMetadata(IReadOnlyDictionary<string, string> metadata)
{
    private const int MaxText = 1 << 20;

    public string? Head => Text("yologen.head");

    public string? Anchors => Text("yologen.anchors");

    /// <summary>What the exporter says the network does, such as detect, pose or segment.</summary>
    public string? Task => Text("task")?.ToLowerInvariant();

    /// <summary>How many points an object has, and whether each has 2 numbers or 3 (kpt_shape).</summary>
    public (int Points, int Numbers)? KeypointShape
        => Text("kpt_shape") is { } text && MetadataText.Numbers(text) is [>= 1 and <= 1000 and var points, >= 2 and <= 3 and var numbers] && points == (int)points && numbers == (int)numbers
            ? ((int)points, (int)numbers)
            : null;

    /// <summary>Height and width of the input that the exporter meant (imgsz, one number or two).</summary>
    public (int Height, int Width)? ImageSize => MetadataText.ImageSize(Text("imgsz"));

    /// <summary>Whether the exporter says that the network suppresses boxes itself (end2end, nms).</summary>
    public bool EndToEnd => IsTrue("end2end") || IsTrue("nms");

    /// <summary>What was cut off when the model was read: nms, efficientnms or topk.</summary>
    public string? Cut => Text("yologen.cut");

    /// <summary>Whether boxes that went into a suppression are centre and size.</summary>
    public bool CenteredBoxes => Text("yologen.box") == "center";

    public IReadOnlyList<string>? Names => Text("names") is { } text ? MetadataText.Names(text) : null;

    public IReadOnlyList<float>? Mean => Triple("yologen.mean");

    public IReadOnlyList<float>? Scale => Triple("yologen.scale");

    public bool? Bgr => Text("yologen.input") switch { "bgr" => true, "rgb" => false, _ => null };

    public ResizeMode? Resize => Text("yologen.resize") switch { "letterbox" => ResizeMode.Letterbox, "stretch" => ResizeMode.Stretch, _ => null };

    /// <summary>Factor on the sigmoid of box centres ("scale_x_y" of YOLOv4), 1 to 4.</summary>
    public float? CenterScale => Text("yologen.scale_xy") is { } text && MetadataText.Numbers(text) is [>= 1f and <= 4f and var value] ? value : null;

    public float? ScoreThreshold => Share("yologen.score");

    public float? IouThreshold => Share("yologen.iou");

    private bool IsTrue(string key) => Text(key) is { } text && text.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);

    private string? Text(string key) => metadata.TryGetValue(key, out string? text) && text.Length is > 0 and <= MaxText ? text : null;

    private IReadOnlyList<float>? Triple(string key) => Text(key) is { } text && MetadataText.Numbers(text) is { Count: 1 or 3 } values ? values : null;

    private float? Share(string key) => Text(key) is { } text && MetadataText.Numbers(text) is [>= 0f and <= 1f and var value] ? value : null;
}
