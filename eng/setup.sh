#!/usr/bin/env bash
# Installs what YoloGen needs on Debian or Ubuntu; sourced by demo.sh and test.sh. Safe to run again: it installs only what is missing.
# Without root it prints the exact commands to run instead, and stops.
set -euo pipefail

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
[ -d "$HOME/.dotnet" ] && export PATH="$PATH:$HOME/.dotnet"

say() { printf '%s\n' "$*"; }

have_sdk() { command -v dotnet >/dev/null 2>&1 && dotnet --list-sdks 2>/dev/null | grep -q '^10\.0\.'; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; elif sudo -n true 2>/dev/null; then sudo "$@"; else return 1; fi
}

can_be_root() { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }

missing_packages() {
  local missing=()
  command -v clang >/dev/null || missing+=(clang)
  command -v aarch64-linux-gnu-gcc >/dev/null || missing+=(gcc-aarch64-linux-gnu)
  command -v qemu-aarch64 >/dev/null || missing+=(qemu-user)
  [ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
  # Names on photos and plots.
  [ -n "$(find /usr/share/fonts "$HOME/.fonts" "$HOME/.local/share/fonts" -name '*.[to]tf' -print -quit 2>/dev/null)" ] || missing+=(fonts-dejavu-core)
  have_sdk || command -v curl >/dev/null || missing+=(curl ca-certificates)
  printf '%s ' ${missing[@]+"${missing[@]}"}
}

install_packages() {
  local missing; missing="$(missing_packages)"
  [ -z "${missing// /}" ] && return 0
  if ! command -v apt-get >/dev/null; then
    say "YG0601: these are missing: $missing— and this system has no apt-get. Install them with its package manager and run this again."
    exit 1
  fi
  if ! can_be_root; then
    say "YG0601: these packages are missing, and installing them needs root. Run:"
    say "    sudo apt-get update && sudo apt-get install -y $missing"
    say "and then this script again."
    exit 1
  fi
  say "Installing: $missing"
  as_root apt-get update -qq
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
}

install_sdk() {
  have_sdk && return 0
  if can_be_root && command -v apt-cache >/dev/null && apt-cache show dotnet-sdk-10.0 >/dev/null 2>&1; then
    say "Installing the .NET 10 SDK (dotnet-sdk-10.0)"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq dotnet-sdk-10.0 >/dev/null && have_sdk && return 0
  fi
  say "Installing the .NET 10 SDK into $HOME/.dotnet with Microsoft's script"
  local script; script="$(mktemp)"
  if ! curl -fsSL https://dot.net/v1/dotnet-install.sh -o "$script"; then
    say "YG0602: the .NET 10 SDK is missing and Microsoft's install script cannot be downloaded."
    say "Install the SDK from https://dotnet.microsoft.com/download/dotnet/10.0 and run this again."
    exit 1
  fi
  bash "$script" --channel 10.0 --install-dir "$HOME/.dotnet"
  rm -f "$script"
  export DOTNET_ROOT="$HOME/.dotnet" PATH="$HOME/.dotnet:$PATH"
  have_sdk || { say "YG0602: the .NET 10 SDK could not be installed; see the lines above."; exit 1; }
}

if [ "$(uname -s)" != Linux ]; then
  say "YG0603: building for the Pi needs Linux: .NET cannot cross-compile NativeAOT to it from $(uname -s)."
  say "Use WSL or a container (docker run --rm -it -v \"\$PWD:/src\" -w /src debian:12 ./eng/demo.sh), or publish self-contained without NativeAOT:"
  say "    dotnet publish -r linux-arm64 --self-contained -p:PublishAot=false"
  exit 1
fi
install_packages
install_sdk

# nuget.config takes every package from the source named nuget.org. Where none has that name, the user's own configuration decides; the lock files hold packages to their hashes.
if [ -f "$HOME/.nuget/NuGet/NuGet.Config" ] && ! (cd "$root" && dotnet nuget list source) | grep -q ' nuget\.org \['; then
  export RestoreConfigFile="$HOME/.nuget/NuGet/NuGet.Config"
fi
