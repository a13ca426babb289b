using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>
/// GridSample over height and width: pixels, their channels side by side, are gathered at each place of the grid and weighed. The places of the taps
/// are computed in floats as the specification says, then limited to the map, so that no value of a grid reads outside.
/// </summary>
internal static class GridSampleImport
{
    /// <summary>Largest whole number up to which floats have them all.</summary>
    private const long Exact = 1 << 24;

    private const float CubicCoefficient = -0.75f;

    public static void Import(NodeImport n)
    {
        Tensor x = n.Float(0), grid = n.Float(1);
        if (x.Shape.Rank == 5)
        {
            throw n.Unsupported("three spatial axes are not supported, detectors on photos have two");
        }

        if (x.Shape.Rank != 4 || grid.Shape.Rank != 4 || grid.Shape[3] != 2 || grid.Shape[0] != x.Shape[0] || x.Shape.Count == 0 || x.Shape[2] > Exact || x.Shape[3] > Exact)
        {
            throw n.BadShape("the input must be [N,C,H,W] and the grid [N,outH,outW,2]");
        }

        string mode = n.Attributes.Text("mode", n.Opset < 20 ? "bilinear" : "linear"), padding = n.Attributes.Text("padding_mode", "zeros");
        bool corners = n.Attributes.Flag("align_corners", false);
        if (padding is not ("zeros" or "border" or "reflection"))
        {
            throw n.Attributes.Bad($"padding_mode is '{padding}'");
        }

        var sampler = new Sampler(n, x, padding, corners);
        Tensor column = sampler.Unnormalized(grid, 0, x.Shape[3]), row = sampler.Unnormalized(grid, 1, x.Shape[2]);
        Tensor pixels = mode switch
        {
            "nearest" => sampler.Tap(n.Of(UnaryKind.Round, row), n.Of(UnaryKind.Round, column)),
            "bilinear" or "linear" => sampler.Weighed(row, column, 0, Linear),
            "bicubic" or "cubic" => sampler.Weighed(row, column, -1, Cubic),
            _ => throw n.Attributes.Bad($"mode is '{mode}'"),
        };
        n.Result(new Transpose([0, 3, 1, 2]), [pixels], ElementType.Float32, n.Shape(x.Shape[0], x.Shape[1], grid.Shape[1], grid.Shape[2]));
    }

    /// <summary>Weights of the two neighbours at a distance from the first.</summary>
    private static Tensor[] Linear(NodeImport n, Tensor t) => [n.Minus(n.Scalar(1), t), t];

    /// <summary>Weights of the four neighbours: Keys' kernel.</summary>
    private static Tensor[] Cubic(NodeImport n, Tensor t)
    {
        Tensor other = n.Minus(n.Scalar(1), t);
        return [Outer(n, n.Plus(t, n.Scalar(1))), Inner(n, t), Inner(n, other), Outer(n, n.Plus(other, n.Scalar(1)))];
    }

    /// <summary>((a + 2) d - (a + 3)) d^2 + 1 for a distance d up to 1.</summary>
    private static Tensor Inner(NodeImport n, Tensor d)
    {
        Tensor line = n.Minus(n.Times(d, n.Scalar(CubicCoefficient + 2)), n.Scalar(CubicCoefficient + 3));
        return n.Plus(n.Times(n.Times(line, d), d), n.Scalar(1));
    }

    /// <summary>((a d - 5 a) d + 8 a) d - 4 a for a distance d from 1 to 2.</summary>
    private static Tensor Outer(NodeImport n, Tensor d)
    {
        const float A = CubicCoefficient;
        Tensor sum = n.Times(n.Minus(n.Times(d, n.Scalar(A)), n.Scalar(5 * A)), d);
        return n.Minus(n.Times(n.Plus(sum, n.Scalar(8 * A)), d), n.Scalar(4 * A));
    }

    private sealed class Sampler
    {
        private readonly NodeImport _n;
        private readonly Tensor _x;
        private readonly Tensor _rows;
        private readonly string _padding;
        private readonly bool _corners;

        public Sampler(NodeImport n, Tensor x, string padding, bool corners)
        {
            (_n, _x, _padding, _corners) = (n, x, padding, corners);
            _rows = n.Reshape(n.Transposed(x, 0, 2, 3, 1), n.Shape((long)x.Shape[0] * x.Shape[2] * x.Shape[3], x.Shape[1]));
        }

