using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Resize of opsets 10, 11, 13, 18 and 19.</summary>
internal static class ResizeImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.In(0, ElementType.Float32, ElementType.UInt8, ElementType.Int8);
        n.Attributes.Ignore("extrapolation_value");
        ResizeMode mode = Mode(n);
        if (n.Opset < 11)
        {
            ResizeShape old = ResizeShape.FromScales(n, x, n.ConstantFloats(1, "scales"), null);
            ResizeBuilder.Result(n, x, old, mode, CoordinateMode.Asymmetric, ResizeBuilder.OldNearest(n, mode, old.Scales));
            return;
        }

        if (n.Attributes.Flag("antialias", false))
        {
            throw n.Unsupported("antialias = 1 is not supported; export with antialias off");
        }

        ResizeShape shape = ResizeShape.Read(n, x);
        CoordinateMode coordinates = Coordinates(n);
        if (coordinates == CoordinateMode.AlignCorners
            && Enumerable.Range(0, x.Shape.Rank).Any(i => shape.Scales[i] * x.Shape[i] != shape.Dims[i] && shape.Scales[i] != (float)shape.Dims[i] / x.Shape[i]))
        {
            throw n.Unsupported("align_corners with scales that give no whole size means different things to ONNX and ONNX Runtime; export with sizes");
        }

        NearestMode nearest = Nearest(n);
        float cubic = n.Attributes.Float("cubic_coeff_a", -0.75f);
        bool exclude = n.Attributes.Flag("exclude_outside", false);
        ResizeBuilder.Result(n, x, shape, mode, coordinates, nearest, cubic, exclude);
    }

    private static ResizeMode Mode(NodeImport n) => n.Attributes.Text("mode", "nearest") switch
    {
        "nearest" => ResizeMode.Nearest,
        "linear" => ResizeMode.Linear,
        "cubic" when n.Opset >= 11 => ResizeMode.Cubic,
        string other => throw n.Attributes.Bad($"mode is '{other}'"),
    };

    private static CoordinateMode Coordinates(NodeImport n) => n.Attributes.Text("coordinate_transformation_mode", "half_pixel") switch
    {
        "half_pixel" => CoordinateMode.HalfPixel,
        "pytorch_half_pixel" => CoordinateMode.PytorchHalfPixel,
        "half_pixel_symmetric" => CoordinateMode.HalfPixelSymmetric,
        "align_corners" => CoordinateMode.AlignCorners,
        "asymmetric" => CoordinateMode.Asymmetric,
        "tf_crop_and_resize" or "tf_half_pixel_for_nn" => throw n.Unsupported(
            $"coordinate_transformation_mode '{n.Attributes.Text("coordinate_transformation_mode", "")}' is not supported; export with half_pixel or asymmetric"),
        string other => throw n.Attributes.Bad($"coordinate_transformation_mode is '{other}'"),
    };

    private static NearestMode Nearest(NodeImport n) => n.Attributes.Text("nearest_mode", "round_prefer_floor") switch
    {
        "round_prefer_floor" or "" => NearestMode.RoundPreferFloor,
        "round_prefer_ceil" => NearestMode.RoundPreferCeil,
        "floor" => NearestMode.Floor,
        "ceil" => NearestMode.Ceil,
        string other => throw n.Attributes.Bad($"nearest_mode is '{other}'"),
    };
}
