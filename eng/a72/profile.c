/* A QEMU plugin (API version 1) that profiles an AArch64 program for the cycle model in this folder: how often each block of instructions ran, and
 * what the data caches would have missed: for each core a first level, and one that they share; lines of 64 bytes, least recently used out, written
 * lines allocated, no prefetcher. Without arguments a Raspberry Pi 4: 32 KiB in 2 ways for each core, 1 MiB in 16 ways shared.
 *
 * The program says what is measured with harmless calls of close():
 *   close(0x59470001)         the window opens
 *   close(0x59470002)         the window closes
 *   close(0x59472000 + 2 q)   part q of a layer begins, on core q; odd: it ends
 *   close(0x59471000 + n)     layer n ends: the parts' missing lines meet in the shared cache
 * A window without layers is one layer with one part.
 *
 * Output, a line each: "PART q", then "address instructions count bytes" for each block; "LAYER n | instructions L1 L2 | ..." for each core.
 * Declarations follow QEMU's documented qemu-plugin.h, which Debian does not package. Usage:
 * qemu-aarch64 -plugin ./libprofile.so,out=FILE[,l1=KIB:WAYS][,l2=KIB:WAYS] ... */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

typedef uint64_t qemu_plugin_id_t;
typedef uint32_t qemu_plugin_meminfo_t;
typedef struct {
    const char *target_name;
    struct { int min, cur; } version;
    bool system_emulation;
    union { struct { int smp_vcpus, max_vcpus; } system; };
} qemu_info_t;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
enum qemu_plugin_cb_flags { QEMU_PLUGIN_CB_NO_REGS };
enum qemu_plugin_mem_rw { QEMU_PLUGIN_MEM_R = 1, QEMU_PLUGIN_MEM_W, QEMU_PLUGIN_MEM_RW };
enum qemu_plugin_op { QEMU_PLUGIN_INLINE_ADD_U64 };
typedef void (*tb_trans_cb)(qemu_plugin_id_t, struct qemu_plugin_tb *);
typedef void (*udata_cb)(qemu_plugin_id_t, void *);
typedef void (*mem_cb)(unsigned, qemu_plugin_meminfo_t, uint64_t, void *);
typedef void (*syscall_cb)(qemu_plugin_id_t, unsigned, int64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t);
void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t, tb_trans_cb);
void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb *, enum qemu_plugin_op, void *, uint64_t);
void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *, mem_cb, enum qemu_plugin_cb_flags, enum qemu_plugin_mem_rw, void *);
void qemu_plugin_register_vcpu_syscall_cb(qemu_plugin_id_t, syscall_cb);
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t, udata_cb, void *);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *, size_t);
const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *);
unsigned qemu_plugin_mem_size_shift(qemu_plugin_meminfo_t);
EXPORT int qemu_plugin_version = 1;

enum { CORES = 4, MOST_L1_LINES = 1024, MOST_L2_LINES = 65536, TABLE = 65536, MOST_INSTRUCTIONS = 4096, CLOSE = 57 };

/* Blocks: one record for each address and content. */
typedef struct block {
    uint64_t count, address, hash;
    uint32_t length, *code;
    struct block *next;
} block;

static block *table[TABLE];
static pthread_mutex_t table_lock = PTHREAD_MUTEX_INITIALIZER;
static FILE *output;

/* Caches: lines by set, most recent first. What misses the first level waits until the layer's parts are all known. */
static uint64_t l1[CORES][MOST_L1_LINES], l2[MOST_L2_LINES];
static int l1_sets = 256, l1_ways = 2, l2_sets = 1024, l2_ways = 16;
static struct { uint64_t *lines; size_t count, capacity; uint64_t instructions; } missed[CORES];
static uint64_t last_line = UINT64_MAX;
static int core;
static bool open_window, layers_seen;

/* Puts a line first in its set; true if it was not there. */
static bool missing(uint64_t *set, int ways, uint64_t line) {
    int i = 0;
    while (i < ways - 1 && set[i] != line) i++;
    bool miss = set[i] != line;
    memmove(set + 1, set, i * sizeof *set);
    set[0] = line;
    return miss;
}

static bool touch_l2(uint64_t line) { return missing(l2 + line % l2_sets * l2_ways, l2_ways, line); }

static void touch(uint64_t line) {
    if (line == last_line) return;
    last_line = line;
    uint64_t *set = l1[core] + line % l1_sets * l1_ways;
    if (set[0] == line || !missing(set, l1_ways, line)) return;
    if (missed[core].count == missed[core].capacity) {
        missed[core].capacity = missed[core].capacity ? 2 * missed[core].capacity : 1 << 16;
        missed[core].lines = realloc(missed[core].lines, missed[core].capacity * sizeof *missed[core].lines);
    }
    missed[core].lines[missed[core].count++] = line;
}

static void on_memory(unsigned cpu, qemu_plugin_meminfo_t info, uint64_t address, void *data) {
    if (!open_window) return;
    uint64_t first = address >> 6, last = (address + (1u << qemu_plugin_mem_size_shift(info)) - 1) >> 6;
    touch(first);
    if (last != first) touch(last);
}

