// The element-wise functions: name, loop, formula of x (and of y and a slope). This is the only list of them in C; the
// lists in Sources/Tensors/ElementwiseFunctions.swift have the same names in the same order, which a test compares.
//
// Comparisons are written so that NaN falls through to itself: a broken number must stay visible. The macros in the
// formulas are defined where loops are made of them, once for each kind of number.
#ifndef GANTRAIN_FUNCTIONS_H
#define GANTRAIN_FUNCTIONS_H

#define UNARY_FUNCTIONS(DO)                                                                                   \
    DO(negate, EACH, -x)                                                                                      \
    DO(reciprocal, EACH, 1 / x)                                                                               \
    DO(reciprocalOrZero, EACH, x == 0 ? 0 : 1 / x)                                                            \
    DO(squareRoot, EACH, __builtin_elementwise_sqrt(x)) /* no errno, so it vectorizes */                      \
    DO(exponential, LONG, NAME(vector_exp)(x))                                                                \
    DO(exponentialMinusOne, LONG, NAME(vector_expm1)(x))                                                      \
    DO(logarithm, LONG, NAME(vector_log)(x))                                                                  \
    DO(tanh, LONG, NAME(vector_tanh)(x))                                                                      \
    DO(sigmoid, LONG, NAME(sigmoid)(x))                                                                       \
    DO(softplus, LONG, NAME(softplus)(x))                                                                     \
    DO(absolute, EACH, __builtin_elementwise_abs(x))                                                          \
    DO(sign, EACH, x > 0 ? 1 : x < 0 ? -1 : x)                                                                \
    DO(leakyReLU, EACH, x < 0 ? slope * x : x)                                                                \
    DO(leakyReLUSlope, EACH, x > 0 ? 1 : x <= 0 ? slope : x)                                                  \
    DO(sine, EACH, __builtin_elementwise_sin(x)) /* the C library's, number by number */                      \
    DO(cosine, EACH, __builtin_elementwise_cos(x))

#define BINARY_FUNCTIONS(DO)                                                                                  \
    DO(add, EACH, x + y)                                                                                      \
    DO(subtract, EACH, x - y)                                                                                 \
    DO(multiply, EACH, x * y)                                                                                 \
    DO(divide, EACH, x / y)                                                                                   \
    DO(maximum, EACH, x >= y || x != x ? x : y)                                                               \
    DO(minimum, EACH, x <= y || x != x ? x : y)

// Two functions in one loop.
#define MERGED_FUNCTIONS(DO)                                                                                  \
    DO(leakyReLUOfSum, EACH, (x + y) < 0 ? slope * (x + y) : x + y)                                           \
    DO(productWithLeakyReLUSlope, EACH, y > 0 ? x : y <= 0 ? slope * x : y)

#define GANTRAIN_CODE(name, loop, formula) KernelFunction_##name,
typedef enum {
    KernelFunctionBeforeUnary = -1,
    UNARY_FUNCTIONS(GANTRAIN_CODE)
    KernelFunctionBeforeBinary = 63,
    BINARY_FUNCTIONS(GANTRAIN_CODE)
    KernelFunctionBeforeMerged = 127,
    MERGED_FUNCTIONS(GANTRAIN_CODE)
    KernelFunctionEnd
} KernelFunction;
#undef GANTRAIN_CODE

#endif
