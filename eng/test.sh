#!/usr/bin/env bash
# Installs what is missing, builds everything and runs all tests; the last line sums up all suites.
# Usage: eng/test.sh [name...]   only the suites whose name contains one of the words
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
cd "$root"

dotnet build YoloGen.sln -c Release -v quiet --nologo

passed=0 failed=0 skipped=0 broken=0 suites=0
logs="$(mktemp -d)"
trap 'rm -rf "$logs"' EXIT
for project in tests/*.Tests/*.Tests.csproj; do
  name="$(basename "$project" .csproj)"
  if [ $# -gt 0 ]; then
    wanted=0
    for word in "$@"; do case "$name" in *"$word"*) wanted=1 ;; esac; done
    [ "$wanted" = 1 ] || continue
  fi
  say "== $name"
  suites=$((suites + 1))
  set +e
  dotnet "tests/$name/bin/Release/net10.0/$name.dll" -noColor -noLogo -longRunning 120 2>&1 | tee "$logs/$name" | grep -vE '^ +(Discovering|Discovered|Starting|Finished):'
  status="${PIPESTATUS[0]}"
  set -e
  line="$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$logs/$name" | tail -n 1 || true)"
  if [ -z "$line" ]; then
    say "== $name did not finish (exit code $status)"
    broken=$((broken + 1))
    continue
  fi
  number() { sed -E "s/.*$1: ([0-9]+).*/\1/" <<<"$line"; }
  total="$(number Total)"; errors="$(number Errors)"; bad="$(number Failed)"; skip="$(number Skipped)"
  passed=$((passed + total - bad - skip))
  failed=$((failed + bad + errors))
  skipped=$((skipped + skip))
  if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ] && [ "$errors" -eq 0 ]; then
    say "== $name ended with exit code $status"
    broken=$((broken + 1))
  fi
done

failed=$((failed + broken))
say "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ] && [ "$suites" -gt 0 ]
