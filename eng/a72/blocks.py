"""Blocks of instructions that profile.c counted, and what llvm-mca says each costs."""
import collections
import re
import subprocess

ATTRIBUTES = "+neon,+crc,+crypto,+lse,+dotprod,+fullfp16,+i8mm,+sve,+rcpc,+bf16,+pauth,+mte,+sb"
COVERED = 0.995  # share of the executed instructions that is costed; the rest takes the same time for each instruction
ITERATIONS = (20, 120)  # the difference leaves out the start of the pipeline


class Block:
    """A straight run of instructions: address, little-endian words as hexadecimal text, executions."""

    def __init__(self, address, code, count):
        self.address, self.code, self.count = address, code, count

    @property
    def length(self):
        return len(self.code) // 8

    @property
    def instructions(self):
        return self.count * self.length

    def word(self, i):
        return int.from_bytes(bytes.fromhex(self.code[8 * i:8 * i + 8]), "little")

    def words(self):
        return [self.code[i:i + 8] for i in range(0, len(self.code), 8)]

    def leaves(self):
        """The last instruction never falls through."""
        w = self.word(self.length - 1)
        return (w >> 26) in (5, 37) or (w & 0xFE000000) == 0xD6000000 or (w & 0xFF000000) == 0xD4000000

    def loops(self):
        """The last instruction is a conditional branch back to the first."""
        w, at = self.word(self.length - 1), self.address + 4 * (self.length - 1)
        if (w & 0xFF000010) == 0x54000000 or (w & 0x7E000000) == 0x34000000:
            offset, sign = (w >> 5) & 0x7FFFF, 0x40000
        elif (w & 0x7E000000) == 0x36000000:
            offset, sign = (w >> 5) & 0x3FFF, 0x2000
        else:
            return False
        return at + 4 * (offset - ((offset & sign) << 1)) == self.address


def merge(counted):
    """Joins neighbours that nearly always follow each other (pages, long blocks, branches that fall through); most executed first."""
    sums = collections.OrderedDict()
    for address, code, count in counted:
        sums[address, code] = sums.get((address, code), 0) + count
    blocks = [Block(a, c, n) for (a, c), n in sums.items()]
    starts = collections.defaultdict(list)
    for b in blocks:
        starts[b.address].append(b)
    for b in sorted(blocks, key=lambda b: b.address):
        while b.code and b.length <= 3000 and not b.leaves() and not b.loops():
            after = [x for x in starts.get(b.address + 4 * b.length, [])
                     if x is not b and x.code and not x.loops() and b.count > 1000 and abs(x.count - b.count) <= 0.02 * b.count]
            if len(after) != 1:
                break
            b.code += after[0].code
            after[0].code = ""
    return sorted((b for b in blocks if b.code), key=lambda b: -b.instructions)


def hot(blocks):
    """The blocks that cover nearly all executed instructions, and the share they cover."""
    total, covered, chosen = sum(b.instructions for b in blocks), 0, []
    for b in blocks:
        if covered >= COVERED * total:
            break
        chosen.append(b)
        covered += b.instructions
    return chosen, covered / total if total else 1


def disassemble(words, llvm):
    """Text of each instruction word; words that LLVM does not know become nop."""
    words = list(words)
    source = "\n".join("[" + " ".join("0x" + w[i:i + 2] for i in (0, 2, 4, 6)) + "]" for w in words)
    run = subprocess.run([f"llvm-mc-{llvm}", "-disassemble", "-triple=aarch64", "-mattr=" + ATTRIBUTES], input=source, capture_output=True, text=True)
    bad = {int(n) for n in re.findall(r"<stdin>:(\d+):\d+: (?:warning: invalid|error)", run.stderr)}
    known = [w for i, w in enumerate(words) if i + 1 not in bad]
    lines = [l.strip() for l in run.stdout.splitlines() if l.strip() and not l.strip().startswith(".text")]
    if len(lines) != len(known):
        raise SystemExit(f"a72: {len(known)} instructions disassembled to {len(lines)} lines")
    texts = dict.fromkeys(words, "nop")
    texts.update((w, re.sub(r"\s+", " ", t.split("//")[0].strip())) for w, t in zip(known, lines))
    return texts


