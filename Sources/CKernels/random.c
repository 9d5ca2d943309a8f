#include <math.h>

#include "elementary.h"
#include "kernels.h"
#include "processor.h"

enum { lanes = 16 };

// Philox 4x32-10 for blocks index, index + 1, …: word k of lane l is word k of block index + l.
// Source: J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
static inline __attribute__((always_inline)) void philox_lanes(KernelRandomAddress address, uint32_t index,
                                                               uint32_t word[4][lanes]) {
    uint32_t key0 = address.key[0], key1 = address.key[1];
    for (int l = 0; l < lanes; l++) {
        word[0][l] = index + (uint32_t)l;
        word[1][l] = address.counter[1];
        word[2][l] = address.counter[2];
        word[3][l] = address.counter[3];
    }
    for (int round = 0; round < 10; round++) {
        for (int l = 0; l < lanes; l++) {
            uint64_t a = (uint64_t)0xD2511F53u * word[0][l], b = (uint64_t)0xCD9E8D57u * word[2][l];
            word[0][l] = (uint32_t)(b >> 32) ^ word[1][l] ^ key0;
            word[1][l] = (uint32_t)b;
            word[2][l] = (uint32_t)(a >> 32) ^ word[3][l] ^ key1;
            word[3][l] = (uint32_t)a;
        }
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
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
