using System;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>Shapes of matrix products.</summary>
internal static class MatrixShape
{
    /// <summary>Whether the last axes are those of a product and the leading ones broadcast.</summary>
    public static bool Fits(PlanTensor a, PlanTensor b, PlanTensor y)
    {
        int ra = a.Shape.Count, rb = b.Shape.Count, ry = y.Shape.Count;
        if (ra < 2 || rb < 2 || ry != Math.Max(ra, rb) || a.Shape.Concat(b.Shape).Concat(y.Shape).Any(d => d == 0))
        {
            return false;
        }

        bool Leading(PlanTensor t) => Enumerable.Range(0, t.Shape.Count - 2).All(i => t.Shape[i] == 1 || t.Shape[i] == y.Shape[ry - t.Shape.Count + i]);
        return a.Shape[ra - 1] == b.Shape[rb - 2] && y.Shape[ry - 2] == a.Shape[ra - 2] && y.Shape[ry - 1] == b.Shape[rb - 1] && Leading(a) && Leading(b);
    }

    /// <summary>Whether the elements of a row lie side by side.</summary>
    public static bool HasRows(PlanTensor t) => t.Strides[t.Strides.Count - 1] == 1 || t.Shape[t.Shape.Count - 1] == 1;
}
