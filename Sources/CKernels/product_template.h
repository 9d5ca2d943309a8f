// Matrix products in tiles: some rows by one or two vectors of the result, whose sums stay in registers over all terms.
// Included by products.c once for each kind of number, with LANES numbers to a vector of 64 bytes.
//
// A BLAS is made for large matrices. It copies both operands at each call, clears the result before it adds to it, and
// computes thin products at a fraction of its speed. Here the right operand is read as it lies wherever that is possible;
// elsewhere it is packed in panels of LANES columns, term after term, with zeros where the last one is not full.

typedef SCALAR NAME(Vector) __attribute__((vector_size(64), aligned(sizeof(SCALAR))));
typedef WORD NAME(Mask) __attribute__((vector_size(64)));

// Some rows of op(a)·op(b).
typedef struct {
    size_t rows, inner, columns;
    const SCALAR *a;
    size_t a_columns;
    const SCALAR *b;
    size_t b_term, b_panel; // numbers from one term of a sum to the next, and from one panel to the next
    SCALAR *out;
    const KernelFinish *finishes;
    size_t finish_count, first; // the first of the rows, for what finishes read
} NAME(Product);

// MARK: What follows a product while it is in registers

// Lane by lane; a function would take and return vectors, which the plain instruction set cannot do alike.
#define CHOSEN(condition, yes, no)                                                                            \
    ((NAME(Vector))(((condition) & (NAME(Mask))(yes)) | (~(condition) & (NAME(Mask))(no))))

// A row of the operand, through a small array where a whole vector would reach too far.
ALWAYS void NAME(load)(NAME(Vector) *to, const SCALAR *from, const int full, size_t width) {
    if (full) {
        *to = *(const NAME(Vector) *)from;
    } else {
        SCALAR edge[LANES] = {0};
        memcpy(edge, from, width * sizeof(SCALAR));
        *to = *(const NAME(Vector) *)edge;
    }
}

// The formulas are those of functions.h, to the last bit; a test compares them.
#define FINISH(name, formula)                                                                                 \
    case KernelFunction_##name:                                                                               \
        UNROLLED for (int i = 0; i < count; i++) {                                                            \
            UNROLLED for (int v = 0; v < vectors; v++) {                                                      \
                const SCALAR *at = operand + (size_t)i * f.row_stride;                                        \
                NAME(Vector) x = sum[i * vectors + v], y;                                                     \
                if (f.is_column)                                                                              \
                    y = *at - (NAME(Vector)){0}; /* which leaves a negative zero as it is */                  \
                else                                                                                          \
                    NAME(load)(&y, at + v * LANES, full, width);                                              \
                sum[i * vectors + v] = (formula);                                                             \
            }                                                                                                 \
        }                                                                                                     \
        break;

ALWAYS void NAME(finish)(const int count, const int vectors, const int full, const NAME(Product) *p, size_t row,
                         size_t column, size_t width, NAME(Vector) *sum) {
    for (size_t k = 0; k < p->finish_count; k++) {
        const KernelFinish f = p->finishes[k];
        const SCALAR slope = (SCALAR)f.slope;
        const SCALAR *operand =
            (const SCALAR *)f.operand + (p->first + row) * f.row_stride + (f.is_column ? 0 : column);
        switch (f.function) {
            FINISH(add, x + y)
            FINISH(multiply, x * y)
            FINISH(leakyReLUOfSum, CHOSEN(x + y < 0, slope * (x + y), x + y))
            FINISH(productWithLeakyReLUSlope, CHOSEN(y > 0, x, CHOSEN(y <= 0, slope * x, y)))
        default: break;
        }
    }
}

// MARK: Tiles

// `count` rows from `row` on, by so many vectors from `column` on, the last not `full`.
ALWAYS void NAME(tile)(const int transposed, const int count, const int vectors, const int full,
                       const NAME(Product) *p, size_t row, size_t column) {
    const size_t a_row = transposed ? 1 : p->inner, a_term = transposed ? p->a_columns : 1;
    const SCALAR *a = p->a + row * a_row, *b = p->b + column / LANES * p->b_panel;
    const size_t width = full ? LANES : p->columns - column;
    NAME(Vector) sum[16];
    UNROLLED for (int i = 0; i < count * vectors; i++) sum[i] = (NAME(Vector)){0};
    for (size_t k = 0; k < p->inner; k++) {
        NAME(Vector) right[2];
        UNROLLED for (int v = 0; v < vectors; v++)
            right[v] = *(const NAME(Vector) *)(b + k * p->b_term + (size_t)v * p->b_panel);
        UNROLLED for (int i = 0; i < count; i++) {
            const SCALAR left = a[(size_t)i * a_row + k * a_term];
            UNROLLED for (int v = 0; v < vectors; v++) sum[i * vectors + v] += left * right[v];
        }
    }
    if (!transposed) NAME(finish)(count, vectors, full, p, row, column, width, sum);
    UNROLLED for (int i = 0; i < count; i++) {
        SCALAR *out = p->out + (row + (size_t)i) * p->columns + column;
        if (full)
            UNROLLED for (int v = 0; v < vectors; v++) *(NAME(Vector) *)(out + v * LANES) = sum[i * vectors + v];
        else {
            SCALAR edge[LANES];
            *(NAME(Vector) *)edge = sum[i];
            memcpy(out, edge, width * sizeof(SCALAR));
        }
    }
}

