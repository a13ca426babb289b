# Sourced by run.sh and layers.sh: what core is meant, looks for the tools, builds the plugin, and lays out the Pi's view of /proc and /sys.
set -euo pipefail
a72="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$a72/../.." && pwd)"
. "$a72/cores.sh"
for program in qemu-aarch64 gcc aarch64-linux-gnu-gcc "llvm-mca-$llvm" "llvm-mc-$llvm" python3; do
  command -v "$program" >/dev/null || { echo "$program is missing: sudo apt-get install -y qemu-user llvm-$llvm gcc gcc-aarch64-linux-gnu python3" >&2; exit 2; }
done
cache="${XDG_CACHE_HOME:-$HOME/.cache}/yologen-a72"
mkdir -p "$cache"
plugin="$cache/libprofile.so"
[ "$plugin" -nt "$a72/profile.c" ] || gcc -O2 -shared -fPIC -Wall -o "$plugin" "$a72/profile.c"

# Programs that look their processor up (thread pools, kernels by core) find a Pi 4.
pi="$cache/pi4"
if [ ! -e "$pi/.done" ]; then
  rm -rf "$pi"
  cpus="$pi/sys/devices/system/cpu"
  mkdir -p "$pi/proc" "$cpus"
  ln -s /usr/aarch64-linux-gnu/lib "$pi/lib"
  for file in possible present online; do echo 0-3 > "$cpus/$file"; done
  for i in 0 1 2 3; do
    printf 'processor\t: %d\nFeatures\t: fp asimd evtstrm crc32 cpuid\nCPU implementer\t: 0x41\nCPU architecture: 8\nCPU variant\t: 0x0\nCPU part\t: 0xd08\nCPU revision\t: 3\n\n' "$i" >> "$pi/proc/cpuinfo"
    mkdir -p "$cpus/cpu$i/topology" "$cpus/cpu$i/cpufreq"
    echo "$i" > "$cpus/cpu$i/topology/core_id"
    echo 0 > "$cpus/cpu$i/topology/physical_package_id"
    echo 1500000 > "$cpus/cpu$i/cpufreq/cpuinfo_max_freq"
  done
  touch "$pi/.done"
fi
export QEMU_LD_PREFIX="$pi" DOTNET_gcServer=0 DOTNET_gcConcurrent=0 OMP_NUM_THREADS=1
