#!/usr/bin/env bash
# Predicts the time of one inference on one core of a Raspberry Pi 4 (Cortex-A72 at 1.5 GHz): compiles a model, builds the program for
# linux-arm64, and runs it under qemu through a cycle model of that core. A prediction, not a measurement.
# Usage: eng/pi4-predict.sh MODEL.onnx [-top N]
# The cycle model is the program a72 (A72=path; by default ../shared/tools/a72/a72 beside the repository). It needs Debian's qemu-user,
# llvm-14, clang, gcc, gcc-aarch64-linux-gnu and python3.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
[ $# -ge 1 ] || { echo "usage: eng/pi4-predict.sh MODEL.onnx [-top N]" >&2; exit 2; }
model="$(realpath "$1")"
shift
a72="${A72:-$root/../shared/tools/a72/a72}"
[ -x "$a72" ] || { echo "the cycle model is missing: set A72 to the program a72" >&2; exit 2; }
for program in qemu-aarch64 clang aarch64-linux-gnu-gcc llvm-mca-14 python3; do
  command -v "$program" >/dev/null || { echo "$program is missing: sudo apt-get install -y qemu-user clang llvm-14 gcc gcc-aarch64-linux-gnu python3" >&2; exit 2; }
done
tool="$root/src/YoloGen.Tool/bin/Release/net10.0/yologen.dll"
[ -f "$tool" ] || dotnet build "$root/src/YoloGen.Tool" -c Release -v quiet --nologo
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
dotnet "$tool" compile "$model" -o "$work" --class Net --isa neon --emit-project >/dev/null
# One warm run, then one between the two system calls that the model takes as its window.
sed -i 's|^var clock = Stopwatch.StartNew();|Window.Close(0x59470001);\nnetwork.Run();\nWindow.Close(0x59470002);\nvar clock = Stopwatch.StartNew();|' "$work/Program.cs"
grep -q 0x59470001 "$work/Program.cs" || { echo "the emitted program has changed; eng/pi4-predict.sh needs its Stopwatch line" >&2; exit 1; }
cat > "$work/Window.cs" <<'CS'
internal static partial class Window
{
    [System.Runtime.InteropServices.LibraryImport("libc", EntryPoint = "close")]
    internal static partial int Close(int descriptor);
}
CS
dotnet publish "$work" -r linux-arm64 -c Release -v quiet --nologo -o "$work/out" >&2
"$a72" "$@" -- "$work/out/Net" --threads 1
