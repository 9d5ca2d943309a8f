// Included by kernels.c once for each kind of number.

// Log(1 + exp(x)) and its derivative without overflow: the exponential is only taken of a number <= 0.
static inline SCALAR NAME(softplus)(SCALAR x) {
    return (x > 0 ? x : x < 0 ? 0 : x) + NAME(vector_log1p_of_fraction)(NAME(vector_exp)(-__builtin_elementwise_abs(x)));
}
static inline SCALAR NAME(sigmoid)(SCALAR x) {
    SCALAR e = NAME(vector_exp)(-__builtin_elementwise_abs(x));
    return (x < 0 ? e : 1) / (1 + e);
}

// out[rows × columns] = a, repeated along dimensions of stride 0
CLONED static void NAME(copy)(size_t rows, size_t columns, const SCALAR *a, size_t row_stride, size_t column_stride,
                              SCALAR *out) {
    for (size_t r = 0; r < rows; r++) {
        const SCALAR *p = a + r * row_stride;
        SCALAR *row = out + r * columns;
        if (column_stride) {
            if (row != p) memcpy(row, p, columns * sizeof(SCALAR));
        } else {
            SCALAR x = p[0];
            for (size_t c = 0; c < columns; c++) row[c] = x;
        }
    }
}

// out[columns × rows] = transpose of a[rows × columns]
CLONED static void NAME(transpose)(size_t rows, size_t columns, const SCALAR *a, SCALAR *out) {
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
