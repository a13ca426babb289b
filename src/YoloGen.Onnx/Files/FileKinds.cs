using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace YoloGen.Onnx.Files;

/// <summary>What lies at a path.</summary>
internal enum FileKind
{
    Missing,
    Regular,
    Directory,
    Link,
    Pipe,
    Socket,
    Device,
}

/// <summary>Tells regular files from pipes and devices, which the base class library shows as files of length 0, without opening them.</summary>
internal static class FileKinds
{
    /// <summary>Bytes that the runtime's FileStatus takes, with room for later fields.</summary>
    private const int StatusBytes = 512;

    /// <summary>FileStatus is { int Flags; int Mode; ... } on every platform.</summary>
    private const int ModeAt = 4;

    /// <summary>S_IFMT, the same on Linux and macOS.</summary>
    private const int KindOfMode = 0xF000;

    /// <summary>W_OK, the same on Linux and macOS.</summary>
    private const int MayWrite = 2;

    public static FileKind Of(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            // NUL, CON and the like become \\.\NUL.
            return Path.GetFullPath(path).StartsWith(@"\\.\", StringComparison.Ordinal) ? FileKind.Device : OfVisible(path);
        }

        byte[] status = new byte[StatusBytes];
        try
        {
            if (LStat(path, status) != 0)
            {
                return FileKind.Missing;
            }
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return OfVisible(path);
        }

        int mode = BitConverter.IsLittleEndian ? BinaryPrimitives.ReadInt32LittleEndian(status.AsSpan(ModeAt)) : BinaryPrimitives.ReadInt32BigEndian(status.AsSpan(ModeAt));
        return (mode & KindOfMode) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Directory,
            0xA000 => FileKind.Link,
            0x1000 => FileKind.Pipe,
            0xC000 => FileKind.Socket,
            _ => FileKind.Device,
        };
    }

    /// <summary>Whether files can be made in a folder, as far as its rights tell; elsewhere than on Linux and macOS only trying tells.</summary>
    public static bool IsWritable(string folder)
    {
        try
        {
            return OperatingSystem.IsWindows() || Access(folder, MayWrite) == 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return true;
        }
    }

    public static string Describe(FileKind kind) => kind switch
    {
        FileKind.Directory => "a folder",
        FileKind.Link => "a link",
        FileKind.Pipe => "a pipe",
        FileKind.Socket => "a socket",
        FileKind.Device => "a device",
        _ => "a file",
    };

    private static FileKind OfVisible(string path)
        => System.IO.Directory.Exists(path) ? FileKind.Directory : File.Exists(path) ? FileKind.Regular : FileKind.Missing;

    /// <summary>The runtime's own portable form of lstat(2), which its file classes use.</summary>
    [DllImport("libSystem.Native", EntryPoint = "SystemNative_LStat", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int LStat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, byte[] status);

    /// <summary>The runtime's own form of access(2).</summary>
    [DllImport("libSystem.Native", EntryPoint = "SystemNative_Access", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
}
