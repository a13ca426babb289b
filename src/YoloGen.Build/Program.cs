using System.Text;
using YoloGen.Build;

// Argument: a file with paths of options files, one a line. Standard output: what happened, lines of Wire.
using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
foreach (string optionsFile in await File.ReadAllLinesAsync(args[0]))
{
    output.WriteLine(Wire.Join(Wire.Begin, optionsFile));
    bool done = ModelJob.Run(optionsFile, (kind, fields) => output.WriteLine(Wire.Join([kind, .. fields])));
    output.WriteLine(done ? Wire.Done : Wire.Failed);
}
