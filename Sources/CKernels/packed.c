#include <string.h>

#include "kernels.h"
#include "processor.h"

// Products with a wide right operand that has been packed beforehand: in panels of 32 columns, row after row, zeros
// where the last panel is not full. A BLAS packs at every call, and writes zeros to the result before it adds to it;
// here the weights of a network are packed once for all products and threads of a stage.
//
// Only for processors with 32 registers of 64 bytes. Measured on one with a peak of 117 GFLOP/s at 512×256 · 256×256:
// OpenBLAS 0.3.21 reaches 104, and 92 in blocks of 24 rows; this 116 in either, packing apart. With a transposed left
// operand nothing was gained (104 both), so those products stay with OpenBLAS.
enum { lanes = 16, panel_columns = 32, together = 12 };

size_t kernel_packed_numbers(size_t inner, size_t columns) {
    return (columns + panel_columns - 1) / panel_columns * panel_columns * inner;
}

#if X86_LEVELS
#define WIDE __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))

typedef float Vector __attribute__((vector_size(64), aligned(4)));

int32_t kernel_packing_pays(size_t rows, size_t inner, size_t columns) {
    // Below, packing and half-empty panels cost more than they bring.
    enum { least_inner = 48, least_columns = 48 };
    return rows >= 4 * together && inner >= least_inner && columns >= least_columns &&
           __builtin_cpu_supports("x86-64-v4");
}

// `count` rows of a panel of the result: 2·count sums stay in registers over all of `inner`.
static inline __attribute__((always_inline)) void panel_rows(const int count, size_t inner, size_t columns,
                                                             const float *a, const float *panel, float *out,
                                                             size_t width) {
    Vector sum[together][2];
#pragma clang loop unroll(full)
    for (int r = 0; r < count; r++) sum[r][0] = sum[r][1] = (Vector){0};
    for (size_t k = 0; k < inner; k++) {
        const Vector low = *(const Vector *)(panel + k * panel_columns);
        const Vector high = *(const Vector *)(panel + k * panel_columns + lanes);
#pragma clang loop unroll(full)
        for (int r = 0; r < count; r++) {
            const float number = a[(size_t)r * inner + k];
            sum[r][0] += number * low;
            sum[r][1] += number * high;
        }
    }
#pragma clang loop unroll(full)
    for (int r = 0; r < count; r++) {
        // A narrow panel goes through a small array, so that the compiler keeps the sums in registers.
        float edge[panel_columns], *row = out + (size_t)r * columns;
        float *place = width == panel_columns ? row : edge;
        *(Vector *)place = sum[r][0];
        *(Vector *)(place + lanes) = sum[r][1];
        if (place == edge) memcpy(row, edge, width * sizeof(float));
    }
}

// Few enough rows for them to stay in cache while panel after panel passes by.
static inline __attribute__((always_inline)) void row_block(size_t rows, size_t inner, size_t columns, const float *a,
                                                            const float *packed, float *out) {
    for (size_t first = 0; first < columns; first += panel_columns, packed += inner * panel_columns) {
        const size_t width = columns - first < panel_columns ? columns - first : panel_columns;
        size_t r = 0;
#define ROWS_AT_ONCE(count)                                                                                   \
    for (; r + (count) <= rows; r += (count))                                                                 \
        panel_rows(count, inner, columns, a + r * inner, packed, out + r * columns + first, width);
        ROWS_AT_ONCE(together)
        ROWS_AT_ONCE(4)
        ROWS_AT_ONCE(1)
#undef ROWS_AT_ONCE
    }
}

WIDE void kernel_packed_product(size_t rows, size_t inner, size_t columns, const float *a, const float *packed,
                                float *out) {
    enum { block = 8 * together };
    for (size_t r = 0; r < rows; r += block)
        row_block(rows - r < block ? rows - r : block, inner, columns, a + r * inner, packed, out + r * columns);
}

// 16 rows of 16 numbers → 16 columns: in four rounds rows 1, 2, 4 and 8 apart change places, crosswise.
static inline __attribute__((always_inline)) void transpose_square(const float *from, size_t stride, float *to,
                                                                   size_t to_stride) {
    Vector v[lanes], w[lanes];
#pragma clang loop unroll(full)
    for (int i = 0; i < lanes; i++) v[i] = *(const Vector *)(from + (size_t)i * stride);
#define ROUND(x, y, apart)                                                                                    \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < lanes; i++) {                                      \
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
#pragma clang loop unroll(full)
    for (int i = 0; i < lanes; i++) *(Vector *)(to + (size_t)i * to_stride) = v[i];
}

static void pack_panel_plainly(int32_t transpose_b, size_t inner, size_t columns, const float *b, size_t first,
                               float *panel) {
    for (size_t k = 0; k < inner; k++)
        for (size_t c = 0; c < panel_columns; c++) {
            float number = 0;
            if (first + c < columns) number = transpose_b ? b[(first + c) * inner + k] : b[k * columns + first + c];
            panel[k * panel_columns + c] = number;
        }
}

WIDE void kernel_pack(int32_t transpose_b, size_t inner, size_t columns, const float *b, size_t part, size_t parts,
                      float *packed) {
    const size_t panels = (columns + panel_columns - 1) / panel_columns;
    for (size_t p = panels * part / parts; p < panels * (part + 1) / parts; p++) {
        const size_t first = p * panel_columns;
        float *panel = packed + p * inner * panel_columns;
        if (first + panel_columns > columns || (transpose_b && inner % lanes)) {
            pack_panel_plainly(transpose_b, inner, columns, b, first, panel);
        } else if (transpose_b) {
            for (size_t k = 0; k < inner; k += lanes)
                for (size_t c = 0; c < panel_columns; c += lanes)
                    transpose_square(b + (first + c) * inner + k, inner, panel + k * panel_columns + c, panel_columns);
        } else {
            for (size_t k = 0; k < inner; k++)
                memcpy(panel + k * panel_columns, b + k * columns + first, panel_columns * sizeof(float));
        }
    }
}
#else
int32_t kernel_packing_pays(size_t rows, size_t inner, size_t columns) { return 0; }
void kernel_packed_product(size_t rows, size_t inner, size_t columns, const float *a, const float *packed,
                           float *out) {}
void kernel_pack(int32_t transpose_b, size_t inner, size_t columns, const float *b, size_t part, size_t parts,
                 float *packed) {}
#endif
