#!/usr/bin/env bash
# Installs what is missing, compiles the shipped model, finds faces in drawn scenes, and builds the binary for the Pi.
# Usage: eng/demo.sh [model.onnx] [folder]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

model="${1:-$root/models/facemask_m_int8.onnx}"
out="${2:-$root/out/demo}"
name=FaceMaskDetector
mkdir -p "$out"

say "== Building the tool"
dotnet build "$root/src/YoloGen.Tool" -c Release -v quiet --nologo
yologen() { dotnet "$root/src/YoloGen.Tool/bin/Release/net10.0/yologen.dll" "$@"; }

say "== Drawing scenes"
yologen data synth -o "$out/scenes" --train 0 --val 4

say "== Finding faces with the compiled class, on this machine"
yologen detect "$model" --source "$out/scenes/images/val" -o "$out/found" --ppm

say "== Compiling for the Pi"
yologen compile "$model" -o "$out/$name" --class "$name" --emit-project
dotnet publish "$out/$name/$name.csproj" -r linux-arm64 -c Release -v quiet --nologo -o "$out/pi"

say "== Running that binary as a Raspberry Pi 4 would (emulated: the boxes are right, the time means nothing)"
scene="$(ls "$out"/found/*.ppm | head -n 1)"
qemu-aarch64 -cpu cortex-a72 -L /usr/aarch64-linux-gnu "$out/pi/$name" "$scene" --threads 2

say ""
say "Boxes:             $out/found/$(basename "${scene%.ppm}").jpg and the others beside it"
say "Binary for the Pi: $out/pi/$name ($(($(stat -c %s "$out/pi/$name") / 1024)) KiB; copy it and run ./$name photo.ppm)"
