using YoloGen.Tiles;

foreach (TileFiles.TileFile file in TileFiles.All)
{
    File.WriteAllText(Path.Combine(args[0], file.Name), TileFiles.Render(file, args[0]));
}
