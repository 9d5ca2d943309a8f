// Products with a small right operand, which a BLAS made for large ones computes at a third of its speed or less: it
// lies in a few registers, and every row of the left operand passes by. Included by products.c once for each kind of
// number, with LANES numbers to a vector of 64 bytes.

typedef SCALAR NAME(Vector) __attribute__((vector_size(64), aligned(sizeof(SCALAR))));

enum {
    NAME(largest_inner) = 64,
    NAME(largest_columns) = 32,
    // Results so thin are computed in another way, which pays for short rows only.
    NAME(largest_thin) = 2,
    NAME(largest_inner_of_thin) = 32,
};

static int NAME(is_small)(size_t inner, size_t columns) {
    return inner > 0 && columns <= NAME(largest_columns) &&
           inner <= (columns <= NAME(largest_thin) ? NAME(largest_inner_of_thin) : NAME(largest_inner));
}

// Through a small array where the vector is too long, so that the compiler keeps sums in registers.
static inline __attribute__((always_inline)) void NAME(store)(SCALAR *out, size_t columns, const NAME(Vector) *sum) {
    SCALAR edge[LANES], *place = columns == LANES ? out : edge;
    *(NAME(Vector) *)place = *sum;
    if (place == edge) memcpy(out, edge, columns * sizeof(SCALAR));
}

// LANES columns at most of the result, `together` rows at a time so that their sums do not wait for one another.
static inline __attribute__((always_inline)) void NAME(panel)(const int together, size_t rows, size_t inner,
                                                              size_t columns, const SCALAR *a,
                                                              const NAME(Vector) *b, SCALAR *out,
                                                              size_t out_columns) {
    size_t r = 0;
    for (; r + (size_t)together <= rows; r += (size_t)together) {
        NAME(Vector) sum[8];
#pragma clang loop unroll(full)
        for (int i = 0; i < together; i++) sum[i] = (NAME(Vector)){0};
        const SCALAR *row = a + r * inner;
        for (size_t k = 0; k < inner; k++) {
            const NAME(Vector) right = b[k];
#pragma clang loop unroll(full)
            for (int i = 0; i < together; i++) sum[i] += row[(size_t)i * inner + k] * right;
        }
#pragma clang loop unroll(full)
        for (int i = 0; i < together; i++) NAME(store)(out + (r + (size_t)i) * out_columns, columns, &sum[i]);
    }
    for (; r < rows; r++) {
        NAME(Vector) sum = {0};
        for (size_t k = 0; k < inner; k++) sum += a[r * inner + k] * b[k];
        NAME(store)(out + r * out_columns, columns, &sum);
    }
}

// One column of the result for LANES rows: the products with each row, whose halves are then added crosswise until
// one vector holds the sums of all rows.
static inline __attribute__((always_inline)) void NAME(thin_block)(size_t inner, const SCALAR *a,
                                                                   const NAME(Vector) *b, SCALAR *out,
                                                                   size_t out_columns) {
    NAME(Vector) part[LANES];
#pragma clang loop unroll(full)
    for (size_t r = 0; r < LANES; r++) {
        part[r] = *(const NAME(Vector) *)(a + r * inner) * b[0];
        for (size_t k = 1; k < inner / LANES; k++) part[r] += *(const NAME(Vector) *)(a + r * inner + k * LANES) * b[k];
    }
#pragma clang loop unroll(full)
    for (size_t left = LANES / 2; left > 0; left /= 2)
#pragma clang loop unroll(full)
        for (size_t i = 0; i < left; i++)
            part[i] = EVEN_OF(part[2 * i], part[2 * i + 1]) + ODD_OF(part[2 * i], part[2 * i + 1]);
    if (out_columns == 1)
        *(NAME(Vector) *)out = part[0];
    else
        for (size_t r = 0; r < LANES; r++) out[r * out_columns] = part[0][r];
}

static inline __attribute__((always_inline)) void NAME(thin)(size_t rows, size_t inner, size_t columns,
                                                             const SCALAR *a, const NAME(Vector) *b, SCALAR *out) {
    size_t r = 0;
    for (; r + LANES <= rows; r += LANES)
        for (size_t c = 0; c < columns; c++)
            NAME(thin_block)(inner, a + r * inner, b + c * (inner / LANES), out + r * columns + c, columns);
    for (; r < rows; r++)
        for (size_t c = 0; c < columns; c++) {
            const SCALAR *right = (const SCALAR *)(b + c * (inner / LANES));
            SCALAR sum = 0;
            for (size_t k = 0; k < inner; k++) sum += a[r * inner + k] * right[k];
            out[r * columns + c] = sum;
        }
}

static inline __attribute__((always_inline)) void NAME(small)(const int together, int32_t transpose_b, size_t rows,
                                                              size_t inner, size_t columns, const SCALAR *a,
                                                              const SCALAR *b, SCALAR *out) {
    NAME(Vector) packed[NAME(largest_inner)];
    SCALAR *numbers = (SCALAR *)packed;
    if (columns <= NAME(largest_thin) && inner % LANES == 0) {
        for (size_t c = 0; c < columns; c++)
            for (size_t k = 0; k < inner; k++) numbers[c * inner + k] = transpose_b ? b[c * inner + k] : b[k * columns + c];
        NAME(thin)(rows, inner, columns, a, packed, out);
        return;
    }
    for (size_t first = 0; first < columns; first += LANES) {
        const size_t width = columns - first < LANES ? columns - first : LANES;
        if (width < LANES) memset(packed, 0, inner * sizeof packed[0]);
        for (size_t k = 0; k < inner; k++)
            for (size_t c = 0; c < width; c++)
                numbers[k * LANES + c] = transpose_b ? b[(first + c) * inner + k] : b[k * columns + first + c];
        if (width == LANES)
            NAME(panel)(together, rows, inner, LANES, a, packed, out + first, columns);
        else
            NAME(panel)(together, rows, inner, width, a, packed, out + first, columns);
    }
}

#define SMALL_PARAMETERS                                                                                      \
    int32_t transpose_b, size_t rows, size_t inner, size_t columns, const SCALAR *a, const SCALAR *b, SCALAR *out
#define SMALL_ARGUMENTS transpose_b, rows, inner, columns, a, b, out

#if X86_LEVELS
// 32 registers of 64 bytes, and two multipliers that take four turns each: eight sums keep them busy.
__attribute__((target("arch=x86-64-v4"), min_vector_width(512))) static void NAME(small_v4)(SMALL_PARAMETERS) {
    NAME(small)(8, SMALL_ARGUMENTS);
}
// 16 registers of half the size.
__attribute__((target("arch=x86-64-v3"))) static void NAME(small_v3)(SMALL_PARAMETERS) {
    NAME(small)(6, SMALL_ARGUMENTS);
}
#endif

int32_t NAME(kernel_small_product)(SMALL_PARAMETERS) {
    // Larger ones do not fit into the place where op(b) lies packed.
    if (!NAME(is_small)(inner, columns)) return 0;
#if X86_LEVELS
    if (__builtin_cpu_supports("x86-64-v4")) {
        NAME(small_v4)(SMALL_ARGUMENTS);
        return 1;
    }
    if (__builtin_cpu_supports("x86-64-v3")) {
        NAME(small_v3)(SMALL_ARGUMENTS);
        return 1;
    }
#endif
    NAME(small)(2, SMALL_ARGUMENTS);
    return 1;
}
#undef SMALL_PARAMETERS
#undef SMALL_ARGUMENTS
