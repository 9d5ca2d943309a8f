// Measures the elementary functions of floats: the largest error in units of the last place over every 61st float, and
// nanoseconds for a number. Beside ours stand SLEEF and glibc's libmvec where the compiler is told of them. Prints a
// table; docs/decisions/0012-elementary-functions.md quotes it. scripts/checks/elementary-functions builds it.
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "float_math.h"
#include "processor.h"

#ifdef WITH_OTHERS
#include <immintrin.h>
#include <sleef.h>
__m512 _ZGVeN16v_expf(__m512), _ZGVeN16v_expm1f(__m512), _ZGVeN16v_logf(__m512), _ZGVeN16v_tanhf(__m512);
__m128 _ZGVbN4v_expf(__m128), _ZGVbN4v_expm1f(__m128), _ZGVbN4v_logf(__m128), _ZGVbN4v_tanhf(__m128);
#endif

enum { block = 4096 };
typedef void (*Loop)(const float *x, float *y);

#define OURS(name, function)                                                                                  \
    CLONED static void name(const float *x, float *y) {                                                       \
        _Pragma("clang loop vectorize(assume_safety)") for (int i = 0; i < block; i++) y[i] = function(x[i]); \
    }
OURS(our_exp, vector_exp)
OURS(our_expm1, vector_expm1)
OURS(our_log, vector_log)
OURS(our_tanh, vector_tanh)

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

static float *next_block(uint32_t *bits, float *x) {
    for (int i = 0; i < block; i++, *bits += 61) x[i] = float_from_bits(*bits);
    return x;
}

// How far y is from the exact value, in units of the last place of a float of its size.
static double error_in_ulps(float y, double exact) {
    if (exact != exact || fabs(exact) > FLT_MAX) return 0;
    int exponent;
    frexp(exact, &exponent);
    return fabs((double)y - exact) / ldexp(1, exponent - 24 < -149 ? -149 : exponent - 24);
}

// Errors at results below the normal numbers are listed apart: there some libraries return 0.
typedef struct {
    double normal, tiny, tiny_result;
} Errors;

static Errors worst_errors(Loop loop, double (*exact)(double)) {
    static float x[block], y[block];
    Errors worst = {0, 0, 0};
    for (uint64_t start = 0; start < (1ull << 32); start += 61ull * block) {
        uint32_t bits = (uint32_t)start;
        loop(next_block(&bits, x), y);
        for (int i = 0; i < block; i++) {
            const double value = exact(x[i]), error = error_in_ulps(y[i], value);
            double *place = fabs(value) < FLT_MIN ? &worst.tiny : &worst.normal;
            if (!(error <= *place)) *place = error;
        }
    }
    return worst;
}

static long different_bits(Loop a, Loop b) {
    static float x[block], y[block], z[block];
    long different = 0;
    for (uint64_t start = 0; start < (1ull << 32); start += 61ull * block) {
        uint32_t bits = (uint32_t)start;
        next_block(&bits, x);
        a(x, y);
        b(x, z);
        for (int i = 0; i < block; i++)
            different += bits_of_float(y[i]) != bits_of_float(z[i]) && !(y[i] != y[i] && z[i] != z[i]);
    }
    return different;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

// The quickest of many runs over numbers from 0.01 to 4.
static double nanoseconds(Loop loop) {
    static float x[block], y[block];
    for (int i = 0; i < block; i++) x[i] = 0.01f + 4.0f * (float)((i * 769) % block) / block;
    double best = 1e30;
    for (int repeat = 0; repeat < 2000; repeat++) {
        const double start = now();
        loop(x, y);
        const double time = (now() - start) / block;
        if (time < best) best = time;
    }
    return best;
}

static void row(const char *name, Loop loop, Loop narrow, double (*exact)(double)) {
    const Errors errors = worst_errors(loop, exact);
    printf("%-14s %8.2f %12.2g %10.2f", name, errors.normal, errors.tiny, nanoseconds(loop));
    if (narrow) printf(" %14ld", different_bits(loop, narrow));
    printf("\n");
}

int main(void) {
    printf("%-14s %8s %12s %10s %14s\n", "", "ulps", "ulps, tiny", "ns", "bits differ");
#ifdef WITH_OTHERS
#define OTHERS(function)                                                                                      \
    row("  SLEEF", sleef_##function, sse_sleef_##function, function);                                         \
    row("  SLEEF cinz", cinz_##function, sse_cinz_##function, function);                                      \
    row("  libmvec", mvec_##function, sse_mvec_##function, function);
#else
#define OTHERS(function)
#endif
#define ROWS(function)                                                                                        \
    row(#function, our_##function, NULL, function);                                                           \
    OTHERS(function)
    ROWS(exp)
    ROWS(expm1)
    ROWS(log)
    ROWS(tanh)
    return 0;
}
