using ConsoleSample;
using StbImageSharp;

ImageResult photo = ImageResult.FromMemory(File.ReadAllBytes(args[0]), ColorComponents.RedGreenBlue);
using var detector = new FaceMaskDetector();
Span<FaceMaskDetector.Detection> found = stackalloc FaceMaskDetector.Detection[100];
int count = detector.Detect(photo.Data, photo.Width, photo.Height, found);
foreach (ref readonly FaceMaskDetector.Detection d in found[..count])
    Console.WriteLine($"{FaceMaskDetector.ClassNames[d.ClassId]} {d.Score:F3} at {d.X:F1},{d.Y:F1} {d.Width:F1}x{d.Height:F1}");
