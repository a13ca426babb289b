#!/usr/bin/env bash
# Predicts the time of one inference on one core of a Raspberry Pi 4 (Cortex-A72 at 1.5 GHz): compiles a model, builds the program for
# linux-arm64, and runs it under qemu through a cycle model of that core (eng/a72). A prediction, not a measurement.
# Usage: eng/pi4-predict.sh MODEL.onnx [--top N]
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
[ $# -ge 1 ] || { echo "usage: eng/pi4-predict.sh MODEL.onnx [--top N]" >&2; exit 2; }
model="$(realpath "$1")"
shift
tool="$root/src/YoloGen.Tool/bin/Release/net10.0/yologen.dll"
[ -f "$tool" ] || dotnet build "$root/src/YoloGen.Tool" -c Release -v quiet --nologo
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
dotnet "$tool" compile "$model" -o "$work" --class Net --isa neon --emit-project >/dev/null
"$root/eng/a72/window.sh" "$work"
dotnet publish "$work" -r linux-arm64 -c Release -v quiet --nologo -o "$work/out" >&2
"$root/eng/a72/run.sh" "$@" -- "$work/out/Net" --threads 1
