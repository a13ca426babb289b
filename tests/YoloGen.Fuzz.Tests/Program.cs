using Xunit.Runner.InProc.SystemConsole;
using YoloGen.Fuzz.Tests;
using YoloGen.Fuzz.Tests.Checks;
using YoloGen.Fuzz.Tests.Models;

// The test program is its own fuzzer, so that both run the same code: eng/fuzz.sh starts it with "fuzz".
switch (args)
{
    case ["fuzz", .. var options]:
        return FuzzProgram.Run(options);
    case ["show", var seed]:
        Console.WriteLine(string.Join('\n', ModelText.Lines(RandomNetwork.Make(int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture)).Model)));
        return 0;
    default:
        return await ConsoleRunner.Run(args);
}