// All rows of a panel or two: `count` at a time, then four, then one.
ALWAYS void NAME(panel)(const int transposed, const int count, const int vectors, const int full,
                        const NAME(Product) *p, size_t row, size_t end, size_t column) {
    for (; row + (size_t)count <= end; row += (size_t)count)
        NAME(tile)(transposed, count, vectors, full, p, row, column);
    if (count > 4)
        for (; row + 4 <= end; row += 4) NAME(tile)(transposed, 4, vectors, full, p, row, column);
    for (; row < end; row++) NAME(tile)(transposed, 1, vectors, full, p, row, column);
}

// With `two` rows by two vectors where `two` is not 0, `one` rows by one. Few enough rows at a time for them to stay in
// cache while panel after panel passes by.
ALWAYS void NAME(tiles)(const int transposed, const int two, const int one, const NAME(Product) *p) {
    enum { block = 96 };
    for (size_t row = 0; row < p->rows; row += block) {
        const size_t end = p->rows - row < block ? p->rows : row + block;
        size_t column = 0;
        if (two)
            for (; column + 2 * LANES <= p->columns; column += 2 * LANES)
                NAME(panel)(transposed, two, 2, 1, p, row, end, column);
        for (; column + LANES <= p->columns; column += LANES)
            NAME(panel)(transposed, one, 1, 1, p, row, end, column);
        if (column < p->columns) NAME(panel)(transposed, two ? two : one, 1, 0, p, row, end, column);
    }
}

// MARK: Thin results

enum { NAME(thin_columns) = 2, NAME(thin_gradient_columns) = 4 };

// LANES numbers of a result of one or two columns: the products with each row, whose halves are then added crosswise
// until one vector holds all sums. b is transposed.
ALWAYS void NAME(thin_block)(const int columns, size_t inner, const SCALAR *a, const SCALAR *b, SCALAR *out) {
    NAME(Vector) part[LANES];
    UNROLLED for (int i = 0; i < LANES; i++)
        part[i] = *(const NAME(Vector) *)(a + (size_t)(i / columns) * inner) *
                  *(const NAME(Vector) *)(b + (size_t)(i % columns) * inner);
    for (size_t k = LANES; k < inner; k += LANES)
        UNROLLED for (int i = 0; i < LANES; i++)
            part[i] += *(const NAME(Vector) *)(a + (size_t)(i / columns) * inner + k) *
                       *(const NAME(Vector) *)(b + (size_t)(i % columns) * inner + k);
    UNROLLED for (int left = LANES / 2; left > 0; left /= 2)
        UNROLLED for (int i = 0; i < left; i++)
            part[i] = EVEN_OF(part[2 * i], part[2 * i + 1]) + ODD_OF(part[2 * i], part[2 * i + 1]);
    *(NAME(Vector) *)out = part[0];
}

ALWAYS void NAME(thin)(const int columns, const NAME(Product) *p) {
    const size_t inner = p->inner, width = (size_t)columns;
    size_t r = 0;
    for (; r + LANES / width <= p->rows; r += LANES / width)
        NAME(thin_block)(columns, inner, p->a + r * inner, p->b, p->out + r * width);
    for (; r < p->rows; r++)
        for (size_t c = 0; c < width; c++) {
            SCALAR sum = 0;
            for (size_t k = 0; k < inner; k++) sum += p->a[r * inner + k] * p->b[c * inner + k];
            p->out[r * width + c] = sum;
        }
}

