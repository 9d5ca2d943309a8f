// Elementary functions of floats as straight arithmetic, so that loops over them vectorize; within a few units in
// the last place of the exact value. Doubles call the C library.
//
// Only additions, products, divisions and selections: every instruction set gives the same bits.
#ifndef GANTRAIN_FLOAT_MATH_H
#define GANTRAIN_FLOAT_MATH_H

#include <math.h>
#include <stdint.h>
#include <string.h>

// A product and a sum are rounded separately on every instruction set: all clones give the same bits. Holds for whatever
// includes this as well.
#pragma STDC FP_CONTRACT OFF

static inline float float_from_bits(uint32_t bits) {
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static inline uint32_t bits_of_float(float x) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

// 2^n for −126 <= n <= 127.
static inline float power_of_two(int32_t n) { return float_from_bits((uint32_t)(n + 127) << 23); }

// x = n·ln 2 + r with |r| <= ln 2 / 2, for |x| below 2²² ln 2. Adding 1.5·2²³ rounds to a whole number and leaves
// it in the low bits. ln 2 comes in two parts, the first with zeros at its end so that its product with n is exact.
typedef struct {
    int32_t n;
    float r;
} Reduced;

static inline Reduced reduced_by_ln2(float x) {
    const float magic = 12582912.0f;
    float shifted = x * 1.44269504088896341f + magic;
    float n = shifted - magic;
    Reduced result;
    result.n = (int32_t)(bits_of_float(shifted) - 0x4B400000u);
    result.r = (x - n * 0.693145751953125f) - n * 1.42860682030941723e-6f;
    return result;
}

// e^r − 1 by its power series, |r| <= ln 2 / 2: the first term left out is below 4e-9 of r.
static inline float series_of_expm1(float r) {
    float p = 1.0f / 5040;
    p = p * r + 1.0f / 720;
    p = p * r + 1.0f / 120;
    p = p * r + 1.0f / 24;
    p = p * r + 1.0f / 6;
    p = p * r + 0.5f;
    return r + r * r * p;
}

static inline float vector_exp(float x) {
    // Beyond these the result is 0 or infinite; NaN passes both comparisons by.
    float bounded = x > 89 ? 89 : x < -104 ? -104 : x;
    Reduced reduced = reduced_by_ln2(bounded);
    // In two factors, because 2^n alone may be beyond the normal numbers where the result is not.
    int32_t half = reduced.n >> 1;
    float value = (1 + series_of_expm1(reduced.r)) * power_of_two(half) * power_of_two(reduced.n - half);
    return value;
}

// 2^n·(e^r − 1) + (2^n − 1), which keeps its digits near 0, where n = 0.
static inline float vector_expm1(float x) {
    float bounded = x > 89 ? 89 : x < -18 ? -18 : x;
    Reduced reduced = reduced_by_ln2(bounded);
    int32_t half = reduced.n >> 1;
    float first = power_of_two(half), second = power_of_two(reduced.n - half);
    float series = series_of_expm1(reduced.r);
    // 2^128 is beyond the floats where the result is not; there the 1 does not count.
    return reduced.n > 127 ? (1 + series) * first * second : first * (second * series) + (first * second - 1);
}

// 2·artanh(s) = log((1 + s)/(1 − s)) by its power series; `terms` beyond the first, s² <= 1/9.
static inline float series_of_two_artanh(float s, int terms) {
    float z = s * s, p = 0;
    for (int k = terms; k >= 1; k--) p = (p + 2.0f / (2 * k + 1)) * z;
    return s * p + 2 * s;
}

// log(2^e·m) = e·ln 2 + 2 artanh((m − 1)/(m + 1)), m in [√½, √2).
static inline float log_of_parts(float e, float m) {
    return e * 0.693145751953125f + (e * 1.42860682030941723e-6f + series_of_two_artanh((m - 1) / (m + 1), 5));
}

static inline float vector_log(float x) {
    float isTiny = x < 1.17549435e-38f ? 1 : 0;
    float normal = x < 1.17549435e-38f ? x * 8388608.0f : x;
    uint32_t bits = bits_of_float(normal) - 0x3F3504F3u;
    int32_t exponent = (int32_t)bits >> 23;
    float m = float_from_bits((bits & 0x007FFFFFu) + 0x3F3504F3u);
    float e = (float)exponent - 23 * isTiny;
    float ordinary = x < INFINITY ? log_of_parts(e, m) : x; // infinity and NaN pass through
    return x > 0 ? ordinary : x == 0 ? -INFINITY : NAN;
}

// log(1 + x) for 0 <= x <= 1, the case that softplus needs.
static inline float vector_log1p_of_fraction(float x) { return series_of_two_artanh(x / (2 + x), 8); }

// With m = e^(2|x|) − 1: m/(m + 2), which keeps its digits near 0.
static inline float vector_tanh(float x) {
    float size = x < 0 ? -x : x;
    float m = vector_expm1(size > 10 ? 20 : 2 * size);
    float value = m / (m + 2);
    return x < 0 ? -value : x == 0 ? x : value;
}

#endif
