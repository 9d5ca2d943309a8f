// Included by kernels.c once for each kind of number.

typedef NAME(kernel_operand) NAME(Operand);

// Log(1 + exp(x)) and its derivative without overflow: the exponential is only taken of a number <= 0.
static inline SCALAR NAME(softplus)(SCALAR x) {
    return (x > 0 ? x : x < 0 ? 0 : x) + MATH(log1p)(MATH(exp)(-MATH(fabs)(x)));
}
static inline SCALAR NAME(sigmoid)(SCALAR x) {
    SCALAR e = MATH(exp)(-MATH(fabs)(x));
    return (x < 0 ? e : 1) / (1 + e);
}

// Comparisons are written so that NaN falls through to itself: a broken number must stay visible.
#define UNARY_CASE(operation, LOOP, expression)                                                               \
    case operation:                                                                                           \
        for (size_t r = 0; r < rows; r++) {                                                                   \
            const SCALAR *p = a.data + r * a.row_stride;                                                      \
            SCALAR *row = out + r * columns;                                                                  \
            if (a.column_stride) {                                                                            \
                LOOP(c, columns) { SCALAR x = p[c]; row[c] = (expression); }                                  \
            } else {                                                                                          \
                SCALAR x = p[0], y = (expression);                                                            \
                for (size_t c = 0; c < columns; c++) row[c] = y;                                              \
            }                                                                                                 \
        }                                                                                                     \
        break;

CLONED void NAME(kernel_unary)(KernelUnary operation, double parameter, size_t rows, size_t columns,
                               NAME(Operand) a, SCALAR *out) {
    const SCALAR slope = (SCALAR)parameter;
    switch (operation) {
        UNARY_CASE(KernelUnaryNegate, EACH, -x)
        UNARY_CASE(KernelUnaryReciprocal, EACH, 1 / x)
        UNARY_CASE(KernelUnaryReciprocalOrZero, EACH, x == 0 ? 0 : 1 / x)
        UNARY_CASE(KernelUnarySquareRoot, EACH, __builtin_elementwise_sqrt(x)) // no errno, so it vectorizes
        UNARY_CASE(KernelUnaryExponential, EACH_BY_CALL, MATH(exp)(x))
        UNARY_CASE(KernelUnaryExponentialMinusOne, EACH_BY_CALL, MATH(expm1)(x))
        UNARY_CASE(KernelUnaryLogarithm, EACH_BY_CALL, MATH(log)(x))
        UNARY_CASE(KernelUnaryTanh, EACH_BY_CALL, MATH(tanh)(x))
        UNARY_CASE(KernelUnarySigmoid, EACH_BY_CALL, NAME(sigmoid)(x))
        UNARY_CASE(KernelUnarySoftplus, EACH_BY_CALL, NAME(softplus)(x))
        UNARY_CASE(KernelUnaryAbsolute, EACH, MATH(fabs)(x))
        UNARY_CASE(KernelUnarySign, EACH, x > 0 ? 1 : x < 0 ? -1 : x)
        UNARY_CASE(KernelUnaryLeakyReLU, EACH, x < 0 ? slope * x : x)
        UNARY_CASE(KernelUnaryLeakyReLUSlope, EACH, x > 0 ? 1 : x <= 0 ? slope : x)
    }
}

#define BINARY_CASE(operation, expression)                                                                    \
    case operation:                                                                                           \
        for (size_t r = 0; r < rows; r++) {                                                                   \
            const SCALAR *p = a.data + r * a.row_stride, *q = b.data + r * b.row_stride;                      \
            SCALAR *row = out + r * columns;                                                                  \
            if (a.column_stride && b.column_stride) {                                                         \
                EACH(c, columns) { SCALAR x = p[c], y = q[c]; row[c] = (expression); }                        \
            } else if (a.column_stride) {                                                                     \
                SCALAR y = q[0];                                                                              \
                EACH(c, columns) { SCALAR x = p[c]; row[c] = (expression); }                                  \
            } else if (b.column_stride) {                                                                     \
                SCALAR x = p[0];                                                                              \
                EACH(c, columns) { SCALAR y = q[c]; row[c] = (expression); }                                  \
            } else {                                                                                          \
                SCALAR x = p[0], y = q[0], z = (expression);                                                  \
                for (size_t c = 0; c < columns; c++) row[c] = z;                                              \
            }                                                                                                 \
        }                                                                                                     \
        break;

