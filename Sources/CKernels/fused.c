#include "kernels.h"
#include "processor.h"

// What bounds a matrix product: a loop of independent fused multiply-adds, whose operands stay in registers. Each of
// `chains` vectors waits for itself alone; there are enough of them to hide how long one takes.
#define FUSED_LOOP(name, attribute, Scalar, bytes, chains, step)                                              \
    attribute static size_t name(size_t repeats) {                                                            \
        typedef Scalar Vector __attribute__((vector_size(bytes)));                                            \
        Vector sum[chains], x = (Vector){} + (Scalar)0.999, y = (Vector){} + (Scalar)0.001;                   \
        for (int j = 0; j < chains; j++) sum[j] = x * (Scalar)j;                                              \
        for (size_t i = 0; i < repeats; i++) {                                                                \
            _Pragma("clang loop unroll(full)") for (int j = 0; j < chains; j++) sum[j] = step;                \
            __asm__ volatile("" ::: "memory"); /* the loop is kept as it is written */                        \
        }                                                                                                     \
        Vector total = sum[0];                                                                                \
        for (int j = 1; j < chains; j++) total += sum[j];                                                     \
        volatile Scalar kept = total[0];                                                                      \
        (void)kept;                                                                                           \
        return repeats * chains * (bytes / sizeof(Scalar)) * 2;                                               \
    }

#define FUSED __builtin_elementwise_fma(sum[j], x, y)
#if X86_LEVELS
#define LEVEL(level) __attribute__((target("arch=x86-64-" level), min_vector_width(512)))
#define FUSED_LOOPS(Scalar)                                                                                   \
    FUSED_LOOP(fused_v4_##Scalar, LEVEL("v4"), Scalar, 64, 16, FUSED)                                         \
    FUSED_LOOP(fused_v3_##Scalar, LEVEL("v3"), Scalar, 32, 12, FUSED)                                         \
    FUSED_LOOP(fused_plain_##Scalar, , Scalar, 16, 12, sum[j] * x + y)                                        \
    size_t kernel_fused_##Scalar(size_t repeats) {                                                            \
        if (__builtin_cpu_supports("x86-64-v4")) return fused_v4_##Scalar(repeats);                           \
        if (__builtin_cpu_supports("x86-64-v3")) return fused_v3_##Scalar(repeats);                           \
        return fused_plain_##Scalar(repeats);                                                                 \
    }
#else
#define FUSED_LOOPS(Scalar)                                                                                   \
    FUSED_LOOP(fused_plain_##Scalar, , Scalar, 16, 12, sum[j] * x + y)                                        \
    size_t kernel_fused_##Scalar(size_t repeats) { return fused_plain_##Scalar(repeats); }
#endif
FUSED_LOOPS(float)
FUSED_LOOPS(double)
