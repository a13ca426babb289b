using System.Globalization;
using System.Runtime.InteropServices;
using YoloGen.Detection;
using YoloGen.Generated;

namespace YoloGen.Vision;

/// <summary>
/// Photo to network input and network outputs to boxes, for any engine (ONNX Runtime, the interpreter, a trainer),
/// by the same support code that the emitted classes contain.
/// </summary>
public sealed unsafe class PhotoPipeline
{
    private readonly HeadSelection _head;
    private readonly float[] _table = new float[PhotoInput.TableLength];
    private readonly Candidate[] _candidates;

    /// <summary>Prepares tables and buffers for a network.</summary>
    public PhotoPipeline(HeadSelection head)
    {
        _head = head;
        _candidates = new Candidate[head.CandidateCapacity];
        fixed (float* table = _table)
            PhotoInput.BuildTable(table, [.. head.Mean], [.. head.Scale]);
    }

    /// <summary>Number of floats of the network's input.</summary>
    public int InputLength => _head.InputWidth * _head.InputHeight * 3;

    /// <summary>Fills the network's input in its own layout.</summary>
    /// <param name="photo">Any size.</param>
    /// <param name="input"><see cref="InputLength"/> floats.</param>
    public void Fill(Photo photo, Span<float> input)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(input.Length, InputLength, nameof(input));
        LetterboxMap map = Map(photo.Width, photo.Height);
        void* scratch = NativeMemory.AlignedAlloc(Letterbox.ScratchBytes(map.TargetWidth), 64);
        try
        {
            nint plane = (nint)map.TargetWidth * map.TargetHeight;
            fixed (byte* rgb = photo.Rgb)
            fixed (float* table = _table, target = input)
            {
                if (_head.InputChannelsLast)
                    PhotoInput.FillFloat(FrameSource.Rgb(rgb, photo.Width), map, _head.Bgr, table, target, 1, map.TargetWidth * 3, 3, (byte*)scratch, 0, map.TargetHeight);
                else
                    PhotoInput.FillFloat(FrameSource.Rgb(rgb, photo.Width), map, _head.Bgr, table, target, plane, map.TargetWidth, 1, (byte*)scratch, 0, map.TargetHeight);
            }
        }
        finally
        {
            NativeMemory.AlignedFree(scratch);
        }
    }

    /// <summary>Decodes outputs into boxes in photo pixels, best first.</summary>
    /// <param name="outputs">All outputs of the network, row-major, in the order of the file.</param>
    /// <param name="photoWidth">Pixels.</param>
    /// <param name="photoHeight">Pixels.</param>
    /// <param name="maxBoxes">Most boxes returned.</param>
    /// <param name="scoreThreshold">Instead of the head's.</param>
    /// <param name="iouThreshold">Instead of the head's.</param>
    public DetectedBox[] Decode(IReadOnlyList<float[]> outputs, int photoWidth, int photoHeight, int maxBoxes = 300, float? scoreThreshold = null, float? iouThreshold = null)
    {
        var candidates = new CandidateBuffer(_candidates, scoreThreshold ?? _head.ScoreThreshold);
        foreach (DecodeStep step in _head.Steps)
            step.Decode(outputs, ref candidates);
        LetterboxMap map = Map(photoWidth, photoHeight);
        if (_head.IsOriented)
            return Oriented(OrientedBoxes.Inside(map, candidates.Items), map, iouThreshold ?? _head.IouThreshold, maxBoxes);
        Span<Candidate> items = map.Inside(candidates.Items);
        int kept = Nms.Run(items, iouThreshold ?? _head.IouThreshold, maxBoxes);
        var boxes = new DetectedBox[kept];
        MaskGrid? grid = null;
        for (int i = 0; i < kept; i++)
        {
            map.ToPhoto(ref items[i]);
            boxes[i] = new DetectedBox(items[i].X, items[i].Y, items[i].Width, items[i].Height, items[i].Score, items[i].ClassId) { Keypoints = Points(outputs, items[i].Place, map), Mask = Mask(outputs, items[i], map, ref grid) };
        }
        return boxes;
    }

    /// <summary>The mask of a candidate that was brought to the photo.</summary>
    private DetectedMask? Mask(IReadOnlyList<float[]> outputs, in Candidate c, LetterboxMap map, ref MaskGrid? grid)
    {
        if (_head.MaskWidth == 0)
            return null;
        (int columns, int rows) = (_head.MaskWidth, _head.MaskHeight);
        grid ??= new MaskGrid(
            columns, rows, [.. Enumerable.Range(0, map.SourceWidth).Select(x => Math.Clamp((int)(map.ToInputX(x + 0.5f) * columns / _head.InputWidth), 0, columns - 1))],
            [.. Enumerable.Range(0, map.SourceHeight).Select(y => Math.Clamp((int)(map.ToInputY(y + 0.5f) * rows / _head.InputHeight), 0, rows - 1))]);
        var values = new byte[columns * rows];
        _head.Steps[0].Mask(outputs, c.Place, (map.ToInputX(c.X), map.ToInputY(c.Y), map.ToInputX(c.X + c.Width), map.ToInputY(c.Y + c.Height)), values);
        return new DetectedMask(values, grid);
    }

    /// <summary>Everything that the head decodes, whatever its score, in input pixels; boxes that are no numbers are left out.</summary>
    internal DetectedBox[] Candidates(IReadOnlyList<float[]> outputs)
    {
        var candidates = new CandidateBuffer(_candidates, float.NegativeInfinity);
        foreach (DecodeStep step in _head.Steps)
            step.Decode(outputs, ref candidates);
        var boxes = new DetectedBox[candidates.Count];
        for (int i = 0; i < boxes.Length; i++)
        {
            Candidate c = candidates.Items[i];
            boxes[i] = new DetectedBox(c.X, c.Y, c.Width, c.Height, c.Score, c.ClassId);
        }
        return boxes;
    }

    private static DetectedBox[] Oriented(Span<Candidate> items, LetterboxMap map, float iou, int maxBoxes)
    {
        var boxes = new DetectedBox[OrientedNms.Run(items, iou, maxBoxes)];
        for (int i = 0; i < boxes.Length; i++)
        {
            OrientedBoxes.ToPhoto(map, ref items[i]);
            boxes[i] = DetectedBox.Around(new OrientedBox(items[i].X + items[i].Width / 2f, items[i].Y + items[i].Height / 2f, items[i].Width, items[i].Height, items[i].Angle), items[i].Score, items[i].ClassId, map.SourceWidth, map.SourceHeight);
        }
        return boxes;
    }

    private DetectedPoint[]? Points(IReadOnlyList<float[]> outputs, int place, LetterboxMap map)
    {
        if (_head.Keypoints == 0)
            return null;
        var points = new Landmark[_head.Keypoints];
        _ = _head.Steps.Any(s => s.Keypoints(outputs, place, points));
        return [.. points.Select(p => new DetectedPoint(map.ToPhotoX(p.X), map.ToPhotoY(p.Y), p.Visibility))];
    }

    private LetterboxMap Map(int photoWidth, int photoHeight) => _head.Resize == ResizeMode.Stretch
        ? LetterboxMap.ForStretch(photoWidth, photoHeight, _head.InputWidth, _head.InputHeight)
        : LetterboxMap.ForLetterbox(photoWidth, photoHeight, _head.InputWidth, _head.InputHeight);
}
