#include <string.h>

#include "kernels.h"

#if defined(__x86_64__)
#include <cpuid.h>

enum { sse_and_avx_state = 0x6, avx512_state = 0xe6 };

// Which registers the operating system saves when it changes threads.
static uint32_t saved_state(void) {
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

static int has(uint32_t word, uint32_t bits) { return (word & bits) == bits; }

static uint32_t instruction_sets(void) {
    uint32_t a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !has(c, bit_OSXSAVE | bit_AVX)) return 0;
    const uint32_t saved = saved_state();
    if (!has(saved, sse_and_avx_state)) return 0;
    uint32_t sets = KernelAVX;
    const int has_fma = has(c, bit_FMA);
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !has(b, bit_AVX2) || !has_fma) return sets;
    sets |= KernelAVX2;
    // What a Skylake server has: foundation, and the instructions on words, doublewords, and short registers.
    if (!has(saved, avx512_state) || !has(b, bit_AVX512F | bit_AVX512DQ | bit_AVX512CD | bit_AVX512BW | bit_AVX512VL))
        return sets;
    sets |= KernelAVX512;
    if (__get_cpuid_count(7, 1, &a, &b, &c, &d) && has(a, 1u << 5)) sets |= KernelBFloat16;
    return sets;
}

// Twelve letters in three registers, sixteen in four.
static void put(char *text, uint32_t first, uint32_t second, uint32_t third) {
    memcpy(text, &first, 4);
    memcpy(text + 4, &second, 4);
    memcpy(text + 8, &third, 4);
}

KernelProcessor kernel_processor(void) {
    KernelProcessor processor = {.instruction_sets = instruction_sets()};
    uint32_t a, b, c, d;
    if (__get_cpuid(0, &a, &b, &c, &d)) put(processor.vendor, b, d, c);
    if (__get_cpuid(1, &a, &b, &c, &d)) {
        const uint32_t family = a >> 8 & 0xf, model = a >> 4 & 0xf;
        processor.family = (int32_t)(family == 0xf ? family + (a >> 20 & 0xff) : family);
        processor.model = (int32_t)(family == 0xf || family == 6 ? model | (a >> 12 & 0xf0) : model);
    }
    for (uint32_t part = 0; part < 3; part++) {
        if (!__get_cpuid(0x80000002 + part, &a, &b, &c, &d)) break;
        put(processor.name + 16 * part, a, b, c);
        memcpy(processor.name + 16 * part + 12, &d, 4);
    }
    return processor;
}
#else
KernelProcessor kernel_processor(void) { return (KernelProcessor){.family = 0}; }
#endif
