#!/usr/bin/env bash
# Puts the measured window into an emitted program: one warm run, then one between the two marks. Usage: eng/a72/window.sh FOLDER
set -euo pipefail
cd "$1"
sed -i 's|^ *var clock = Stopwatch.StartNew();|Window.Close(0x59470001);\nnetwork.Run();\nWindow.Close(0x59470002);\nvar clock = Stopwatch.StartNew();|' Program.cs
grep -q 0x59470001 Program.cs || { echo "the emitted program has changed: its line with Stopwatch.StartNew is not there" >&2; exit 1; }
cat > Window.cs <<'CS'
internal static partial class Window
{
    [System.Runtime.InteropServices.LibraryImport("libc", EntryPoint = "close")]
    internal static partial int Close(int descriptor);
}
CS
