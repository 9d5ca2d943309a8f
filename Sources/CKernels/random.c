#include <math.h>

#include "float_math.h"
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

static const double PI = 3.141592653589793;

// log x for normal 0 < x <= 1: vector_log without its special cases.
static inline float log_of_fraction(float x) {
    uint32_t bits = bits_of_float(x) - 0x3F3504F3u;
    float e = (float)((int32_t)bits >> 23), m = float_from_bits((bits & 0x007FFFFFu) + 0x3F3504F3u);
    return log_of_parts(e, m);
}

typedef struct {
    float cosine, sine;
} Direction;

// (cos 2πv, sin 2πv): 4v is a whole number of quarter turns and a rest of at most half a one, whose sine and
// cosine are power series; the first terms left out are below 2e-9.
static inline Direction direction(uint32_t word) {
    // Quarter turns from the top bits; the rest is exact before it is rounded to a float.
    uint32_t quarter = (word + 0x20000000u) >> 30;
    int32_t rest = (int32_t)(word - (quarter << 30));
    float a = ((float)rest + 0.5f) * (float)(6.283185307179586 * 0x1p-32);
    float z = a * a;
    float s = a + a * z * (-1.0f / 6 + z * (1.0f / 120 + z * (-1.0f / 5040 + z * (1.0f / 362880))));
    float c = 1 + z * (-0.5f + z * (1.0f / 24 + z * (-1.0f / 720 + z * (1.0f / 40320 - z * (1.0f / 3628800)))));
    float cosine = quarter & 1 ? s : c, sine = quarter & 1 ? c : s;
    Direction result;
    result.cosine = (quarter + 1) & 2 ? -cosine : cosine;
    result.sine = quarter & 2 ? -sine : sine;
    return result;
}

// G. E. P. Box, M. E. Muller, Annals of Mathematical Statistics 29 (1958).
static inline __attribute__((always_inline)) void box_muller(const uint32_t *u, const uint32_t *v, float scale,
                                                             float *a, float *b) {
    for (int l = 0; l < lanes; l++) {
        // As unit, in floats: the logarithm does not feel the difference in rounding.
        float uniform = ((float)u[l] + 0.5f) * 0x1p-32f;
        float radius = scale * __builtin_elementwise_sqrt(-2 * log_of_fraction(uniform));
        Direction d = direction(v[l]);
        a[l] = radius * d.cosine;
        b[l] = radius * d.sine;
    }
}

// `count` numbers from block `index` on.
CLONED static void fill_normal(KernelRandomAddress address, uint32_t index, size_t count, float scale, float *out) {
    uint32_t word[4][lanes];
    float number[4][lanes];
    for (size_t first = 0; first < count; first += 4 * lanes) {
        philox_lanes(address, index + (uint32_t)(first / 4), word);
        box_muller(word[0], word[1], scale, number[0], number[1]);
        box_muller(word[2], word[3], scale, number[2], number[3]);
        size_t rest = count - first < 4 * lanes ? count - first : 4 * lanes;
        if (rest == 4 * lanes) {
            for (int l = 0; l < lanes; l++)
                for (int k = 0; k < 4; k++) out[first + 4 * (size_t)l + (size_t)k] = number[k][l];
        } else {
            for (size_t i = 0; i < rest; i++) out[first + i] = number[i % 4][i / 4];
        }
    }
}

typedef struct {
    KernelRandomAddress address;
    size_t count;
    float scale, *out;
    int32_t members;
} NormalCall;

static void fill_normal_part(void *context, int32_t member) {
    const NormalCall *call = context;
    const size_t blocks = (call->count + 4 * lanes - 1) / (4 * lanes), members = (size_t)call->members;
    const size_t first = blocks * (size_t)member / members * 4 * lanes;
    size_t end = blocks * ((size_t)member + 1) / members * 4 * lanes;
    if (end > call->count) end = call->count;
    fill_normal(call->address, (uint32_t)(first / 4), end - first, call->scale, call->out + first);
}

void kernel_fill_normal_float(KernelTeam *team, KernelRandomAddress address, size_t count, float scale, float *out) {
    enum { worth_sharing = 16384 };
    if (count < worth_sharing) team = NULL;
    NormalCall call = {address, count, scale, out, kernel_team_members(team)};
    kernel_team_run(team, fill_normal_part, &call);
}

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

// Doubles are for analysis: by the C library, one after another.
void kernel_fill_normal_double(KernelTeam *team, KernelRandomAddress address, size_t count, double scale, double *out) {
    (void)team;
    uint32_t word[4][lanes];
    for (size_t first = 0; first < count; first += 4 * lanes) {
        philox_lanes(address, (uint32_t)(first / 4), word);
        for (size_t i = 0; i < 4 * lanes && first + i < count; i++) {
            size_t k = i % 4, l = i / 4;
            double radius = sqrt(-2 * log(exact_unit(word[k & 2][l]))), angle = 2 * PI * exact_unit(word[k | 1][l]);
            out[first + i] = scale * (radius * (k & 1 ? sin(angle) : cos(angle)));
        }
    }
}

void kernel_fill_uniform_double(KernelRandomAddress address, size_t count, double low, double range, double *out) {
    uint32_t word[4][lanes];
    for (size_t first = 0; first < count; first += 4 * lanes) {
        philox_lanes(address, (uint32_t)(first / 4), word);
        for (size_t i = 0; i < 4 * lanes && first + i < count; i++)
            out[first + i] = low + range * exact_unit(word[i % 4][i / 4]);
    }
}
