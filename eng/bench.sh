#!/usr/bin/env bash
# Measures on this machine with BenchmarkDotNet and writes docs/benchmarks/<machine>.md, of which only the parts that were measured change.
# Leave the machine alone meanwhile: the page says what its load was. Against ONNX Runtime: dotnet yologen bench --against ort
# Usage: eng/bench.sh [set...] [--name MACHINE]      all sets take about ten minutes
#        eng/bench.sh [set...] -- OPTION...            with options of BenchmarkDotNet, such as --filter: shown, not written
# Sets:  kernels   one layer of a shape, on each instruction set of this machine     layers  each layer of the shipped model
#        networks  the shipped models, on one thread and on all                      stages  letterbox, decoding, suppression, Detect
#        start     construction, compilation, and a NativeAOT program from start to end
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
usage() { sed -n '2,/^set/p' "${BASH_SOURCE[0]}" | grep '^#' | sed 's/^# \{0,1\}//'; }

sets="" name=""
while [ $# -gt 0 ]; do
  case "$1" in
    --help | -h) usage; exit 0 ;;
    --name) [ $# -gt 1 ] || { echo "bench: --name takes a value" >&2; exit 2; }; name="$2"; shift 2 ;;
    --) shift; break ;;
    -*) echo "bench: $1 is no option" >&2; usage >&2; exit 2 ;;
    *) sets="${sets:+$sets,}$1"; shift ;;
  esac
done

# Such as amd-epyc-2: the processor's name without trademarks and clock rates, and how many there are.
if [ -z "$name" ]; then
  model="$( (grep -m1 -E '^(model name|Model)' /proc/cpuinfo || sysctl -n machdep.cpu.brand_string || echo unknown) 2>/dev/null | sed -E 's/^[^:]*: *//; s/\((R|TM|r|tm)\)//g; s/@.*//; s/ (CPU|Processor)//g')"
  name="$(tr '[:upper:]' '[:lower:]' <<<"$model" | tr -cs 'a-z0-9' '-' | sed 's/^-*//; s/-*$//')-$(getconf _NPROCESSORS_ONLN)"
fi

dotnet build "$root/benchmarks/YoloGen.Benchmarks" -c Release -v quiet --nologo -nodeReuse:false
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
page="$root/docs/benchmarks/$name.md"
out=(--out "$page")
[ $# -eq 0 ] || out=()
(cd "$work" && dotnet "$root/benchmarks/YoloGen.Benchmarks/bin/Release/net10.0/YoloGen.Benchmarks.dll" ${sets:+--sets "$sets"} "${out[@]}" "$@")
[ ${#out[@]} -eq 0 ] || echo "$page"
