#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Walks two strided tensors of one shape in rows along one dimension. Dimensions that both tensors allow are merged, the row is the
/// longest dimension whose elements lie side by side, and the rest are walked in the order of the second tensor's memory. Strides count
/// elements; a tensor that is broadcast has stride 0. Each part walks its own share.
/// </summary>
internal unsafe ref struct NdLoop
{
    public const int MaxRank = 8;

    private fixed int _sizes[MaxRank];
    private fixed int _index[MaxRank];
    private fixed int _a[MaxRank];
    private fixed int _b[MaxRank];
    private int _rank;
    private long _left;
    private bool _started;

    /// <summary>Where the current row starts in each tensor, in elements.</summary>
    public nint A, B;

    /// <summary>Elements of a row.</summary>
    public int Count;

    /// <summary>Elements from one of a row to the next.</summary>
    public int StepA, StepB;

    /// <summary>Prepares the walk.</summary>
    public NdLoop(ReadOnlySpan<int> shape, ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        for (int i = 0; i < shape.Length; i++)
        {
            if (shape[i] == 1)
                continue;
            if (_rank == MaxRank)
                throw new ArgumentException("more dimensions than a loop holds", nameof(shape));
            int at = _rank++;
            for (; at > 0 && Math.Abs(_b[at - 1]) < Math.Abs(b[i]); at--)
                Move(at - 1, at);
            (_sizes[at], _a[at], _b[at]) = (shape[i], a[i], b[i]);
        }
        Merge();
    }

    /// <summary>Chooses the row and goes before the first one of this part's share.</summary>
    public void Start(int part, int parts)
    {
        int row = -1;
        long best = -1;
        for (int i = 0; i < _rank; i++)
        {
            bool flat = (uint)_a[i] <= 1 && (uint)_b[i] <= 1;
            long score = flat ? 4L * _sizes[i] : _sizes[i];
            if (score >= best)
                (best, row) = (score, i);
        }
        Start(row, part, parts);
    }

    /// <summary>Goes before the first row along <paramref name="row"/> (an index into the merged dimensions, or -1 for single elements) of this part's share.</summary>
    public void Start(int row, int part, int parts)
    {
        (Count, StepA, StepB) = row < 0 ? (1, 0, 0) : (_sizes[row], _a[row], _b[row]);
        if (row >= 0)
            Remove(row);
        long rows = 1;
        for (int i = 0; i < _rank; i++)
            rows *= _sizes[i];
        long first = 0;
        A = B = 0;
        if (rows >= parts)
        {
            first = rows * part / parts;
            _left = rows * (part + 1) / parts - first;
        }
        else
        {
            int units = (Count + 15) / 16; // a cache line of floats or more for each thread
            int begin = Math.Min(Count, (int)((long)units * part / parts) * 16), end = Math.Min(Count, (int)((long)units * (part + 1) / parts) * 16);
            (A, B, Count) = ((nint)begin * StepA, (nint)begin * StepB, end - begin);
            _left = Count == 0 ? 0 : rows;
        }
        for (int i = _rank - 1; i >= 0; i--)
        {
            _index[i] = (int)(first % _sizes[i]);
            first /= _sizes[i];
            (A, B) = (A + (nint)_index[i] * _a[i], B + (nint)_index[i] * _b[i]);
        }
        _started = false;
    }

    /// <summary>Goes to the next row, the first one at the first call; false after the last.</summary>
    public bool Next()
    {
        if (_left-- <= 0)
            return false;
        if (_started)
            Step();
        _started = true;
        return true;
    }

    /// <summary>Merged dimensions, the outermost first.</summary>
    public readonly int Rank => _rank;

    /// <summary>Elements along a merged dimension.</summary>
    public readonly int Size(int dimension) => _sizes[dimension];

    public readonly int StrideA(int dimension) => _a[dimension];

    public readonly int StrideB(int dimension) => _b[dimension];

    /// <summary>Takes a merged dimension out of the walk; the caller walks it.</summary>
    public void Remove(int dimension)
    {
        _rank--;
        for (int i = dimension; i < _rank; i++)
            Move(i + 1, i);
    }

    private void Step()
    {
        for (int i = _rank - 1; i >= 0; i--)
        {
            (A, B) = (A + _a[i], B + _b[i]);
            if (++_index[i] < _sizes[i])
                return;
            nint size = _sizes[i];
            (A, B) = (A - size * _a[i], B - size * _b[i]);
            _index[i] = 0;
        }
    }

    private void Merge()
    {
        for (int i = _rank - 2; i >= 0; i--)
        {
            long size = _sizes[i + 1];
            if (_a[i] == size * _a[i + 1] && _b[i] == size * _b[i + 1])
            {
                int merged = _sizes[i] * _sizes[i + 1];
                Remove(i);
                _sizes[i] = merged;
            }
        }
    }

    private void Move(int from, int to) =>
        (_sizes[to], _a[to], _b[to]) = (_sizes[from], _a[from], _b[from]);
}
