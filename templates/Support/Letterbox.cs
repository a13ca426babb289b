#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace YoloGen.Generated;

/// <summary>
/// The one definition of how a photo is resized: bilinear, half-pixel centres, no antialiasing, fixed point with 11 fractional bits
/// for each direction and one rounding (half up) to bytes at the end. Pixels outside the photo's rectangle are 114 in every channel.
/// <code>
/// position(d) = clamp(floor((((2d + 1) * source - size) * 2048 + size) / (2 * size)), 0, (source - 1) * 2048)
/// value       = (sum of four pixels, weighted by (2048 - f | f) in x and in y, + 2^21) >> 22
/// </code>
/// Sums stay below 255 * 2^22 + 2^21 &lt; 2^31. A row of the photo is interpolated in x once and kept while the rows that follow need it.
/// </summary>
internal static unsafe class Letterbox
{
    /// <summary>What padding holds, as in the YOLO family.</summary>
    public const byte Padding = 114;

    private const int Bits = 11;
    private const int One = 1 << Bits;

    /// <summary>Sums behind a row that the last pixel's vector writes too.</summary>
    private const int Spill = 4;

    /// <summary>Bytes of scratch that one <see cref="RowResizer"/> needs for inputs of this width: three tables, two rows of sums, one row of bytes.</summary>
    public static nuint ScratchBytes(int targetWidth) => ((nuint)targetWidth * (9 * sizeof(int) + 3) + 2 * Spill * sizeof(int) + 63) & ~(nuint)63;

    /// <summary>Resizes a whole photo to three bytes a pixel, blue first where the frame has it first; scratch as <see cref="ScratchBytes"/> says.</summary>
    public static void Resize(in FrameSource frame, in LetterboxMap map, byte* target, byte* scratch)
    {
        var rows = new RowResizer(in frame, map, scratch);
        nint rowBytes = (nint)map.TargetWidth * 3;
        for (int y = 0; y < map.TargetHeight; y++)
            rows.Row(y, target + y * rowBytes);
    }

    /// <summary>Fixed-point source position of target index <paramref name="index"/>.</summary>
    private static int Position(int index, int source, int size)
    {
        long numerator = ((2L * index + 1) * source - size) * One + size;
        if (numerator <= 0)
            return 0;
        long position = numerator / (2L * size);
        long last = (long)(source - 1) << Bits;
        return (int)(position > last ? last : position);
    }

