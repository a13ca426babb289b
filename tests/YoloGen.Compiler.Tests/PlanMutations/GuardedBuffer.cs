namespace YoloGen.Compiler.Tests.PlanMutations;

/// <summary>
/// C# text of a NativeBuffer between 64 MB on either side that nobody may touch. It ends right before them (after what kernels may read
/// beyond the end) or begins right behind them; the rest of its pages has a pattern that is compared when the buffer is given back.
/// </summary>
internal static class GuardedBuffer
{
    public const string Source =
        """
        internal sealed unsafe class NativeBuffer : IDisposable
        {
            private const int Page = 4096, Guard = 64 << 20;
            private byte* _block;
            private nuint _pages;

            [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "mmap")]
            private static extern byte* Map(void* at, nuint length, int protection, int flags, int file, nint offset);

            [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "mprotect")]
            private static extern int Protect(void* at, nuint length, int protection);

            [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "munmap")]
            private static extern int Unmap(void* at, nuint length);

            public NativeBuffer(nuint length)
            {
                Length = length;
                nuint slack = Guarded.Slack, whole = (length + 63) / 64 * 64;
                _pages = (whole + 2 * slack + Page - 1) / Page * Page;

                // Reserved and forbidden, then the middle opened.
                _block = Map(null, _pages + 2 * Guard, 0, 0x4022, -1, 0);
                if ((nint)_block == -1 || Protect(_block + Guard, _pages, 3) != 0)
                    throw new OutOfMemoryException();
                Pointer = Guarded.AtEnd ? _block + Guard + _pages - slack - whole : _block + Guard + slack;
                new Span<byte>(_block + Guard, (int)_pages).Fill(0xA5);

                // Anything, so that no index or zero point is 0 by chance.
                var random = new System.Random((int)length);
                random.NextBytes(new Span<byte>(Pointer, (int)length));
                lock (Guarded.All)
                    Guarded.All.Add(this);
            }

            public byte* Pointer { get; private set; }

            public nuint Length { get; }

            private int _owners = 1;

            public NativeBuffer Share()
            {
                System.Threading.Interlocked.Increment(ref _owners);
                return this;
            }

            public void Dispose()
            {
                if (System.Threading.Interlocked.Decrement(ref _owners) > 0 || _block == null)
                    return;
                byte* first = _block + Guard, end = Pointer + Length;
                if (new Span<byte>(first, (int)(Pointer - first)).IndexOfAnyExcept((byte)0xA5) >= 0)
                    Guarded.Fault = "written before a buffer";
                if (new Span<byte>(end, (int)(first + _pages - end)).IndexOfAnyExcept((byte)0xA5) >= 0)
                    Guarded.Fault = "written behind a buffer";
                Unmap(_block, _pages + 2 * Guard);
                _block = null;
                Pointer = null;
            }
        }

        public static class Guarded
        {
            internal static readonly System.Collections.Generic.List<NativeBuffer> All = new();
            internal const int Slack = 64;
            internal static string? Fault;
            public static bool AtEnd;

            /// <summary>Gives all buffers back; what was written around one, or null.</summary>
            public static string? Release()
            {
                foreach (NativeBuffer buffer in All)
                    buffer.Dispose();
                All.Clear();
                string? fault = Fault;
                Fault = null;
                return fault;
            }
        }

        """;
}
