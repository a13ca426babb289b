# Sourced by common.sh: what is known of the core that YOLOGEN_CORE names (cortex-a72 without).
# emulated: qemu's processor; isa: kernels; scheduler, llvm: whose word on instructions; caches: of profile.c; the rest is in estimate.py.
core="${YOLOGEN_CORE:-cortex-a72}"
case "$core" in
  cortex-a53) emulated=cortex-a53 isa=neon scheduler=cortex-a53 llvm=16 caches=l1=32:4,l2=512:16 ;;
  cortex-a72) emulated=cortex-a72 isa=neon scheduler=cortex-a72 llvm=14 caches=l1=32:2,l2=1024:16 ;;
  # LLVM has no model of the A76; the Neoverse N1 is the same core for servers. Its private 512 KiB between the two levels are left out.
  cortex-a76) emulated=cortex-a76 isa=dot scheduler=neoverse-n1 llvm=16 caches=l1=64:4,l2=2048:16 ;;
  *) echo "YOLOGEN_CORE=$core is not known: cortex-a53, cortex-a72 or cortex-a76" >&2; exit 2 ;;
esac
