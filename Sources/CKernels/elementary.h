// Elementary functions of floats and doubles: vector_exp_float, vector_exp_double and so on. How exact they are is measured
// by scripts/checks/elementary-functions (docs/decisions/0012-elementary-functions.md).
#ifndef GANTRAIN_ELEMENTARY_H
#define GANTRAIN_ELEMENTARY_H

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

// A product and a sum are rounded separately on every instruction set: all clones give the same bits. Holds for whatever
// includes this as well.
#pragma STDC FP_CONTRACT OFF

#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_(a, b)
#define NAME(stem) JOIN(stem, SUFFIX)

// Coefficients of power series: 1/2!, 1/3!, …; −1/3!, 1/5!, …; −1/2!, 1/4!, ….

#define SCALAR float
#define SUFFIX float
#define WORD uint32_t
#define FRACTION_BITS 23
#define BIAS 127
#define SMALLEST_NORMAL FLT_MIN
#define HALF_SQRT_BITS 0x3F3504F3u // of √½
#define LN2_HIGH 0.693145751953125f
#define LN2_LOW 1.42860682030941723e-6f
#define EXP_HIGHEST 89
#define EXP_LOWEST -104
#define EXPM1_LOWEST -18
#define EXPM1_LARGE 88
#define TANH_LARGE 10
#define LOG_TERMS 5
#define LOG1P_TERMS 8
// The first terms left out: below 4e-9 of the result; the series of sine and cosine below 2e-9.
#define EXPM1_SERIES(one) one / 2, one / 6, one / 24, one / 120, one / 720, one / 5040
#define SINE_SERIES(one) -one / 6, one / 120, -one / 5040, one / 362880
#define COSINE_SERIES(one) -one / 2, one / 24, -one / 720, one / 40320, -one / 3628800
#include "elementary_template.h"
#include "elementary_end.h"

#define SCALAR double
#define SUFFIX double
#define WORD uint64_t
#define FRACTION_BITS 52
#define BIAS 1023
#define SMALLEST_NORMAL DBL_MIN
#define HALF_SQRT_BITS 0x3FE6A09E667F3BCDu // of √½
#define LN2_HIGH 6.93147180369123816490e-01 // 32 bits
#define LN2_LOW 1.90821492927058770002e-10
#define EXP_HIGHEST 710
#define EXP_LOWEST -746
#define EXPM1_LOWEST -40
#define EXPM1_LARGE 709
#define TANH_LARGE 22
#define LOG_TERMS 10
#define LOG1P_TERMS 16
// The first terms left out: below 2e-17 of the result; the series of sine and cosine below 3e-18.
#define EXPM1_SERIES(one)                                                                                     \
    one / 2, one / 6, one / 24, one / 120, one / 720, one / 5040, one / 40320, one / 362880, one / 3628800,   \
        one / 39916800, one / 479001600, one / 6227020800
#define SINE_SERIES(one)                                                                                      \
    -one / 6, one / 120, -one / 5040, one / 362880, -one / 39916800, one / 6227020800, -one / 1307674368000,  \
        one / 355687428096000
#define COSINE_SERIES(one)                                                                                    \
    -one / 2, one / 24, -one / 720, one / 40320, -one / 3628800, one / 479001600, -one / 87178291200,         \
        one / 20922789888000
#include "elementary_template.h"
#include "elementary_end.h"

#endif
