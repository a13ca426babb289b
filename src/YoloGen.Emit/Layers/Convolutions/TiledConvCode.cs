using System.Linq;
using Scriban.Runtime;
using static YoloGen.Emit.LayerScope;

namespace YoloGen.Emit;

/// <summary>A convolution that can be computed in tiles of outputs has a second method, and the constructor says which of the two runs.</summary>
internal static class TiledConvCode
{
    /// <summary>The statements before the direct loops that go over to the tiles; nothing where the layer has no other kernel.</summary>
    public static string Choice(LayerScope s, QConvLayer layer, ConvGeometry g)
    {
        if (!InstructionSetChain.All.Any(set => KernelTable.Fitting(s.Plan, layer, set).Any(k => k.Number > 0)))
        {
            return "";
        }

        int slot = s.Needs.Slots.Count, outputs = g.GroupOutputs, channels = g.GroupInputs;
        PlanTensor y = s.View(layer.Y);
        int across = y.Shape[3] / TileRules.Side;
        bool panels = layer.Tiles.Split == WorkSplit.Panels;
        int rows = y.Shape[2] / TileRules.Side, strip = System.Math.Min(layer.Tiles.Strip, rows), strips = (rows + strip - 1) / strip;
        s.Needs.Slots.Add(new KernelSlot(s.Number, layer, strip * across, panels ? strips : 0, outputs, channels, $"{s.FilePointer(layer.Weights)}, {s.FilePointer(layer.Bias)}, {s.FilePointer(layer.Scale)}"));

        ScriptObject model = ConvModel.Addresses(s, layer, g, ConvModel.Requantization(layer));
        var row = new RowScope("row", 0, Text(y.Shape[3]), "", Text(outputs), WholePixels: true);
        model["slot"] = slot;
        model["panels"] = panels;
        model["strip"] = strip;
        model["stride"] = layer.Window.StrideHeight;
        model["height"] = y.Shape[2];
        model["map_width"] = y.Shape[3];
        model["channels"] = channels;
        model["then"] = ConvModel.Then(s, row, panels ? "            " : "                ");
        model["halo"] = ConvModel.Halos(s, layer);
        s.Needs.Methods.Add((s.Number, $"Layer{s.Number}Tiles", s.Render("qconv_tiles", model).TrimEnd('\n', ' ')));
        return s.Render("qconv_choice", new ScriptObject { ["slot"] = slot, ["number"] = s.Number });
    }
}