def cycles(codes, cpu="cortex-a72", llvm="14"):
    """Cycles of one execution of each block of instructions, no cache line missing."""
    codes = sorted(set(codes))
    texts = disassemble({c[i:i + 8] for c in codes for i in range(0, len(c), 8)}, llvm)
    result, unknown = {}, set()
    for start in range(0, len(codes), 100):
        some = codes[start:start + 100]
        short, long = (_mca(some, texts, unknown, n, cpu, llvm) for n in ITERATIONS)
        result.update((c, (long[k] - short[k]) / (ITERATIONS[1] - ITERATIONS[0])) for k, c in enumerate(some))
    return result, texts


def _mca(codes, texts, unknown, iterations, cpu, llvm):
    while True:
        lines, at = [], {}
        for k, code in enumerate(codes):
            lines.append(f"# LLVM-MCA-BEGIN b{k}")
            for i in range(0, len(code), 8):
                word = code[i:i + 8]
                lines.append("nop" if word in unknown else texts[word])
                at[len(lines)] = word
            lines.append("# LLVM-MCA-END")
        run = subprocess.run(
            [f"llvm-mca-{llvm}", "-mtriple=aarch64", "-mcpu=" + cpu, "-mattr=" + ATTRIBUTES, f"-iterations={iterations}", "-instruction-info=0", "-resource-pressure=0"],
            input="\n".join(lines) + "\n", capture_output=True, text=True)
        new = {at[int(n)] for n in re.findall(r"<stdin>:(\d+):\d+: error", run.stderr) if int(n) in at} - unknown
        # Newer versions read an instruction that the core's model has not got, and stop there.
        for text in re.findall(r"unsupported instruction.*\n.*instruction:\s*(.*)", run.stderr):
            new |= {w for w in at.values() if texts[w] == " ".join(text.split())} - unknown
        if new:
            unknown |= new
            continue
        if run.returncode:
            raise SystemExit("a72: llvm-mca: " + run.stderr[:1000])
        return {int(m[1]): int(m[2]) for m in re.finditer(r"Code Region - b(\d+).*?Total Cycles:\s+(\d+)", run.stdout, re.S)}


def kind(text):
    """Class of an instruction, for the list of what was executed."""
    name = text.split()[0]
    vector = bool(re.search(r"\bv\d+\.|\b[qdsbh]\d+\b", text))
    for kind_, pattern in (("smull", r"[su]mull2?$"), ("smlal", r"[su]ml[as]l2?$"), ("dot", r"(us|s|u)dot$|smmla$"), ("fmla", r"f(mla|mls|mul|madd|mulx)$"),
                           ("mul", r"(mla|mul|mls|sqdmulh|sqrdmulh)$")):
        if vector and re.match(pattern, name):
            return kind_
    if name.startswith("prf"):
        return "prefetch"
    if name.startswith("ld"):
        return "load"
    if re.match(r"st(r|p|u|[1-4l]|x)", name):
        return "store"
    if re.match(r"(b$|b\.|bl$|blr$|br$|ret|cbz|cbnz|tbz|tbnz)", name):
        return "branch"
    return "other vector" if vector else "other"


def read_layers(path):
    """Layers of a profile: (number, blocks by part, (instructions, L1 misses, L2 misses) by core)."""
    layers, parts = [], {}
    with open(path, encoding="ascii") as file:
        for line in file:
            fields = line.split()
            if fields[0] == "PART":
                counted = parts.setdefault(int(fields[1]), [])
            elif fields[0] == "LAYER":
                layers.append((int(fields[1]), parts, [tuple(map(int, s.split())) for s in line.split("|")[1:]]))
                parts = {}
            else:
                counted.append((int(fields[0], 16), fields[3], int(fields[2])))
    return layers