// aᵀ·b where one operand has few columns and the other's are a multiple of LANES, as are gradients of a network's last
// layer: LANES numbers for a column at a time, in eight sums that do not wait for one another. `p->first` is the first row of
// the result within aᵀ.
ALWAYS void NAME(thin_gradient)(const NAME(Product) *p) {
    enum { together = 8 };
    const int is_left_wide = p->columns <= NAME(thin_gradient_columns) && p->a_columns % LANES == 0;
    const size_t end = p->first + p->rows;
    const SCALAR *wide = is_left_wide ? p->a : p->b, *narrow = is_left_wide ? p->b : p->a;
    const size_t wide_stride = is_left_wide ? p->a_columns : p->columns;
    const size_t narrow_stride = is_left_wide ? p->columns : p->a_columns;
    const size_t wide_first = is_left_wide ? p->first : 0, wide_end = is_left_wide ? end : p->columns;
    const size_t narrow_first = is_left_wide ? 0 : p->first, narrow_end = is_left_wide ? p->columns : end;
    for (size_t c = narrow_first; c < narrow_end; c++)
        for (size_t block = wide_first / LANES * LANES; block < wide_end; block += LANES) {
            const SCALAR *x = wide + block, *y = narrow + c;
            NAME(Vector) sum[together];
            UNROLLED for (int i = 0; i < together; i++) sum[i] = (NAME(Vector)){0};
            size_t k = 0;
            for (; k + together <= p->inner; k += together)
                UNROLLED for (size_t i = 0; i < together; i++)
                    sum[i] += y[(k + i) * narrow_stride] * *(const NAME(Vector) *)(x + (k + i) * wide_stride);
            for (; k < p->inner; k++) sum[0] += y[k * narrow_stride] * *(const NAME(Vector) *)(x + k * wide_stride);
            UNROLLED for (int apart = together / 2; apart > 0; apart /= 2)
                UNROLLED for (int i = 0; i < apart; i++) sum[i] += sum[i + apart];
            if (!is_left_wide) {
                *(NAME(Vector) *)(p->out + (c - p->first) * p->columns + block) = sum[0];
                continue;
            }
            // Another member may have some of the rows.
            for (size_t l = 0; l < LANES; l++)
                if (block + l >= wide_first && block + l < wide_end)
                    p->out[(block + l - wide_first) * p->columns + c] = sum[0][l];
        }
}

// MARK: Choice

KernelProductWay NAME(kernel_product_way)(int32_t transpose_a, int32_t transpose_b, size_t rows, size_t inner,
                                          size_t columns) {
    // Beyond these a BLAS that works through both operands in blocks is better.
    enum { most_terms = 1024, most_gradient_terms = 4096, widest_gradient = 512 };
    // With short vectors only what a BLAS computes badly.
    enum { narrow = 128, small_inner = 64, small_columns = 32 };
    const int level = has_level_4() ? 4 : has_level_3() ? 3 : 0;
    if (rows == 0 || inner == 0 || columns == 0) return KernelProductByBLAS;
    if (transpose_a) {
        const size_t widest = level == 4 ? widest_gradient : level == 3 ? narrow : 0;
        const int is_thin = (columns <= NAME(thin_gradient_columns) && rows % LANES == 0) ||
                            (rows <= NAME(thin_gradient_columns) && columns % LANES == 0);
        if (all_plain) return is_thin && !transpose_b ? KernelProductThin : KernelProductInTiles;
        if (transpose_b || inner > most_gradient_terms || rows > widest || columns > widest)
            return KernelProductByBLAS;
        return is_thin ? KernelProductThin : KernelProductInTiles;
    }
    if (all_plain)
        return columns <= NAME(thin_columns) && inner % LANES == 0 ? KernelProductThin : KernelProductInTiles;
    if (columns <= NAME(thin_columns) && inner % LANES == 0 && inner <= (level ? most_terms : small_inner / 2))
        return KernelProductThin;
    const size_t most_inner = level == 4 ? most_terms : level == 3 ? narrow : small_inner;
    const size_t most_columns = level == 4 ? SIZE_MAX : level == 3 ? narrow : small_columns;
    return inner <= most_inner && columns <= most_columns ? KernelProductInTiles : KernelProductByBLAS;
}

static KernelProductWay NAME(way)(const KernelInstruction *p) {
    return NAME(kernel_product_way)(p->transpose_a, p->transpose_b, p->rows, p->inner, p->columns);
}

// MARK: Packing

size_t NAME(kernel_packed_numbers)(const KernelInstruction *p) {
    const int packs = p->transpose_b || p->columns % LANES;
    switch (NAME(way)(p)) {
    case KernelProductThin:
        return !p->transpose_a && !p->transpose_b && p->columns > 1 ? p->inner * p->columns : 0;
    case KernelProductInTiles:
        return packs ? (p->columns + LANES - 1) / LANES * LANES * p->inner : 0;
    default: return 0;
    }
}