        /// <summary>A coordinate of the grid, -1..1, as a place along an axis. Borders and reflections hold before neighbours are looked for, but for cubic taps.</summary>
        public Tensor Unnormalized(Tensor grid, int component, int size)
        {
            Tensor g = _n.Reshape(_n.Part(grid, 3, component, 1), _n.Shape(grid.Shape[0], grid.Shape[1], grid.Shape[2]));
            Tensor up = _n.Plus(g, _n.Scalar(1));
            return _corners
                ? _n.Times(_n.Over(up, _n.Scalar(2)), _n.Scalar(size - 1))
                : _n.Over(_n.Minus(_n.Times(up, _n.Scalar(size)), _n.Scalar(1)), _n.Scalar(2));
        }

        public Tensor Weighed(Tensor row, Tensor column, int first, Func<NodeImport, Tensor, Tensor[]> weights)
        {
            if (first == 0)
            {
                (row, column) = (Limited(row, _x.Shape[2]), Limited(column, _x.Shape[3]));
            }

            Tensor top = _n.Of(UnaryKind.Floor, row), left = _n.Of(UnaryKind.Floor, column);
            Tensor[] down = weights(_n, _n.Minus(row, top)), across = weights(_n, _n.Minus(column, left));
            Tensor? sum = null;
            for (int i = 0; i < down.Length; i++)
            {
                Tensor? line = null;
                for (int j = 0; j < across.Length; j++)
                {
                    Tensor tap = _n.Times(Tap(_n.Plus(top, _n.Scalar(first + i)), _n.Plus(left, _n.Scalar(first + j))), Column(across[j]));
                    line = line is null ? tap : _n.Plus(line, tap);
                }

                Tensor part = _n.Times(line!, Column(down[i]));
                sum = sum is null ? part : _n.Plus(sum, part);
            }

            return sum!;
        }

        /// <summary>The pixels at whole places [N, outH, outW, C]; outside the map by the padding.</summary>
        public Tensor Tap(Tensor row, Tensor column)
        {
            int height = _x.Shape[2], width = _x.Shape[3];
            (Tensor r, Tensor c) = (Limited(row, height), Limited(column, width));
            Tensor place = _n.Plus(_n.Times(Index(r, height), _n.Whole(ElementType.Int32, width)), Index(c, width));
            if (_x.Shape[0] > 1)
            {
                long each = (long)height * width;
                place = _n.Plus(place, _n.Whole(ElementType.Int32, _n.Shape(_x.Shape[0], 1, 1), [.. Enumerable.Range(0, _x.Shape[0]).Select(i => i * each)]));
            }

            Tensor pixels = _n.Rows(_rows, place);
            if (_padding != "zeros")
            {
                return pixels;
            }

            Tensor inside = _n.Of(BinaryKind.And, Inside(row, height), Inside(column, width));
            return _n.Choose(Column(inside), pixels, _n.Scalar(0));
        }

        private Tensor Column(Tensor x) => _n.Reshape(x, _n.Shape([.. x.Shape.Dims.Select(d => (long)d), 1]));

        private Tensor Inside(Tensor place, int size) => _n.Of(BinaryKind.And, _n.Of(BinaryKind.GreaterOrEqual, place, _n.Scalar(0)), _n.Of(BinaryKind.LessOrEqual, place, _n.Scalar(size - 1)));

        /// <summary>A whole place as a number inside the axis; what is none is 0.</summary>
        private Tensor Index(Tensor place, int size)
        {
            Tensor number = _n.Choose(_n.Of(BinaryKind.Equal, place, place), place, _n.Scalar(0));
            return _n.As(_n.Of(UnaryKind.Clip, number, 0, size - 1), ElementType.Int32);
        }

        private Tensor Limited(Tensor place, int size) => _padding switch
        {
            "border" => _n.Of(UnaryKind.Clip, place, 0, size - 1),
            "reflection" => _corners ? Reflected(place, 0, size - 1) : _n.Of(UnaryKind.Clip, Reflected(place, -0.5f, size), 0, size - 1),
            _ => place,
        };

        /// <summary>A place thrown back at both ends of a range until it lies inside.</summary>
        private Tensor Reflected(Tensor place, float low, int length)
        {
            if (length == 0)
            {
                return _n.Times(place, _n.Scalar(0));
            }

            Tensor distance = _n.Of(UnaryKind.Abs, _n.Minus(place, _n.Scalar(low)));
            Tensor flips = _n.Of(UnaryKind.Floor, _n.Over(distance, _n.Scalar(length)));
            Tensor rest = _n.Minus(distance, _n.Times(flips, _n.Scalar(length)));
            Tensor half = _n.Of(UnaryKind.Floor, _n.Over(flips, _n.Scalar(2)));
            Tensor even = _n.Of(BinaryKind.Equal, _n.Times(half, _n.Scalar(2)), flips);
            return _n.Choose(even, _n.Plus(rest, _n.Scalar(low)), _n.Minus(_n.Scalar(length + low), rest));
        }
    }
}
