// Measures the elementary functions: the largest error in units of the last place over 70 million floats and 10 million
// doubles of all sizes, and nanoseconds for a number. Beside those of floats stand SLEEF and glibc's libmvec where the
// compiler is told of them. Prints a table; docs/decisions/0012-elementary-functions.md quotes it.
// scripts/checks/elementary-functions builds it.
//
// The exact values are those of the C library in long double, which has 11 bits more than a double.
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "elementary.h"
#include "processor.h"

#ifdef WITH_OTHERS
#include <immintrin.h>
#include <sleef.h>
__m512 _ZGVeN16v_expf(__m512), _ZGVeN16v_expm1f(__m512), _ZGVeN16v_logf(__m512), _ZGVeN16v_tanhf(__m512);
__m128 _ZGVbN4v_expf(__m128), _ZGVbN4v_expm1f(__m128), _ZGVbN4v_logf(__m128), _ZGVbN4v_tanhf(__m128);
#endif

enum { block = 4096 };

// Errors at results below the normal numbers are listed apart: there some libraries return 0.
typedef struct {
    double normal, tiny;
} Errors;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

#define SCALAR float
#define SUFFIX float
#define WORD uint32_t
#define NUMBERS (0x100000000 / 61)
#define STRIDE 61u
#define FRACTION 23
#define LAST_PLACE -149
#define LARGEST FLT_MAX
#define SMALLEST FLT_MIN
#include "elementary_template.h"
#undef SCALAR
#undef SUFFIX
#undef WORD
#undef NUMBERS
#undef STRIDE
#undef FRACTION
#undef LAST_PLACE
#undef LARGEST
#undef SMALLEST

#define SCALAR double
#define SUFFIX double
#define WORD uint64_t
#define NUMBERS 10000000
#define STRIDE 1844674407371u // 2⁶⁴ by NUMBERS, and odd
#define FRACTION 52
#define LAST_PLACE -1074
#define LARGEST DBL_MAX
#define SMALLEST DBL_MIN
#include "elementary_template.h"

#ifdef WITH_OTHERS
#define WIDE(name, function)                                                                                  \
    static void name(const float *x, float *y) {                                                             \
        for (int i = 0; i < block; i += 16) _mm512_storeu_ps(y + i, function(_mm512_loadu_ps(x + i)));        \
    }
#define NARROW(name, function)                                                                                \
    static void name(const float *x, float *y) {                                                              \
        for (int i = 0; i < block; i += 4) _mm_storeu_ps(y + i, function(_mm_loadu_ps(x + i)));               \
    }
WIDE(sleef_exp, Sleef_expf16_u10avx512f)
WIDE(sleef_expm1, Sleef_expm1f16_u10avx512f)
WIDE(sleef_log, Sleef_logf16_u10avx512f)
WIDE(sleef_tanh, Sleef_tanhf16_u10avx512f)
WIDE(cinz_exp, Sleef_cinz_expf16_u10avx512fnofma)
WIDE(cinz_expm1, Sleef_cinz_expm1f16_u10avx512fnofma)
WIDE(cinz_log, Sleef_cinz_logf16_u10avx512fnofma)
WIDE(cinz_tanh, Sleef_cinz_tanhf16_u10avx512fnofma)
WIDE(mvec_exp, _ZGVeN16v_expf)
WIDE(mvec_expm1, _ZGVeN16v_expm1f)
WIDE(mvec_log, _ZGVeN16v_logf)
WIDE(mvec_tanh, _ZGVeN16v_tanhf)
NARROW(sse_sleef_exp, Sleef_expf4_u10sse2)
NARROW(sse_sleef_expm1, Sleef_expm1f4_u10sse2)
NARROW(sse_sleef_log, Sleef_logf4_u10sse2)
NARROW(sse_sleef_tanh, Sleef_tanhf4_u10sse2)
NARROW(sse_cinz_exp, Sleef_cinz_expf4_u10sse2)
NARROW(sse_cinz_expm1, Sleef_cinz_expm1f4_u10sse2)
NARROW(sse_cinz_log, Sleef_cinz_logf4_u10sse2)
NARROW(sse_cinz_tanh, Sleef_cinz_tanhf4_u10sse2)
NARROW(sse_mvec_exp, _ZGVbN4v_expf)
NARROW(sse_mvec_expm1, _ZGVbN4v_expm1f)
NARROW(sse_mvec_log, _ZGVbN4v_logf)
NARROW(sse_mvec_tanh, _ZGVbN4v_tanhf)
#endif

#ifdef WITH_OTHERS
static long different_bits(Loop_float a, Loop_float b) {
    static float x[block], y[block], z[block];
    long different = 0;
    uint32_t bits = 0;
    for (long done = 0; done < 0x100000000 / 61; done += block) {
        next_block_float(&bits, x);
        a(x, y);
        b(x, z);
        for (int i = 0; i < block; i++)
            different += bits_of_float(y[i]) != bits_of_float(z[i]) && !(y[i] != y[i] && z[i] != z[i]);
    }
    return different;
}
#endif

int main(void) {
    printf("%-14s %8s %12s %10s %14s\n", "", "ulps", "ulps, tiny", "ns", "bits differ");
#ifdef WITH_OTHERS
#define OTHER(name, loop, narrow, function)                                                                   \
    row_float(name, loop, function##l);                                                                       \
    printf(" %14ld\n", different_bits(loop, narrow));
#define OTHERS(function)                                                                                      \
    OTHER("  SLEEF", sleef_##function, sse_sleef_##function, function)                                        \
    OTHER("  SLEEF cinz", cinz_##function, sse_cinz_##function, function)                                     \
    OTHER("  libmvec", mvec_##function, sse_mvec_##function, function)
#else
#define OTHERS(function)
#endif
#define ROWS(function)                                                                                        \
    row_float(#function, our_##function##_float, function##l);                                                \
    printf("\n");                                                                                             \
    OTHERS(function)                                                                                          \
    row_double("  of doubles", our_##function##_double, function##l);                                         \
    printf("\n");
    ROWS(exp)
    ROWS(expm1)
    ROWS(log)
    ROWS(tanh)
    return 0;
}
