// Prints what the loops of Sources/CKernels make of fixed numbers, to the last bit. scripts/checks/plain-loops builds
// it twice, with the loops for particular processors and without, and compares.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernels.h"

enum { rows = 37, columns = 48, count = rows * columns };

static void gemm(int order, int transpose_a, int transpose_b, int m, int n, int k, float alpha, const float *a, int lda,
                 const float *b, int ldb, float beta, float *c, int ldc) {
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++) {
            float sum = 0;
            for (int l = 0; l < k; l++)
                sum += a[transpose_a == 112 ? l * lda + i : i * lda + l] * b[transpose_b == 112 ? j * ldb + l : l * ldb + j];
            c[i * ldc + j] = alpha * sum + (beta == 0 ? 0 : beta * c[i * ldc + j]);
        }
    (void)order;
}

static void print(const char *name, int code, size_t length, const float *numbers) {
    uint64_t hash = 14695981039346656037u; // FNV-1a
    for (size_t i = 0; i < length; i++) {
        uint32_t bits;
        memcpy(&bits, &numbers[i], sizeof bits);
        hash = (hash ^ (numbers[i] != numbers[i] ? 0x7FC00000u : bits)) * 1099511628211u;
    }
    // The sign of a NaN does not matter.
    const float first = fabsf(numbers[0]) >= 0 ? numbers[0] : (float)NAN;
    const float last = fabsf(numbers[length - 1]) >= 0 ? numbers[length - 1] : (float)NAN;
    printf("%s %d %016llx %a %a\n", name, code, (unsigned long long)hash, first, last);
}

static float *made(size_t length) {
    float *numbers = aligned_alloc(64, (length * sizeof(float) + 63) / 64 * 64);
    if (!numbers) exit(1);
    return numbers;
}

// Far and near, both signs, zero, and what is no number.
static float *varied(void) {
    float *numbers = made(count);
    for (int i = 0; i < count; i++) numbers[i] = ldexpf((float)(i % 23 - 11), i % 13 - 6);
    numbers[5] = NAN;
    return numbers;
}

// A stage of one instruction, run as a program runs it.
static void run(KernelInstruction instruction, float *memory, size_t member_numbers) {
    const size_t packing = 0;
    KernelStage stage = {.rows = instruction.rows,
                         .members = 1,
                         .instructions = &instruction,
                         .count = 1,
                         .packings = &packing,
                         .packing_count = instruction.packed != NULL,
                         .memory = memory,
                         .member_numbers = member_numbers};
    kernel_stage_run_float(&stage, NULL, gemm);
}

static void steps(const char *name, int first, int is_binary) {
    float *a = varied(), *b = varied(), *row = made(columns), *column = made(rows), *out = made(count);
    float *over_rows = made(columns), *over_columns = made(rows), all;
    for (int c = 0; c < columns; c++) row[c] = (float)(c % 7 - 3);
    for (int r = 0; r < rows; r++) column[r] = (float)(r % 5 - 2);
    for (int i = 0; i < count; i++) b[i] = b[count - 1 - i] + 1;
    for (int code = first; kernel_function_name(code); code++) {
        for (int operand = 1; operand <= 3; operand++) {
            KernelSlot slots[] = {{KernelSlotMatrix, a}, {KernelSlotMatrix, b}, {KernelSlotRow, row},
                                  {KernelSlotColumn, column}, {KernelSlotMatrix, out}};
            KernelStep step = {code, 0, is_binary ? operand : -1, 4, 0.2};
            KernelReduction sums[] = {{KernelReductionAll, 4, &all}, {KernelReductionOverRows, 4, over_rows},
                                      {KernelReductionOverColumns, 4, over_columns}};
            KernelChain chain = {rows, columns, 1, slots, 5, &step, 1, sums, 3};
            size_t own = (kernel_chain_scratch_float(&chain) + 15) / 16 * 16;
            float *memory = made(own + kernel_chain_own_float(&chain));
            KernelInstruction instruction = {.kind = KernelInstructionChain, .rows = rows, .columns = columns,
                                             .chain = &chain, .own = own};
            run(instruction, memory, own + kernel_chain_own_float(&chain));
            print(name, code, count, out);
            print("  all", code, 1, &all);
            print("  over rows", code, columns, over_rows);
            print("  over columns", code, rows, over_columns);
        }
    }
}

// Small whole numbers, so that neither the order of a sum nor its rounding shows.
static void products(void) {
    static const int sizes[][3] = {{37, 16, 16}, {37, 16, 1}, {20, 32, 2}, {512, 2, 16}, {100, 64, 32}, {101, 64, 50}};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        const size_t m = (size_t)sizes[s][0], k = (size_t)sizes[s][1], n = (size_t)sizes[s][2];
        float *a = made(m * k), *b = made(k * n), *out = made(m * n);
        for (size_t i = 0; i < m * k; i++) a[i] = (float)((int)(3 * i % 7) - 3);
        for (size_t i = 0; i < k * n; i++) b[i] = (float)((int)(5 * i % 9) - 4);
        for (int32_t transposed = 0; transposed < 2; transposed++) {
            KernelInstruction product = {.kind = KernelInstructionProduct, .transpose_b = transposed, .rows = m,
                                         .inner = k, .columns = n, .a = a, .b = b, .out = out};
            if (kernel_packing_pays(m, k, n)) product.packed = made(kernel_packed_numbers(k, n));
            run(product, made(16), 16);
            print("product", (int)s, m * n, out);
        }
    }
}

int main(void) {
    steps("unary", KernelFunctionBeforeUnary + 1, 0);
    steps("binary", KernelFunctionBeforeBinary + 1, 1);
    steps("merged", KernelFunctionBeforeMerged + 1, 1);
    products();
    KernelRandomAddress address = {{1, 2}, {0, 3, 4, 5}};
    float *numbers = made(1000);
    kernel_fill_normal_float(NULL, address, 1000, 2, numbers);
    print("normal", 0, 1000, numbers);
    kernel_fill_uniform_float(address, 1000, -1, 2, numbers);
    print("uniform", 0, 1000, numbers);
}
