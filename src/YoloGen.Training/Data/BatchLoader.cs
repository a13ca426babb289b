using System.Collections.Concurrent;

namespace YoloGen.Training.Data;

/// <summary>
/// Draws batches ahead of the trainer on a background thread. What a batch holds depends on the seed and its position alone.
/// </summary>
internal sealed class BatchLoader : IDisposable
{
    private readonly BlockingCollection<Batch> _queue = new(boundedCapacity: 3);
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private Exception? _failure;

    /// <summary>Starts drawing.</summary>
    /// <param name="augmenter">Draws one sample.</param>
    /// <param name="photos">How many photos an epoch shows.</param>
    /// <param name="batch">Photos in a batch; an incomplete last batch of an epoch is dropped.</param>
    /// <param name="bytes">Bytes of one canvas.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="firstStep">Step to begin with.</param>
    public BatchLoader(Augmenter augmenter, int photos, int batch, int bytes, int seed, long firstStep)
    {
        _thread = new Thread(() => Run(augmenter, photos, batch, bytes, seed, firstStep)) { IsBackground = true, Name = "batches" };
        _thread.Start();
    }

    /// <summary>The next batch.</summary>
    public Batch Next()
    {
        try
        {
            return _queue.Take();
        }
        catch (InvalidOperationException)
        {
            throw new InvalidOperationException("drawing a batch failed", _failure);
        }
    }

    /// <summary>Steps in an epoch.</summary>
    public static int StepsPerEpoch(int photos, int batch) => Math.Max(1, photos / batch);

    /// <summary>The order of an epoch's photos.</summary>
    public static int[] Order(int photos, int seed, long epoch)
    {
        int[] order = Enumerable.Range(0, photos).ToArray();
        var random = new SampleRandom(seed, epoch, -1);
        for (int i = photos - 1; i > 0; i--)
        {
            int j = random.Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _queue.Dispose();
        _stop.Dispose();
    }

    private void Run(Augmenter augmenter, int photos, int batch, int bytes, int seed, long step)
    {
        try
        {
            int perEpoch = StepsPerEpoch(photos, batch);
            long orderedEpoch = -1;
            int[] order = [];
            var boxes = new List<Box>();
            for (; ; step++)
            {
                long epoch = step / perEpoch;
                if (epoch != orderedEpoch)
                    order = Order(photos, seed, orderedEpoch = epoch);
                var pixels = new byte[(long)batch * bytes];
                var all = new Box[batch][];
                for (int i = 0; i < batch; i++)
                {
                    long position = step % perEpoch * batch + i;
                    augmenter.Draw(order[position % photos], new SampleRandom(seed, epoch, position), pixels.AsSpan(i * bytes, bytes), boxes);
                    all[i] = [.. boxes];
                }
                _queue.Add(new Batch(pixels, all), _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // disposed
        }
        catch (Exception exception)
        {
            _failure = exception;
        }
        finally
        {
            _queue.CompleteAdding();
        }
    }
}
