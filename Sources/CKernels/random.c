#include <math.h>
#include <string.h>

#include "elementary.h"
#include "kernels.h"
#include "processor.h"

enum { lanes = 16 };

typedef uint32_t Words __attribute__((vector_size(4 * lanes)));
typedef uint64_t WordPairs __attribute__((vector_size(4 * lanes)));

// The high half of each word times a number: of the words at even and at odd places by itself.
static inline __attribute__((always_inline)) void multiply_high(const Words *x, uint32_t number, Words *high) {
    const WordPairs pairs = (WordPairs)*x, bottom = (WordPairs){} + 0xFFFFFFFFu;
    const WordPairs even = (pairs & bottom) * number, odd = (pairs >> 32) * number;
    *high = (Words)(even >> 32 | (odd & ~bottom));
}

// Philox 4x32-10 for blocks index, index + 1, …: word k of lane l is word k of block index + l.
// Source: J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
static inline __attribute__((always_inline)) void philox_lanes(KernelRandomAddress address, uint32_t index,
                                                               uint32_t word[4][lanes]) {
    uint32_t key0 = address.key[0], key1 = address.key[1];
    Words x[4];
    for (int l = 0; l < lanes; l++) x[0][l] = index + (uint32_t)l;
    for (int k = 1; k < 4; k++) x[k] = (Words){} + address.counter[k];
    _Pragma("clang loop unroll(full)") for (int round = 0; round < 10; round++) {
        Words a, b;
        multiply_high(&x[0], 0xD2511F53u, &a);
        multiply_high(&x[2], 0xCD9E8D57u, &b);
        const Words low_a = x[0] * 0xD2511F53u, low_b = x[2] * 0xCD9E8D57u;
        x[0] = b ^ x[1] ^ key0;
        x[1] = low_b;
        x[2] = a ^ x[3] ^ key1;
        x[3] = low_a;
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
    memcpy(word, x, sizeof x);
}

// The centre of the word-th of 2³² equal parts of the unit interval.
static inline double exact_unit(uint32_t word) { return ((double)word + 0.5) * 0x1p-32; }
static inline float unit(uint32_t word) { return (float)exact_unit(word); }

#define SCALAR float
#define SUFFIX float
#include "normals_template.h"
#undef SCALAR
#undef SUFFIX
#define SCALAR double
#define SUFFIX double
#include "normals_template.h"

CLONED void kernel_fill_uniform_float(KernelRandomAddress address, size_t count, float low, float range, float *out) {
    uint32_t word[4][lanes];
    for (size_t first = 0; first < count; first += 4 * lanes) {
        philox_lanes(address, (uint32_t)(first / 4), word);
        size_t rest = count - first < 4 * lanes ? count - first : 4 * lanes;
        for (size_t i = 0; i < rest; i++) out[first + i] = low + range * unit(word[i % 4][i / 4]);
    }
}

#define ADD_CHOSEN_POINTS(Scalar)                                                                             \
    CLONED void kernel_add_chosen_points_##Scalar(KernelRandomAddress address, size_t count,                  \
                                                  const double *points, size_t choices, Scalar *out) {        \
        uint32_t word[4][lanes];                                                                              \
        for (size_t first = 0; first < count; first += 4 * lanes) {                                           \
            philox_lanes(address, (uint32_t)(first / 4), word);                                               \
            for (size_t i = 0; i < 4 * lanes && first + i < count; i++) {                                     \
                const double *point = points + 2 * (((uint64_t)word[i % 4][i / 4] * choices) >> 32);          \
                out[2 * (first + i)] += (Scalar)point[0];                                                     \
                out[2 * (first + i) + 1] += (Scalar)point[1];                                                 \
            }                                                                                                 \
        }                                                                                                     \
    }
ADD_CHOSEN_POINTS(float)
ADD_CHOSEN_POINTS(double)

void kernel_fill_uniform_double(KernelRandomAddress address, size_t count, double low, double range, double *out) {
    uint32_t word[4][lanes];
    for (size_t first = 0; first < count; first += 4 * lanes) {
        philox_lanes(address, (uint32_t)(first / 4), word);
        for (size_t i = 0; i < 4 * lanes && first + i < count; i++)
            out[first + i] = low + range * exact_unit(word[i % 4][i / 4]);
    }
}