CLONED void NAME(kernel_binary)(KernelBinary operation, size_t rows, size_t columns, NAME(Operand) a,
                                NAME(Operand) b, SCALAR *out) {
    switch (operation) {
        BINARY_CASE(KernelBinaryAdd, x + y)
        BINARY_CASE(KernelBinarySubtract, x - y)
        BINARY_CASE(KernelBinaryMultiply, x * y)
        BINARY_CASE(KernelBinaryDivide, x / y)
    }
}

CLONED void NAME(kernel_copy)(size_t rows, size_t columns, NAME(Operand) a, SCALAR *out) {
    for (size_t r = 0; r < rows; r++) {
        const SCALAR *p = a.data + r * a.row_stride;
        SCALAR *row = out + r * columns;
        if (a.column_stride) {
            if (row != p) memcpy(row, p, columns * sizeof(SCALAR));
        } else {
            SCALAR x = p[0];
            for (size_t c = 0; c < columns; c++) row[c] = x;
        }
    }
}

CLONED void NAME(kernel_transpose)(size_t rows, size_t columns, const SCALAR *a, SCALAR *out) {
    enum { tile = 16 };
    for (size_t r0 = 0; r0 < rows; r0 += tile) {
        for (size_t c0 = 0; c0 < columns; c0 += tile) {
            size_t r1 = r0 + tile < rows ? r0 + tile : rows;
            size_t c1 = c0 + tile < columns ? c0 + tile : columns;
            for (size_t r = r0; r < r1; r++)
                for (size_t c = c0; c < c1; c++) out[c * rows + r] = a[r * columns + c];
        }
    }
}

// A sum in sixteen lanes, an order of addition that vectorizes and is the same on every instruction set.
// Blocks of 512 numbers are then added in double, so that a long float sum keeps its digits.
CLONED static double NAME(sum_block)(size_t count, const SCALAR *a) {
    enum { lanes = 16 };
    SCALAR lane[lanes] = {0};
    size_t i = 0;
    for (; i + lanes <= count; i += lanes)
        for (size_t k = 0; k < lanes; k++) lane[k] += a[i + k];
    double total = 0;
    for (size_t k = 0; k < lanes; k++) total += lane[k];
    for (; i < count; i++) total += a[i];
    return total;
}

static inline SCALAR NAME(sum)(size_t count, const SCALAR *a) {
    enum { block = 512 };
    double total = 0;
    for (size_t i = 0; i < count; i += block) total += NAME(sum_block)(count - i < block ? count - i : block, a + i);
    return (SCALAR)total;
}

void NAME(kernel_sum)(size_t count, const SCALAR *a, SCALAR *out) { out[0] = NAME(sum)(count, a); }

void NAME(kernel_sum_over_columns)(size_t rows, size_t columns, const SCALAR *a, SCALAR *out) {
    for (size_t r = 0; r < rows; r++) out[r] = NAME(sum)(columns, a + r * columns);
}

// Columns side by side, in the same blocks of 512 numbers.
CLONED void NAME(kernel_sum_over_rows)(size_t rows, size_t columns, const SCALAR *a, SCALAR *out) {
    enum { block = 512, tile = 64 };
    for (size_t c0 = 0; c0 < columns; c0 += tile) {
        size_t width = columns - c0 < tile ? columns - c0 : tile;
        double total[tile] = {0};
        for (size_t r0 = 0; r0 < rows; r0 += block) {
            size_t r1 = r0 + block < rows ? r0 + block : rows;
            SCALAR lane[tile] = {0};
            for (size_t r = r0; r < r1; r++) {
                const SCALAR *row = a + r * columns + c0;
                EACH(c, width) { lane[c] += row[c]; }
            }
            for (size_t c = 0; c < width; c++) total[c] += lane[c];
        }
        for (size_t c = 0; c < width; c++) out[c0 + c] = (SCALAR)total[c];
    }
}
