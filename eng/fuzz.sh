#!/usr/bin/env bash
# Random networks and damaged inputs, for a time: whatever differs, crashes, hangs or is refused without a code is a failure.
# Exit code 1 if anything failed; each failure is printed with its seed and the line that shows it again.
# Usage: eng/fuzz.sh --minutes N [--seed S] [--only WHAT]
#        eng/fuzz.sh --only WHAT --seed S --count 1      one input again
#        eng/fuzz.sh --show S                            the random network of a seed, as text
# WHAT:  networks  random networks of all operators: against ONNX Runtime, before and after the passes, classes against the interpreter
#        onnx      damaged bytes of ONNX files        compile  ONNX models with damaged fields, the whole compilation
#        labels    YOLO, Pascal VOC, data.yaml        photos   JPEG, PNG, BMP, WebP, GIF with damaged headers
#        plans     damaged plans, run under guard pages where the reader accepts them
# Without --seed the time of day chooses one; docs/fuzzing.md tells more.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"

minutes="" seed="$(($(date +%s) % 1000000 * 1000))" only="" count="" show=""
usage() { sed -n '2,/^set/p' "${BASH_SOURCE[0]}" | grep '^#' | sed 's/^# \{0,1\}//'; }
while [ $# -gt 0 ]; do
  case "$1" in
    --help | -h) usage; exit 0 ;;
    --minutes | --seed | --only | --count | --show)
      [ $# -gt 1 ] || { echo "fuzz: $1 takes a value" >&2; exit 2; }
      declare "${1#--}=$2"; shift 2 ;;
    *) echo "fuzz: $1 is no option" >&2; usage >&2; exit 2 ;;
  esac
done
[ -n "$minutes$count$show" ] || { usage >&2; exit 2; }

project=tests/YoloGen.Fuzz.Tests
dotnet build "$project" -c Release -v quiet --nologo -nodeReuse:false
program="$project/bin/Release/net10.0/YoloGen.Fuzz.Tests.dll"
if [ -n "$show" ]; then exec dotnet "$program" show "$show"; fi

failed=0
position="$(mktemp)"
trap 'rm -f "$position"' EXIT

if [ "$only" != plans ]; then
  end=$(($(date +%s) + $(awk "BEGIN { print int(${minutes:-0} * 60) }")))
  next="$seed" left="$count"
  while :; do
    arguments=(fuzz --seed "$next" --position "$position")
    [ -z "$only" ] || arguments+=(--only "$only")
    [ -z "$left" ] || arguments+=(--count "$left")
    [ -z "$minutes" ] || arguments+=(--minutes "$(awk "BEGIN { print ($end - $(date +%s)) / 60 }")")
    : >"$position"
    status=0
    dotnet "$program" "${arguments[@]}" || status=$?
    [ "$status" -ne 2 ] || exit 2

    # The position file says over what the process was; at its end, that it came to it. It has no line end, which read takes for a failure.
    at="" stage=""
    read -r at stage <"$position" || true
    if [ "$stage" = done ]; then
      [ "$status" -eq 0 ] || failed=1
      break
    fi

    # The process died, or its watch ended it. Go on behind the input.
    failed=1
    [ -n "$at" ] || { echo "fuzz: ended with exit code $status before the first input" >&2; exit 1; }
    case "$stage" in network | emitted) what=networks ;; *) what="$stage" ;; esac
    echo "seed $at, $stage: the process ended with exit code $status"
    echo "    again: eng/fuzz.sh --only $what --seed $at --count 1"
    if [ -n "$count" ]; then
      left=$((seed + count - at - 1))
      [ "$left" -gt 0 ] || break
    else
      [ "$(date +%s)" -lt "$end" ] || break
    fi
    next=$((at + 1))
  done
fi

# The plans are in the compiler's tests: 200 of them take about 2 seconds.
if { [ -z "$only" ] && [ -z "$count" ]; } || [ "$only" = plans ]; then
  compiler=tests/YoloGen.Compiler.Tests
  dotnet build "$compiler" -c Release -v quiet --nologo -nodeReuse:false
  plans="${count:-$(awk "BEGIN { print int(${minutes:-1} * ($([ "$only" = plans ] && echo 60 || echo 12)) * 100) }")}"
  echo "$plans damaged plans from seed $seed"
  YOLOGEN_FUZZ_PLANS="$plans" YOLOGEN_FUZZ_SEED="$seed" dotnet "$compiler/bin/Release/net10.0/YoloGen.Compiler.Tests.dll" -noColor -noLogo \
    -class YoloGen.Compiler.Tests.PlanMutations.PlanMutationTests || { failed=1; echo "    again: eng/fuzz.sh --only plans --seed $seed --count $plans"; }
fi

exit "$failed"
