#include "kernels.h"

#include <math.h>
#include <string.h>

// A product and a sum are rounded separately on every instruction set: all clones give the same bits.
#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__) && defined(__linux__)
#define CLONED __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define CLONED
#endif

// Element i of the output depends on element i of the inputs alone, so writing in place is safe to vectorize.
#define EACH(i, count) _Pragma("clang loop vectorize(assume_safety)") for (size_t i = 0; i < (count); i++)

// Loops that call libm once a number; they do not vectorize, and asking for it would only warn.
#define EACH_BY_CALL(i, count) for (size_t i = 0; i < (count); i++)

#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_(a, b)
#define NAME(stem) JOIN(stem, SUFFIX)

#define SCALAR float
#define SUFFIX float
#define MATH(function) function##f
#include "kernels_template.h"
#undef SCALAR
#undef SUFFIX
#undef MATH

#define SCALAR double
#define SUFFIX double
#define MATH(function) function
#include "kernels_template.h"
