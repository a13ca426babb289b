#!/usr/bin/env bash
# Writes again what is checked in but rendered: the tiles of templates/Tiles (eng/tiles lists them), and generated/, what the compiler makes of the
# shipped model. Run it after a change to templates/ or src/YoloGen.Emit, and look at the diff.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
name=FaceMaskDetector
out="$(mktemp -d)"
trap 'rm -rf "$out"' EXIT
dotnet build "$root/eng/tiles" -c Release -v quiet --nologo -clp:NoSummary
dotnet "$root/eng/tiles/bin/Release/net10.0/YoloGen.Tiles.dll" "$root/templates"
dotnet build "$root/src/YoloGen.Tool" -c Release -v quiet --nologo -clp:NoSummary
dotnet "$root/src/YoloGen.Tool/bin/Release/net10.0/yologen.dll" compile "$root/models/facemask_int8.onnx" -o "$out" --class "$name" >/dev/null
mkdir -p "$root/generated"
cp "$out/$name.ygraph" "$out/$name.g.cs" "$out/YoloGen.Support.g.cs" "$root/generated/"
git -C "$root" status --short generated templates
