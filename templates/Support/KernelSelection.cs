#nullable enable
using System;
using System.Globalization;
using System.Text;

namespace YoloGen.Generated;

/// <summary>Chooses, when a detector is constructed, the kernels of those layers that have several. All kernels of a layer give the same bytes.</summary>
internal static class KernelSelection
{
    /// <summary>
    /// The environment variable that overrides what the compiler planned: items LAYER=KERNEL, separated by spaces. The layer is a number, or * for all that
    /// have such a kernel; of the kernel's name, what stands before the point is enough. With the name of a class and a colon before them, items are for that
    /// class only; semicolons separate classes.
    /// </summary>
    public const string Variable = "YOLOGEN_KERNELS";

    /// <summary>The kernel of each of <paramref name="layers"/>, by its place in <paramref name="names"/> (separated by spaces).</summary>
    /// <param name="className">The class.</param>
    /// <param name="layers">Numbers of the layers that have several kernels.</param>
    /// <param name="planned">What the compiler chose.</param>
    /// <param name="fitting">Which kernels can compute each layer, as bits.</param>
    /// <param name="names">Names of the kernels.</param>
    /// <param name="asked">What the program asks for, in the variable's place; null if nothing.</param>
    /// <exception cref="PlatformNotSupportedException">The variable names a layer or a kernel that there is not.</exception>
    public static byte[] Choose(string className, ReadOnlySpan<int> layers, ReadOnlySpan<byte> planned, ReadOnlySpan<byte> fitting, string names, string? asked = null)
    {
        byte[] chosen = planned.ToArray();
        if ((asked ?? Environment.GetEnvironmentVariable(Variable)) is { Length: > 0 } text)
            Apply(text, className, layers, chosen, fitting, names);
        return chosen;
    }

    /// <summary>The choices as <see cref="Variable"/> takes them.</summary>
    public static string Text(string className, ReadOnlySpan<int> layers, ReadOnlySpan<byte> chosen, string names)
    {
        string[] known = names.Split(' ');
        var text = new StringBuilder(className).Append(':');
        for (int i = 0; i < layers.Length; i++)
            text.Append(CultureInfo.InvariantCulture, $" {layers[i]}={known[chosen[i]]}");
        return text.ToString();
    }

    internal static void Apply(string text, string className, ReadOnlySpan<int> layers, Span<byte> chosen, ReadOnlySpan<byte> fitting, string names)
    {
        string[] known = names.Split(' ');
        foreach (string section in text.Split(';'))
        {
            int colon = section.IndexOf(':');
            if (colon >= 0 && section.AsSpan(0, colon).Trim().SequenceEqual(className) is false)
                continue;
            foreach (string item in section[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                Item(item, layers, chosen, fitting, known);
        }
    }

    private static void Item(string item, ReadOnlySpan<int> layers, Span<byte> chosen, ReadOnlySpan<byte> fitting, string[] known)
    {
        int equals = item.IndexOf('=');
        string name = item[(equals + 1)..];
        if (equals <= 0 || !Array.Exists(known, k => IsCalled(k, name)))
            throw Bad(item, $"the kernels are {string.Join(", ", known)}");
        if (item.AsSpan(0, equals) is "*")
        {
            for (int i = 0; i < chosen.Length; i++)
                Choose(ref chosen[i], fitting[i], name, known);
            return;
        }
        int slot = int.TryParse(item.AsSpan(0, equals), NumberStyles.None, CultureInfo.InvariantCulture, out int layer) ? layers.IndexOf(layer) : -1;
        if (slot < 0)
            throw Bad(item, "no layer with several kernels has this number");
        if (!Choose(ref chosen[slot], fitting[slot], name, known))
            throw Bad(item, "the kernel cannot compute this layer");
    }

    /// <summary>The first kernel of that name that can compute the layer.</summary>
    private static bool Choose(ref byte chosen, byte fitting, string name, string[] known)
    {
        for (int kernel = 0; kernel < known.Length; kernel++)
        {
            if ((fitting >> kernel & 1) != 0 && IsCalled(known[kernel], name))
            {
                chosen = (byte)kernel;
                return true;
            }
        }
        return false;
    }

    private static bool IsCalled(string kernel, string name)
        => kernel == name || (name.Length > 0 && kernel.Length > name.Length && kernel.StartsWith(name, StringComparison.Ordinal) && kernel[name.Length] == '.');

    private static PlatformNotSupportedException Bad(string item, string why)
        => new($"Kernels ({Variable}): '{item}' is not LAYER=KERNEL of this class on this instruction set; {why}.");
}
