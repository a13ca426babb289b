using System.CommandLine;
using YoloGen.Training.Data;

namespace YoloGen.Training.Commands;

/// <summary><c>anchors</c>: k-means over a data set's boxes by IoU.</summary>
internal static class AnchorsCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        Option<int> size = Verb.Option("--size", "input width and height", 416);
        Option<int> seed = Verb.Option("--seed", "seed of the clustering", 1);
        var command = new Command("anchors", "Finds six anchors for a data set, and prints them as --anchors of train and of compile takes them.\n\nExample:\n  dotnet yologen anchors --data data.yaml --size 416") { size, seed };
        data.AddTo(command);
        command.SetAction(parsed =>
        {
            int side = parsed.GetValue(size);
            Console.WriteLine(Anchors.Text(Anchors.Find(data.Load(parsed, "train").Photos, side, side, parsed.GetValue(seed))));
            return 0;
        });
        return command;
    }
}
