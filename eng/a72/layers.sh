#!/usr/bin/env bash
# Cost of each layer of an emitted class on a Raspberry Pi, on one core and on four (YOLOGEN_CORE): see README.md.
# Compiles a model, builds its program so that each layer's method is called once for each part between two marks, and profiles it.
# Usage: eng/a72/layers.sh MODEL.onnx [TABLE.tsv]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[ $# -ge 1 ] || { echo "usage: eng/a72/layers.sh MODEL.onnx [TABLE.tsv]" >&2; exit 2; }
model="$(realpath "$1")"
tool="$root/src/YoloGen.Tool/bin/Release/net10.0/yologen.dll"
[ -f "$tool" ] || dotnet build "$root/src/YoloGen.Tool" -c Release -v quiet --nologo
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
table="${2:-$work/table.tsv}"
dotnet "$tool" compile "$model" -o "$work" --class Net --isa "$isa" --emit-project >/dev/null
"$a72/window.sh" "$work"
echo 'internal static partial class Window { public static readonly int Parts = int.Parse(System.Environment.GetEnvironmentVariable("PARTS") ?? "1"); }' > "$work/Parts.cs"
python3 - "$work/Net.g.cs" <<'P'
import re, sys
path = sys.argv[1]
source = open(path, encoding="utf-8").read()
def marked(call):
    n = call[1]
    return (f"for (int q = 0; q < global::Window.Parts; q++) {{ global::Window.Close(0x59472000 + 2 * q); Layer{n}<K>(q, global::Window.Parts); "
            f"global::Window.Close(0x59472001 + 2 * q); }} global::Window.Close(0x59471000 + {int(n)});")
source, count = re.subn(r"Layer(\d{3})<K>\(part, parts\);(?: team\.Barrier\(part\);)?", marked, source)
source = source.replace("(nuint)parts *", "(nuint)8 *").replace("PlannedKernels(_isa, parts > 1)", "PlannedKernels(_isa, global::Window.Parts > 1)")
if not count:
    sys.exit("eng/a72/layers.sh: the emitted class has changed, no call of a layer was found")
open(path, "w", encoding="utf-8").write(source)
P
dotnet publish "$work" -r linux-arm64 -c Release -v quiet --nologo -o "$work/out" >&2
for parts in 1 4; do
  qemu-aarch64 -cpu "$emulated" -E "PARTS=$parts" -plugin "$plugin,out=$work/profile$parts,$caches" "$work/out/Net" --threads 1 >/dev/null
done
kinds="$(awk '$1 == "layer" { printf "%s%s", separator, $2; separator = "," }' "$work/Net.ygraph")"
python3 "$a72/estimate.py" --core "$core" --cpu "$scheduler" --llvm "$llvm" --layers "$work/profile1" "$work/profile4" "$table" --kinds "$kinds"
[ $# -ge 2 ] || cat "$table"