#if LANES == 16
// 16 rows of 16 numbers → 16 columns: in four rounds rows 1, 2, 4 and 8 apart change places, crosswise.
ALWAYS void NAME(transpose_square)(const SCALAR *from, size_t stride, SCALAR *to) {
    NAME(Vector) v[LANES], w[LANES];
    UNROLLED for (int i = 0; i < LANES; i++) v[i] = *(const NAME(Vector) *)(from + (size_t)i * stride);
#define ROUND(x, y, apart)                                                                                    \
    UNROLLED for (int i = 0; i < LANES; i++) {                                                                \
        y[i] = i & apart ? __builtin_shufflevector(x[i & ~apart], x[i | apart], HIGH_##apart)                 \
                         : __builtin_shufflevector(x[i & ~apart], x[i | apart], LOW_##apart);                 \
    }
#define LOW_1 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30
#define HIGH_1 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31
#define LOW_2 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29
#define HIGH_2 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31
#define LOW_4 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27
#define HIGH_4 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31
#define LOW_8 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23
#define HIGH_8 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31
    ROUND(v, w, 1)
    ROUND(w, v, 2)
    ROUND(v, w, 4)
    ROUND(w, v, 8)
    UNROLLED for (int i = 0; i < LANES; i++) *(NAME(Vector) *)(to + (size_t)i * LANES) = v[i];
}
#endif

ALWAYS void NAME(pack_panel)(const KernelInstruction *p, size_t first, SCALAR *panel) {
    const SCALAR *b = p->b;
    const size_t width = p->columns - first < LANES ? p->columns - first : LANES;
    size_t k = 0;
#if LANES == 16
    if (p->transpose_b && width == LANES)
        for (; k + LANES <= p->inner; k += LANES)
            NAME(transpose_square)(b + first * p->inner + k, p->inner, panel + k * LANES);
#endif
    if (width < LANES) memset(panel, 0, p->inner * LANES * sizeof(SCALAR));
    for (; k < p->inner; k++)
        for (size_t l = 0; l < width; l++)
            panel[k * LANES + l] = p->transpose_b ? b[(first + l) * p->inner + k] : b[k * p->columns + first + l];
}

CLONED void NAME(kernel_pack)(const KernelInstruction *p, size_t part, size_t parts) {
    SCALAR *packed = p->packed;
    if (NAME(way)(p) == KernelProductThin) {
        const SCALAR *b = p->b;
        for (size_t c = p->columns * part / parts; c < p->columns * (part + 1) / parts; c++)
            for (size_t k = 0; k < p->inner; k++) packed[c * p->inner + k] = b[k * p->columns + c];
        return;
    }
    const size_t panels = (p->columns + LANES - 1) / LANES;
    for (size_t q = panels * part / parts; q < panels * (part + 1) / parts; q++)
        NAME(pack_panel)(p, q * LANES, packed + q * p->inner * LANES);
}

// MARK: Rows of a product

ALWAYS void NAME(rows)(const int two, const int one, KernelProductWay way, int32_t transpose_a,
                       const NAME(Product) *p) {
    if (way == KernelProductInTiles)
        transpose_a ? NAME(tiles)(1, two, one, p) : NAME(tiles)(0, two, one, p);
    else if (transpose_a)
        NAME(thin_gradient)(p);
    else
        p->columns == 1 ? NAME(thin)(1, p) : NAME(thin)(2, p);
}

#define ROWS_PARAMETERS KernelProductWay way, int32_t transpose_a, const NAME(Product) *p
#if X86_LEVELS
// 32 registers of 64 bytes, and two multipliers that take four turns each: sixteen sums keep them busy.
LEVEL_4 static void NAME(rows_v4)(ROWS_PARAMETERS) { NAME(rows)(8, 16, way, transpose_a, p); }
// 16 registers of half the size.
LEVEL_3 static void NAME(rows_v3)(ROWS_PARAMETERS) { NAME(rows)(0, 6, way, transpose_a, p); }
#endif
static void NAME(rows_plain)(ROWS_PARAMETERS) { NAME(rows)(0, 2, way, transpose_a, p); }

int32_t NAME(kernel_product_rows)(const KernelInstruction *product, size_t first, size_t rows) {
    const KernelProductWay way = NAME(way)(product);
    if (way == KernelProductByBLAS) return 0;
    const SCALAR *a = product->a;
    // A thin gradient reads whole vectors of a, from wherever its first row is.
    const size_t row_shift = product->transpose_a ? 1 : product->inner;
    const size_t shift = way == KernelProductThin && product->transpose_a ? 0 : first * row_shift;
    const NAME(Product) p = {
        .rows = rows, .inner = product->inner, .columns = product->columns,
        .a = a + shift, .a_columns = product->rows,
        .b = product->packed ? product->packed : product->b,
        .b_term = product->packed ? LANES : product->columns,
        .b_panel = product->packed ? product->inner * LANES : LANES,
        .out = (SCALAR *)product->out + first * product->columns,
        .finishes = product->finishes, .finish_count = product->finish_count, .first = first};
#if X86_LEVELS
    if (has_level_4()) {
        NAME(rows_v4)(way, product->transpose_a, &p);
        return 1;
    }
    if (has_level_3()) {
        NAME(rows_v3)(way, product->transpose_a, &p);
        return 1;
    }
#endif
    NAME(rows_plain)(way, product->transpose_a, &p);
    return 1;
}
#undef FINISH
#undef CHOSEN
#undef ROWS_PARAMETERS
