using ConsoleSample;
using StbImageSharp;

AppDomain.CurrentDomain.UnhandledException += (_, e) => { Console.Error.WriteLine(((Exception)e.ExceptionObject).Message); Environment.Exit(1); };
string path = args is [string given] && new FileInfo(given) is not { Exists: true, Length: 0 } ? given : throw new ArgumentException("give the path of one photo");
ImageResult photo = ImageResult.FromMemory(File.ReadAllBytes(path), ColorComponents.RedGreenBlue);
using var detector = new FaceMaskDetector();
Span<FaceMaskDetector.Detection> found = stackalloc FaceMaskDetector.Detection[100];
int count = detector.Detect(photo.Data, photo.Width, photo.Height, found);
foreach (ref readonly FaceMaskDetector.Detection d in found[..count])
    Console.WriteLine($"{FaceMaskDetector.ClassNames[d.ClassId]} {d.Score:F3} at {d.X:F1},{d.Y:F1} {d.Width:F1}x{d.Height:F1}");