    /// <summary>Produces rows of the resized photo, in any order, fastest in ascending order.</summary>
    internal ref struct RowResizer
    {
        private readonly FrameSource _frame;
        private readonly LetterboxMap _map;
        private readonly int* _first;
        private readonly int* _second;
        private readonly int* _fraction;
        private readonly byte* _row;
        private int* _upper;
        private int* _lower;
        private int _upperRow;
        private int _lowerRow;

        public RowResizer(in FrameSource frame, in LetterboxMap map, byte* scratch)
        {
            _frame = frame;
            _map = map;
            int* table = (int*)scratch;
            _first = table;
            _second = table + map.TargetWidth;
            _fraction = table + 2 * (nint)map.TargetWidth;
            _upper = table + 3 * (nint)map.TargetWidth;
            _lower = table + 6 * (nint)map.TargetWidth + Spill;
            _row = (byte*)(table + 9 * (nint)map.TargetWidth + 2 * Spill);
            _upperRow = -1;
            _lowerRow = -1;
            int step = frame.Step;
            for (int x = 0; x < map.Width; x++)
            {
                int position = Position(x, map.SourceWidth, map.Width);
                int pixel = position >> Bits;
                _first[x] = pixel * step;
                _second[x] = (pixel + 1 < map.SourceWidth ? pixel + 1 : pixel) * step;
                _fraction[x] = position & (One - 1);
            }
        }

        /// <summary>Row <paramref name="y"/> in a buffer that the next call overwrites.</summary>
        public byte* Row(int y)
        {
            Row(y, _row);
            return _row;
        }

        /// <summary>Writes row <paramref name="y"/>, TargetWidth pixels of three bytes in the frame's order, padding included.</summary>
        public void Row(int y, byte* target)
        {
            int inside = y - _map.Top;
            if ((uint)inside >= (uint)_map.Height)
            {
                Unsafe.InitBlockUnaligned(target, Padding, (uint)_map.TargetWidth * 3);
                return;
            }
            int position = Position(inside, _map.SourceHeight, _map.Height);
            int upper = position >> Bits;
            int fraction = position & (One - 1);
            int lower = fraction != 0 && upper + 1 < _map.SourceHeight ? upper + 1 : upper;
            if (_upperRow != upper && (_lowerRow == upper || _upperRow == lower))
            {
                int* swapped = _upper;
                _upper = _lower;
                _lower = swapped;
                (_upperRow, _lowerRow) = (_lowerRow, _upperRow);
            }
            if (_upperRow != upper)
                Horizontal(_upperRow = upper, _upper);
            if (lower != upper && _lowerRow != lower)
                Horizontal(_lowerRow = lower, _lower);
            int left = _map.Left * 3;
            int width = _map.Width * 3;
            int end = left + width;
            Unsafe.InitBlockUnaligned(target, Padding, (uint)left);
            Unsafe.InitBlockUnaligned(target + end, Padding, (uint)(_map.TargetWidth * 3 - end));
            Vertical(_upper, lower == upper ? _upper : _lower, fraction, target + left, width);
        }

        private readonly void Horizontal(int sourceRow, int* sums)
        {
            FrameRow row = _frame.Row(sourceRow);
            switch (_frame.Format)
            {
                case FrameFormat.Rgba or FrameFormat.Bgra:
                    Horizontal<FourBytePixels>(in row, sums);
                    break;
                case FrameFormat.Grey:
                    Horizontal<GreyPixels>(in row, sums);
                    break;
                case FrameFormat.Nv12:
                    Horizontal<Nv12Pixels>(in row, sums);
                    break;
                case FrameFormat.Yuyv:
                    Horizontal<YuyvPixels>(in row, sums);
                    break;
                case FrameFormat.I420:
                    Horizontal<I420Pixels>(in row, sums);
                    break;
                default:
                    Horizontal(row.Pixels, sums);
                    break;
            }
        }

        /// <summary>Lane 3 is written over by the next pixel.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Horizontal<TPixels>(in FrameRow source, int* sums)
            where TPixels : struct, IPixelReader
        {
            FrameRow row = source;
            int* first = _first;
            int* second = _second;
            int* fraction = _fraction;
            int width = _map.Width;
            for (int x = 0; x < width; x++, sums += 3)
            {
                Vector128<int> a = TPixels.Read(in row, first[x]), b = TPixels.Read(in row, second[x]);
                ((a << Bits) + (b - a) * All(fraction + x)).Store(sums);
            }
        }

        /// <summary>Three bytes a pixel.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Horizontal(byte* row, int* sums)
        {
            int* first = _first;
            int* second = _second;
            int* fraction = _fraction;
            int width = _map.Width, x = 0, last = _map.SourceWidth * 3 - 8;

            // Lanes 0 to 2 are the channels; lane 3 is the next pixel's red and is written over by it. Eight bytes are read of each pixel, which the row's last have not.
            for (; x < width && second[x] <= last; x++, sums += 3)
            {
                Vector128<int> a = Pixel(row + first[x]), b = Pixel(row + second[x]);
                ((a << Bits) + (b - a) * All(fraction + x)).Store(sums);
            }
            for (; x < width; x++, sums += 3)
            {
                byte* a = row + first[x];
                byte* b = row + second[x];
                int f = fraction[x];
                sums[0] = (a[0] << Bits) + (b[0] - a[0]) * f;
                sums[1] = (a[1] << Bits) + (b[1] - a[1]) * f;
                sums[2] = (a[2] << Bits) + (b[2] - a[2]) * f;
            }
        }

        /// <summary>Four bytes as integers; eight are loaded, as a double, since that goes into a vector register at once.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<int> Pixel(byte* source)
            => Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<double>(source)).AsByte())).AsInt32();

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<int> All(int* source)
            => AdvSimd.IsSupported ? AdvSimd.LoadAndReplicateToVector128(source) : Vector128.Create(*source);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Vertical(int* upper, int* lower, int fraction, byte* target, int count)
        {
            int rest = One - fraction, i = 0;
            Vector128<int> half = Vector128.Create(1 << (2 * Bits - 1));
            for (; i <= count - 16; i += 16)
            {
                Vector128<short> low = Vector128.Narrow(Sums(upper + i, lower + i, rest, fraction, half), Sums(upper + i + 4, lower + i + 4, rest, fraction, half));
                Vector128<short> high = Vector128.Narrow(Sums(upper + i + 8, lower + i + 8, rest, fraction, half), Sums(upper + i + 12, lower + i + 12, rest, fraction, half));
                Vector128.Narrow(low.AsUInt16(), high.AsUInt16()).Store(target + i);
            }
            for (; i < count; i++)
                target[i] = (byte)((upper[i] * rest + lower[i] * fraction + (1 << (2 * Bits - 1))) >> (2 * Bits));
        }

        /// <summary>Four values, 0 to 255.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<int> Sums(int* upper, int* lower, int rest, int fraction, Vector128<int> half)
            => (Vector128.Load(upper) * rest + Vector128.Load(lower) * fraction + half) >> (2 * Bits);
    }
}
