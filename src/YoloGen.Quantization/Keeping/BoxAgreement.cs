using YoloGen.Compiler.Graph;
using YoloGen.Detection;
using YoloGen.Diagnostics;
using YoloGen.Quantization.Calibration;
using YoloGen.Vision;

namespace YoloGen.Quantization.Keeping;

/// <summary>
/// How far a quantized network finds what the float one finds: mAP at IoU 0.5 with the float network's own boxes (score over 0.25) as the truth.
/// It needs no labels, and says what quantization costs, whatever the network is worth.
/// </summary>
internal sealed class BoxAgreement
{
    /// <summary>Boxes of the float network with a score above this are the truth.</summary>
    public const float TruthScore = 0.25f;

    /// <summary>Inputs are kept in memory between the networks that are compared, up to this.</summary>
    private const long MaxInputBytes = 200L << 20;
    private const float FoundScore = 0.01f;

    /// <summary>A photo as input, and the boxes that the float network finds in it.</summary>
    internal sealed record Scene(float[] Input, int Width, int Height, DetectedBox[] Boxes)
    {
        public LabelledBox[] Truth { get; } = Labels(Boxes);

        /// <summary>The truth where the float network shows boxes from a score on.</summary>
        public LabelledBox[] TruthFrom(float score) => Labels(Boxes.Where(b => b.Score >= score));

        private static LabelledBox[] Labels(IEnumerable<DetectedBox> boxes) => [.. boxes.Select(b => new LabelledBox(b.X, b.Y, b.Width, b.Height, b.ClassId))];
    }

    private readonly List<Scene> _scenes = [];
    private readonly PhotoPipeline _pipeline;
    private readonly int _classes;
    private readonly int _threads;

    private BoxAgreement(HeadSelection head, int threads)
    {
        _pipeline = new PhotoPipeline(head);
        _classes = Math.Max(1, head.ClassNames.Count);
        _threads = threads;
    }

    public IReadOnlyList<Scene> Scenes => _scenes;

    /// <summary>Photos that are compared.</summary>
    public int Photos => _scenes.Count;

    /// <summary>Boxes that the float network finds in them.</summary>
    public int Boxes => _scenes.Sum(s => s.Truth.Length);

    /// <summary>Runs the float network.</summary>
    /// <param name="graph">The float network, as imported.</param>
    /// <param name="input">How photos become its input, and what its head is.</param>
    /// <param name="paths">Photos; those that cannot be decoded are left out, and those beyond the memory for them.</param>
    /// <param name="threads">0 for one on each processor.</param>
    /// <returns>Null where the head is not known: then nothing can be compared.</returns>
    /// <exception cref="YoloGenException">An operator has no kernel.</exception>
    public static BoxAgreement? Create(NetworkGraph graph, CalibrationInput input, IReadOnlyList<string> paths, int threads)
    {
        if (input.Head.Steps.Count == 0 || graph.Outputs.Any(o => o.Type != ElementType.Float32))
        {
            return null;
        }

        using var network = new DetectingNetwork(graph, threads);
        var agreement = new BoxAgreement(input.Head, threads);
        foreach (string path in paths.Take(MostPhotos(graph)))
        {
            agreement.Add(network, input, path);
        }

        return agreement;
    }

    /// <summary>The agreement of a network with the float one, 0 to 1, and the damage to the boxes; 1 and 0 where the float network finds nothing.</summary>
    public (double Agreement, double Damage) Of(NetworkGraph graph)
    {
        using var network = new DetectingNetwork(graph, _threads);
        var evaluator = new Evaluator(_classes);
        double damage = 0;
        foreach (Scene scene in _scenes)
        {
            DetectedBox[] found = Found(network.Run(scene.Input), scene, FoundScore);
            evaluator.Add(new EvaluationImage(found, scene.Truth));
            damage += BoxDamage.Of(scene.Boxes, found);
        }

        return Boxes == 0 ? (1, 0) : (evaluator.Result().Map50, damage);
    }

    /// <summary>Precision, recall and F1 of a network in hundredths of its score, with what the float network shows from a score on as the truth.</summary>
    public IReadOnlyList<ThresholdMetrics> ByThreshold(NetworkGraph graph, float truthScore)
    {
        using var network = new DetectingNetwork(graph, _threads);
        return Evaluator.Evaluate(_scenes.Select(s => new EvaluationImage(Found(network.Run(s.Input), s, FoundScore), s.TruthFrom(truthScore))), _classes).ByThreshold;
    }

    private static int MostPhotos(NetworkGraph graph) => (int)Math.Max(1, MaxInputBytes / (4 * graph.Inputs[0].Shape.Count));

    private void Add(DetectingNetwork network, CalibrationInput input, string path)
    {
        try
        {
            Photo photo = PhotoReader.Read(path);
            float[] values = input.Fill(photo);
            var scene = new Scene(values, photo.Width, photo.Height, []);
            _scenes.Add(new Scene(values, photo.Width, photo.Height, Found(network.Run(values), scene, TruthScore)));
        }
        catch (YoloGenException)
        {
            // Calibration has reported it.
        }
    }

    /// <summary>The boxes in a photo with at least a score.</summary>
    public DetectedBox[] Found(float[][] outputs, Scene scene, float score)
        => [.. _pipeline.Decode(outputs, scene.Width, scene.Height, scoreThreshold: score)
            .Where(b => b.ClassId < _classes && float.IsFinite(b.Score + b.X + b.Y + b.Width + b.Height))];
}
