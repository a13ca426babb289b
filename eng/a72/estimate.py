#!/usr/bin/env python3
"""estimate.py PROFILE [--top N] [--per N] [--core NAME] [--cpu NAME] [--llvm N]: cycles of a profile (profile.c) on one core, and of each of its layers.
   --layers ONE FOUR TABLE: profiles of a class run in one part and in four; writes a row for each layer. A model's prediction."""
import argparse
import collections

import blocks

Core = collections.namedtuple("Core", "hertz alone shared")
CORES = {
    # Cycles of a first-level and of a second-level miss: on one core fitted to 19 networks that ncnn published for a Pi 4 with one thread,
    # of all four cores together to 13 networks published with one and with four threads.
    "cortex-a72": Core(1.5e9, (10.8, 6.5), (5.4, 10.5)),
    # Not fitted: the A72's by published latencies, and by how fast a Pi 5's memory and a Pi 3's are.
    "cortex-a76": Core(2.4e9, (6, 8), (3, 10)),
    "cortex-a53": Core(1.4e9, (12, 25), (6, 30)),
}


def estimate(cycles, misses, penalties):
    return cycles + penalties[0] * misses[0] + penalties[1] * misses[1]


def costed(layers, cpu, llvm):
    """Adds cycles to each layer's first part; returns (number, cycles, hot blocks, caches) and the costs of blocks."""
    hots = [blocks.hot(blocks.merge(parts.get(0, []))) for _, parts, _ in layers]
    cost, texts = blocks.cycles([b.code for chosen, _ in hots for b in chosen], cpu, llvm)
    rows = [(number, sum(cost[b.code] * b.count for b in chosen) / covered, chosen, caches)
            for (number, _, caches), (chosen, covered) in zip(layers, hots)]
    return rows, cost, texts


def whole(arguments):
    layers = blocks.read_layers(arguments.profile)
    rows, cost, texts = costed(layers, arguments.cpu, arguments.llvm)
    per = arguments.per
    cycles = sum(r[1] for r in rows) / per
    misses = [sum(r[3][0][i] for r in rows) / per for i in (1, 2)]
    instructions = sum(r[3][0][0] for r in rows) / per
    kinds = collections.Counter()
    for _, _, chosen, _ in rows:
        for b in chosen:
            for w in b.words():
                kinds[blocks.kind(texts[w])] += b.count / per
    core = CORES[arguments.core]
    total = estimate(cycles, misses, core.alone)
    print(f"{instructions / 1e6:.1f} M instructions, {cycles / 1e6:.1f} M cycles without misses (IPC {instructions / cycles:.2f}), L1 misses {misses[0] / 1e6:.2f} M, L2 misses {misses[1] / 1e6:.2f} M")
    print("  " + "  ".join(f"{k} {v / 1e6:.1f} M" for k, v in kinds.most_common()))
    print(f"estimate {total / 1e6:.1f} M cycles = {total / core.hertz * 1e3:.1f} ms at {core.hertz / 1e9} GHz, one core (a model's prediction)")
    every = [(cost[b.code] * b.count / per, b) for _, _, chosen, _ in rows for b in chosen]
    for spent, b in sorted(every, key=lambda r: -r[0])[:arguments.top]:
        mix = collections.Counter(blocks.kind(texts[w]) for w in b.words())
        print(f"  {spent / cycles:6.1%}  {b.address:x}  {b.length} instructions x {b.count}  {cost[b.code]:.1f} cycles  {dict(mix)}")


def table(arguments):
    one, four, path = arguments.layers
    rows, _, _ = costed(blocks.read_layers(one), arguments.cpu, arguments.llvm)
    apart = blocks.read_layers(four)
    sums, core = [0.0, 0.0], CORES[arguments.core]
    with open(path, "w", encoding="ascii", newline="\n") as file:
        file.write("layer\tkind\tcycles\tl1\tl2\tfour\n")
        for (number, cycles, _, caches), (_, _, cores) in zip(rows, apart):
            instructions, l1, l2 = caches[0]
            slowest = max(c[0] for c in cores) / max(1, instructions) * cycles
            parallel = estimate(slowest, [sum(c[i] for c in cores) for i in (1, 2)], core.shared)
            sums[0] += estimate(cycles, (l1, l2), core.alone)
            sums[1] += parallel
            file.write(f"{number}\t{arguments.kinds[number] if arguments.kinds else '-'}\t{cycles:.0f}\t{l1}\t{l2}\t{parallel:.0f}\n")
    print(f"{len(rows)} layers: {sums[0] / core.hertz * 1e3:.1f} ms on one core, {sums[1] / core.hertz * 1e3:.1f} ms on four (a model's prediction)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("profile", nargs="?")
    parser.add_argument("--top", type=int, default=0)
    parser.add_argument("--per", type=int, default=1)
    parser.add_argument("--core", default="cortex-a72", choices=CORES)
    parser.add_argument("--cpu", default="cortex-a72")
    parser.add_argument("--llvm", default="14")
    parser.add_argument("--layers", nargs=3)
    parser.add_argument("--kinds", type=lambda text: text.split(","), default=[])
    given = parser.parse_args()
    table(given) if given.layers else whole(given)
