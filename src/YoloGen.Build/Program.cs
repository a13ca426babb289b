using System.Text;
using YoloGen.Build;

// Standard input: paths of options files, one a line. Standard output: what happened, lines of Wire.
using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
while (await input.ReadLineAsync() is { } optionsFile)
{
    output.WriteLine(Wire.Join(Wire.Begin, optionsFile));
    bool done = ModelJob.Run(optionsFile, (kind, fields) => output.WriteLine(Wire.Join([kind, .. fields])));
    output.WriteLine(done ? Wire.Done : Wire.Failed);
}
