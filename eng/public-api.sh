#!/usr/bin/env bash
# Writes the public members of each listed library into its PublicAPI.Unshipped.txt; review the difference and check it in.
# What an earlier release had and is gone comes out as a line *REMOVED*. Usage: eng/public-api.sh [name...], such as Emit
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

symbols() { sed -nE "s/^.*(error|warning) $1: Symbol '(.*)' is (not part of the declared public API|part of the declared API, but).*$/\2/p" | LC_ALL=C sort -u; }

for list in src/*/PublicAPI.Unshipped.txt; do
  project="$(dirname "$list")"
  if [ $# -gt 0 ]; then
    case " $* " in *" ${project#src/YoloGen.} "*) ;; *) continue ;; esac
  fi
  echo '#nullable enable' > "$list"
  # The library alone: what it builds on has to be in order already.
  dotnet build "$project" -c Release -v quiet --nologo -p:TreatWarningsAsErrors=false >/dev/null
  found="$(dotnet build "$project" -c Release -v quiet --nologo -p:TreatWarningsAsErrors=false -p:BuildProjectReferences=false -t:Rebuild)"
  symbols RS0016 <<<"$found" >> "$list"
  symbols RS0017 <<<"$found" | sed 's/^/*REMOVED*/' >> "$list"
  echo "$list: $(($(wc -l < "$list") - 1)) members"
done
