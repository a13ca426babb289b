#!/usr/bin/env bash
# Predicts what the window of an AArch64 program costs on a core of a Raspberry Pi (YOLOGEN_CORE): see README.md.
# Usage: eng/a72/run.sh [--top N] [--per N] -- PROGRAM [ARG...]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
options=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do options+=("$1"); shift; done
[ $# -gt 1 ] || { echo "usage: eng/a72/run.sh [--top N] [--per N] -- PROGRAM [ARG...]" >&2; exit 2; }
shift
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
qemu-aarch64 -cpu "$emulated" -plugin "$plugin,out=$work/profile,$caches" "$@" > "$work/out" 2> "$work/err" || { cat "$work/err" >&2; exit 1; }
[ -s "$work/profile" ] || { echo "the program opened no window (eng/a72/README.md)" >&2; exit 1; }
python3 "$a72/estimate.py" --core "$core" --cpu "$scheduler" --llvm "$llvm" "$work/profile" ${options[@]+"${options[@]}"}
