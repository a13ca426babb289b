#nullable enable
using System;
using System.IO;
using System.Reflection;

namespace YoloGen.Generated;

/// <summary>The weights of a network, refused unless length and <see cref="XxHash64"/> are those of the plan.</summary>
internal static unsafe class WeightsBlob
{
    /// <summary>From a resource embedded in the assembly.</summary>
    /// <exception cref="InvalidDataException">There is none of that name, or it is not the plan's.</exception>
    public static NativeBuffer FromResource(Assembly assembly, string name, long length, ulong hash)
    {
        using Stream? stream = assembly.GetManifestResourceStream(name);
        return stream == null
            ? throw new InvalidDataException($"The assembly has no embedded resource '{name}'. Embed the .weights.bin file that belongs to this class under that name.")
            : FromStream(stream, $"Resource '{name}'", length, hash);
    }

    /// <summary>From a file.</summary>
    public static NativeBuffer FromFile(string path, long length, ulong hash)
    {
        using FileStream stream = File.OpenRead(path);
        return FromStream(stream, $"File '{path}'", length, hash);
    }

    /// <summary>From memory, which is copied.</summary>
    public static NativeBuffer FromSpan(ReadOnlySpan<byte> data, long length, ulong hash)
    {
        CheckLength("The span", data.Length, length);
        var buffer = new NativeBuffer((nuint)length);
        data.CopyTo(new Span<byte>(buffer.Pointer, data.Length));
        return CheckHash("The span", buffer, hash);
    }

    private static NativeBuffer FromStream(Stream stream, string what, long length, ulong hash)
    {
        CheckLength(what, stream.Length, length);
        var buffer = new NativeBuffer((nuint)length);
        stream.ReadExactly(new Span<byte>(buffer.Pointer, checked((int)length)));
        return CheckHash(what, buffer, hash);
    }

    private static void CheckLength(string what, long found, long expected)
    {
        if (found != expected)
            throw new InvalidDataException($"{what} has {found} bytes; the weights of this network have {expected}. Use the .weights.bin file that was compiled together with this class.");
    }

    private static NativeBuffer CheckHash(string what, NativeBuffer buffer, ulong expected)
    {
        ulong found = XxHash64.Compute(new ReadOnlySpan<byte>(buffer.Pointer, (int)buffer.Length));
        if (found == expected)
            return buffer;
        buffer.Dispose();
        throw new InvalidDataException($"{what} is damaged or of another network: its hash is {found:x16}, expected {expected:x16}. Use the .weights.bin file that was compiled together with this class.");
    }
}
