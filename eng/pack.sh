#!/usr/bin/env bash
# Packs all packages of the repository into artifacts/packages, which then is a local feed: dotnet add package YoloGen --source artifacts/packages
# Usage: eng/pack.sh [option of dotnet pack...]   such as -p:Version=0.2.0-preview.1
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
cd "$root"

mkdir -p artifacts/packages
for project in src/YoloGen.Build src/YoloGen.Tool; do
  packable="$(dotnet msbuild "$project" -getProperty:IsPackable -nologo)"
  [ "$packable" = true ] || continue
  dotnet pack "$project" -c Release -v quiet --nologo "$@"
done
ls -l artifacts/packages | awk 'NR > 1 { printf "%8.1f KB  %s\n", $5 / 1024, $9 }'
