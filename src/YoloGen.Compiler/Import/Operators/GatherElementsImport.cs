using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>GatherElements and GatherND: indices become places in a list, from which Gather takes.</summary>
internal static class GatherElementsImport
{
    /// <summary>Each result is the element at its own place, but along one axis at its index.</summary>
    public static void Elements(NodeImport n)
    {
        Tensor x = n.In(0), indices = n.In(1, ElementType.Int32, ElementType.Int64);
        int axis = x.Shape.Rank == 0 ? throw n.BadShape("a scalar has no axis") : n.Axis(n.Attributes.Int("axis", 0), x.Shape.Rank);
        n.Finish(Pick(n, x, indices, axis));
    }

    /// <summary>Each result is the slice at a list of indices, the innermost axis of the indices.</summary>
    public static void Nd(NodeImport n)
    {
        Tensor x = n.In(0), indices = n.In(1, ElementType.Int32, ElementType.Int64);
        long dims = n.Attributes.Int("batch_dims", 0);
        int rank = x.Shape.Rank, last = indices.Shape.Rank - 1, batch = (int)Math.Clamp(dims, 0, Math.Max(0, last));
        if (last < 0 || batch != dims || batch > rank || indices.Shape[last] < 1 || batch + indices.Shape[last] > rank
            || !x.Shape.Dims.Take(batch).SequenceEqual(indices.Shape.Dims.Take(batch)))
        {
            throw n.BadShape("data, indices and batch_dims do not fit");
        }

        Tensor place = Places(n, x.Shape, indices, batch);
        long[] inner = [.. x.Shape.Dims.Skip(batch + indices.Shape[last]).Select(d => (long)d)];
        n.Finish(n.Rows(n.Reshape(x, n.Shape([x.Shape.Count / Math.Max(1, inner.Aggregate(1L, (a, b) => a * b)), .. inner])), place));
    }

    /// <summary>GatherElements of two tensors.</summary>
    public static Tensor Pick(NodeImport n, Tensor x, Tensor indices, int axis)
    {
        Tensor place = ElementPlaces(n, x.Shape, indices, axis);
        return n.Rows(n.Reshape(x, n.Shape(x.Shape.Count)), place);
    }

    /// <summary>Places in the list of all elements: of each index's own place, but along one axis at the index.</summary>
    public static Tensor ElementPlaces(NodeImport n, Shape data, Tensor indices, int axis)
    {
        int rank = data.Rank;
        if (indices.Shape.Rank != rank || Enumerable.Range(0, rank).Any(i => i != axis && indices.Shape[i] > data[i]))
        {
            throw n.BadShape("data and indices do not fit");
        }

        long[] strides = Strides(data), dims = [.. indices.Shape.Dims.Select((d, i) => i == axis ? 1L : d)];
        Tensor along = n.Times(n.FromFront(indices, data[axis]), n.Whole(indices.Type, strides[axis]));
        return dims.All(d => d == 1) ? along : n.Plus(along, n.Whole(indices.Type, n.Shape(dims), [.. AllPlaces(dims, strides)]));
    }

    /// <summary>Places of slices in the list of them, from lists of indices in the innermost axis.</summary>
    public static Tensor Places(NodeImport n, Shape data, Tensor indices, int batch)
    {
        int last = indices.Shape.Rank - 1, depth = indices.Shape[last];
        long[] shape = [.. indices.Shape.Dims.Take(last).Select(d => (long)d)];
        long[] slices = Strides(new Shape([.. data.Dims.Take(batch + depth)]));
        Tensor? sum = null;
        for (int i = 0; i < depth; i++)
        {
            Tensor component = n.Reshape(n.Part(indices, last, i, 1), n.Shape(shape));
            Tensor part = n.Times(n.FromFront(component, data[batch + i]), n.Whole(indices.Type, slices[batch + i]));
            sum = sum is null ? part : n.Plus(sum, part);
        }

        if (batch == 0)
        {
            return sum!;
        }

        long[] dims = [.. shape.Select((d, i) => i < batch ? d : 1)];
        return n.Plus(sum!, n.Whole(indices.Type, n.Shape(dims), [.. AllPlaces(dims, [.. slices.Take(batch), .. Enumerable.Repeat(0L, last - batch)])]));
    }

    private static long[] Strides(Shape shape)
    {
        var strides = new long[shape.Rank];
        long stride = 1;
        for (int i = shape.Rank - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= shape[i];
        }

        return strides;
    }

    /// <summary>For each index of a box, in order, the sum of index times stride.</summary>
    private static IEnumerable<long> AllPlaces(long[] dims, long[] strides)
    {
        IEnumerable<long> places = [0L];
        for (int i = 0; i < dims.Length; i++)
        {
            int axis = i;
            places = places.SelectMany(p => Enumerable.Range(0, (int)dims[axis]).Select(k => p + (k * strides[axis])));
        }

        return places;
    }
}
