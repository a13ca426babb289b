#!/usr/bin/env bash
# Installs what is missing, builds everything and runs all tests; the last line sums up all suites.
# Usage: eng/test.sh [name...]   only the suites whose name contains one of the words
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
cd "$root"

dotnet build YoloGen.sln -c Release -v quiet --nologo

# The longest first; whatever is not named comes after them.
names=()
for project in tests/{YoloGen.Build,YoloGen.Compiler,YoloGen.Tool,YoloGen.Training,YoloGen.Samples,YoloGen.Generator,*}.Tests/*.Tests.csproj; do
  name="$(basename "$project" .csproj)"
  case " ${names[*]:-} " in *" $name "*) continue ;; esac
  wanted=$(($# == 0))
  for word in "$@"; do case "$name" in *"$word"*) wanted=1 ;; esac; done
  [ "$wanted" = 0 ] || names+=("$name")
done

logs="$(mktemp -d)"
trap 'rm -rf "$logs"' EXIT

# Runs a suite; its lines come together when it is done.
suite() {
  local status=0
  dotnet "tests/$1/bin/Release/net10.0/$1.dll" -noColor -noLogo -longRunning 120 >"$logs/$1" 2>&1 || status=$?
  echo "$status" >"$logs/$1.status"
  {
    flock 9
    say "== $1"
    grep -vE '^ +(Discovering|Discovered|Starting|Finished):' "$logs/$1" || true
  } 9>"$logs/lock"
}
export -f suite say
export logs

# Two at a time: most of what a suite waits for (builds, child processes) takes one processor. xargs and not &, whose jobs ignore Ctrl+C,
# which tests of the tool send.
[ "${#names[@]}" = 0 ] || printf '%s\n' "${names[@]}" | xargs -n 1 -P "$(($(nproc) > 1 ? 2 : 1))" bash -c 'suite "$1"' suite || true

passed=0 failed=0 skipped=0 broken=0
for name in ${names[@]+"${names[@]}"}; do
  status="$(cat "$logs/$name.status" 2>/dev/null || echo none)"
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
  if [ "$status" != 0 ] && [ "$bad" -eq 0 ] && [ "$errors" -eq 0 ]; then
    say "== $name ended with exit code $status"
    broken=$((broken + 1))
  fi
done

# Whoever sees the end of the output only shall see what failed.
for name in ${names[@]+"${names[@]}"}; do
  grep -hA 12 '\[FAIL\]' "$logs/$name" 2>/dev/null | head -n 40 || true
done

failed=$((failed + broken))
say "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
