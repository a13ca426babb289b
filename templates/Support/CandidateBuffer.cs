#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>A box that a head decoded: top left corner and size in pixels of the network's input, score and class.</summary>
internal struct Candidate
{
    public float X;
    public float Y;
    public float Width;
    public float Height;

    /// <summary>Radians by which the box is turned about its middle; 0 for upright ones.</summary>
    public float Angle;
    public float Score;
    public int ClassId;

    /// <summary>Position in which the head found it; breaks ties between equal scores.</summary>
    public int Order;

    /// <summary>Suppression's: the one kept before it in its list, -1 where there is none.</summary>
    public int KeptBefore;

    /// <summary>Place of the outputs that holds it, where a head finds points by it later.</summary>
    public int Place;

    /// <summary>The one order of candidates: higher score first, then found first.</summary>
    public static bool Before(in Candidate a, in Candidate b)
        => a.Score > b.Score || (a.Score == b.Score && a.Order < b.Order);
}

/// <summary>
/// Collects candidates above a score into fixed memory. When that is full, the worst candidate makes room (a heap with the worst
/// on top), so that what remains does not depend on where a limit happens to fall.
/// </summary>
internal ref struct CandidateBuffer
{
    private readonly Span<Candidate> _items;
    private int _found;

    public CandidateBuffer(Span<Candidate> items, float scoreThreshold)
    {
        _items = items;
        ScoreThreshold = scoreThreshold;
    }

    /// <summary>Candidates need a score above this; heads may use it to skip work.</summary>
    public readonly float ScoreThreshold;

    /// <summary>Number of candidates held.</summary>
    public int Count { get; private set; }

    /// <summary>What was collected so far.</summary>
    public readonly Span<Candidate> Items => _items.Slice(0, Count);

    /// <summary>Adds a box given by its centre. Scores that are not above the threshold (NaN too) and boxes that are not finite are dropped.</summary>
    public void AddCentered(float centerX, float centerY, float width, float height, float score, int classId, int place = 0)
        => Add(centerX - width * 0.5f, centerY - height * 0.5f, width, height, score, classId, place);

    /// <summary>Adds a box given by its centre and turned by an angle in radians, with the same rules.</summary>
    public void AddOriented(float centerX, float centerY, float width, float height, float angle, float score, int classId, int place)
        => Add(centerX - width * 0.5f, centerY - height * 0.5f, width, height, score, classId, place, angle);

    /// <summary>Adds a box given by its top left corner, with the same rules.</summary>
    public void Add(float x, float y, float width, float height, float score, int classId, int place = 0, float angle = 0f)
    {
        int order = _found++;
        if (!(score > ScoreThreshold) || !float.IsFinite(x + y + width + height + angle))
            return;
        var candidate = new Candidate { X = x, Y = y, Width = width, Height = height, Angle = angle, Score = score, ClassId = classId, Order = order, Place = place };
        if (Count < _items.Length)
        {
            _items[Count++] = candidate;
            if (Count == _items.Length)
                MakeHeap();
        }
        else if (Count > 0 && Candidate.Before(candidate, _items[0]))
        {
            _items[0] = candidate;
            Sink(0);
        }
    }

    private readonly void MakeHeap()
    {
        for (int i = Count / 2 - 1; i >= 0; i--)
            Sink(i);
    }

    private readonly void Sink(int parent)
    {
        Span<Candidate> items = _items;
        Candidate moving = items[parent];
        for (int child = 2 * parent + 1; child < items.Length; child = 2 * parent + 1)
        {
            if (child + 1 < items.Length && Candidate.Before(items[child], items[child + 1]))
                child++;
            if (!Candidate.Before(moving, items[child]))
                break;
            items[parent] = items[child];
            parent = child;
        }
        items[parent] = moving;
    }
}