static void on_translate(qemu_plugin_id_t id, struct qemu_plugin_tb *tb) {
    uint32_t code[MOST_INSTRUCTIONS], length = qemu_plugin_tb_n_insns(tb);
    uint64_t address = qemu_plugin_tb_vaddr(tb), hash = 1469598103934665603u;
    if (length > MOST_INSTRUCTIONS) length = MOST_INSTRUCTIONS;
    for (uint32_t i = 0; i < length; i++) {
        struct qemu_plugin_insn *instruction = qemu_plugin_tb_get_insn(tb, i);
        memcpy(&code[i], qemu_plugin_insn_data(instruction), 4);
        hash = (hash ^ code[i]) * 1099511628211u;
        qemu_plugin_register_vcpu_mem_cb(instruction, on_memory, QEMU_PLUGIN_CB_NO_REGS, QEMU_PLUGIN_MEM_RW, NULL);
    }
    pthread_mutex_lock(&table_lock);
    block **slot = &table[(address >> 2) % TABLE], *b = *slot;
    while (b && !(b->address == address && b->length == length && b->hash == hash)) b = b->next;
    if (!b) {
        b = calloc(1, sizeof *b);
        b->address = address, b->hash = hash, b->length = length, b->next = *slot;
        b->code = memcpy(malloc(4 * length), code, 4 * length);
        *slot = b;
    }
    pthread_mutex_unlock(&table_lock);
    qemu_plugin_register_vcpu_tb_exec_inline(tb, QEMU_PLUGIN_INLINE_ADD_U64, &b->count, 1);
}

static void clear_counts(void) {
    for (int i = 0; i < TABLE; i++)
        for (block *b = table[i]; b; b = b->next) b->count = 0;
}

static void end_part(int part) {
    uint64_t total = 0;
    fprintf(output, "PART %d\n", part);
    for (int i = 0; i < TABLE; i++)
        for (block *b = table[i]; b; b = b->next) {
            if (!b->count) continue;
            total += b->count * b->length;
            fprintf(output, "%llx %u %llu ", (unsigned long long)b->address, b->length, (unsigned long long)b->count);
            for (uint32_t k = 0; k < b->length; k++) fprintf(output, "%08x", __builtin_bswap32(b->code[k]));
            fputc('\n', output);
            b->count = 0;
        }
    missed[part].instructions = total;
}

/* The cores run beside each other: their missing lines reach the shared cache in proportion to how far each part is. */
static void end_layer(int layer) {
    uint64_t l2_misses[CORES] = {0};
    size_t at[CORES] = {0};
    for (;;) {
        int next = -1;
        double least = 2;
        for (int q = 0; q < CORES; q++) {
            double progress = at[q] < missed[q].count ? (double)at[q] / missed[q].count : 2;
            if (progress < least) least = progress, next = q;
        }
        if (next < 0) break;
        l2_misses[next] += touch_l2(missed[next].lines[at[next]++]);
    }
    fprintf(output, "LAYER %d", layer);
    for (int q = 0; q < CORES; q++) {
        fprintf(output, " | %llu %zu %llu", (unsigned long long)missed[q].instructions, missed[q].count, (unsigned long long)l2_misses[q]);
        missed[q].count = missed[q].instructions = 0;
    }
    fputc('\n', output);
    clear_counts();
}

static void close_window(void) {
    if (!layers_seen) end_part(0), end_layer(0);
    open_window = false;
    fflush(output);
}

static void on_syscall(qemu_plugin_id_t id, unsigned cpu, int64_t number, uint64_t first, uint64_t b, uint64_t c, uint64_t d, uint64_t e, uint64_t f, uint64_t g, uint64_t h) {
    uint32_t marker = first;
    if (number != CLOSE) return;
    if (marker == 0x59470001u) {
        clear_counts();
        missed[0].count = 0;
        core = 0, open_window = true, layers_seen = false;
    } else if (marker == 0x59470002u && open_window) {
        close_window();
    } else if (open_window && marker >= 0x59472000u && marker < 0x59472000u + 2 * CORES) {
        int part = (marker - 0x59472000u) / 2;
        layers_seen = true;
        if (marker & 1) end_part(part);
        else clear_counts(), core = part, last_line = UINT64_MAX;
    } else if (open_window && marker >= 0x59471000u && marker < 0x59472000u) {
        end_layer(marker - 0x59471000u);
    }
}

EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc, char **argv) {
    const char *path = "profile.txt";
    for (int i = 0; i < argc; i++) {
        int kib, ways;
        if (!strncmp(argv[i], "out=", 4)) path = argv[i] + 4;
        else if (sscanf(argv[i], "l1=%d:%d", &kib, &ways) == 2 && kib * 16 <= MOST_L1_LINES) l1_ways = ways, l1_sets = kib * 16 / ways;
        else if (sscanf(argv[i], "l2=%d:%d", &kib, &ways) == 2 && kib * 16 <= MOST_L2_LINES) l2_ways = ways, l2_sets = kib * 16 / ways;
        else return 1;
    }
    output = fopen(path, "w");
    if (!output) return 1;
    memset(l1, 255, sizeof l1);
    memset(l2, 255, sizeof l2);
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translate);
    qemu_plugin_register_vcpu_syscall_cb(id, on_syscall);
    return 0;
}
