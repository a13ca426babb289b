using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Export;

/// <summary>Resize by scales where they give the shape, by sizes otherwise.</summary>
internal static class ResizeExport
{
    public static void Export(ExportState state, Node node, Resize op)
    {
        Shape x = node.Input(0).Shape, y = node.Output.Shape;
        string name = node.Output.Name;
        bool exact = Enumerable.Range(0, x.Rank).All(i => (long)(op.Scales[i] * x[i]) == y[i]);
        string[] how = exact
            ? ["", state.Constant(name + "_scales", new TensorData(Shape.Of(x.Rank), [.. op.Scales]))]
            : ["", "", state.Longs(name + "_sizes", y.Dims.Select(d => (long)d))];
        List<(string, object)> attributes =
        [
            ("mode", op.Mode.ToString().ToLowerInvariant()),
            ("coordinate_transformation_mode", Coordinates(node, op.Coordinates)),
        ];
        if (op.Mode == ResizeMode.Nearest)
        {
            attributes.Add(("nearest_mode", Nearest(op.Nearest)));
        }
        else if (op.Mode == ResizeMode.Cubic)
        {
            attributes.Add(("cubic_coeff_a", op.CubicCoefficient));
            attributes.Add(("exclude_outside", op.ExcludeOutside));
        }

        state.Add(node, "Resize", [state.Read(node.Input(0)), .. how], name, [.. attributes]);
    }

    private static string Coordinates(Node node, CoordinateMode mode) => mode switch
    {
        CoordinateMode.HalfPixel => "half_pixel",
        CoordinateMode.PytorchHalfPixel => "pytorch_half_pixel",
        CoordinateMode.AlignCorners => "align_corners",
        CoordinateMode.Asymmetric => "asymmetric",
        _ => throw ExportState.Unsupported(node, "coordinate mode half_pixel_symmetric"),
    };

    private static string Nearest(NearestMode mode) => mode switch
    {
        NearestMode.RoundPreferFloor => "round_prefer_floor",
        NearestMode.RoundPreferCeil => "round_prefer_ceil",
        NearestMode.Floor => "floor",
        _ => "ceil",
    };
}
