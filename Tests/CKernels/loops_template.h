// What loops.c prints for one kind of number.

static void NAME(gemm)(int order, int transpose_a, int transpose_b, int m, int n, int k, SCALAR alpha, const SCALAR *a, int lda,
                 const SCALAR *b, int ldb, SCALAR beta, SCALAR *c, int ldc) {
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++) {
            SCALAR sum = 0;
            for (int l = 0; l < k; l++)
                sum += a[transpose_a == 112 ? l * lda + i : i * lda + l] * b[transpose_b == 112 ? j * ldb + l : l * ldb + j];
            c[i * ldc + j] = alpha * sum + (beta == 0 ? 0 : beta * c[i * ldc + j]);
        }
    (void)order;
}

static void NAME(print)(const char *name, int code, size_t length, const SCALAR *numbers) {
    uint64_t hash = 14695981039346656037u; // FNV-1a
    for (size_t i = 0; i < length; i++) {
        // The sign of a NaN does not matter.
        const SCALAR number = numbers[i] != numbers[i] ? (SCALAR)NAN : numbers[i];
        WORD bits;
        memcpy(&bits, &number, sizeof bits);
        hash = (hash ^ bits) * 1099511628211u;
    }
    const double first = numbers[0] == numbers[0] ? numbers[0] : NAN;
    const double last = numbers[length - 1] == numbers[length - 1] ? numbers[length - 1] : NAN;
    printf(TYPE " %s %d %016llx %a %a\n", name, code, (unsigned long long)hash, first, last);
}

static SCALAR *NAME(made)(size_t length) {
    SCALAR *numbers = aligned_alloc(64, (length * sizeof(SCALAR) + 63) / 64 * 64);
    if (!numbers) exit(1);
    return numbers;
}

// Far and near, both signs, zero, and what is no number.
static SCALAR *NAME(varied)(void) {
    SCALAR *numbers = NAME(made)(count);
    for (int i = 0; i < count; i++) numbers[i] = (SCALAR)ldexp((double)(i % 23 - 11), i % 13 - 6);
    numbers[5] = NAN;
    return numbers;
}

// A stage of one instruction, run as a program runs it.
static void NAME(run)(KernelInstruction instruction, SCALAR *memory, size_t member_numbers) {
    const size_t packing = 0;
    KernelStage stage = {.rows = instruction.rows,
                         .members = 1,
                         .instructions = &instruction,
                         .count = 1,
                         .packings = &packing,
                         .packing_count = instruction.packed != NULL,
                         .memory = memory,
                         .member_numbers = member_numbers};
    NAME(kernel_stage_run)(&stage, NULL, NAME(gemm));
}

static void NAME(steps)(const char *name, int first, int is_binary) {
    SCALAR *a = NAME(varied)(), *b = NAME(varied)(), *row = NAME(made)(columns), *column = NAME(made)(rows), *out = NAME(made)(count);
    SCALAR *over_rows = NAME(made)(columns), *over_columns = NAME(made)(rows), all;
    for (int c = 0; c < columns; c++) row[c] = (SCALAR)(c % 7 - 3);
    for (int r = 0; r < rows; r++) column[r] = (SCALAR)(r % 5 - 2);
    for (int i = 0; i < count; i++) b[i] = b[count - 1 - i] + 1;
    for (int code = first; kernel_function_name(code); code++) {
        for (int operand = 1; operand <= 3; operand++) {
            KernelSlot slots[] = {{KernelSlotMatrix, a}, {KernelSlotMatrix, b}, {KernelSlotRow, row},
                                  {KernelSlotColumn, column}, {KernelSlotMatrix, out}};
            KernelStep step = {code, 0, is_binary ? operand : -1, 4, 0.2};
            KernelReduction sums[] = {{KernelReductionAll, 4, &all}, {KernelReductionOverRows, 4, over_rows},
                                      {KernelReductionOverColumns, 4, over_columns}};
            KernelChain chain = {rows, columns, 1, slots, 5, &step, 1, sums, 3};
            size_t own = (NAME(kernel_chain_scratch)(&chain) + 15) / 16 * 16;
            SCALAR *memory = NAME(made)(own + NAME(kernel_chain_own)(&chain));
            KernelInstruction instruction = {.kind = KernelInstructionChain, .rows = rows, .columns = columns,
                                             .chain = &chain, .own = own};
            NAME(run)(instruction, memory, own + NAME(kernel_chain_own)(&chain));
            NAME(print)(name, code, count, out);
            NAME(print)("  all", code, 1, &all);
            NAME(print)("  over rows", code, columns, over_rows);
            NAME(print)("  over columns", code, rows, over_columns);
        }
    }
}

// Small whole numbers, so that neither the order of a sum nor its rounding shows.
static void NAME(products)(void) {
    static const int sizes[][3] = {{37, 16, 16}, {37, 16, 1}, {20, 32, 2}, {512, 2, 16}, {100, 64, 32}, {101, 64, 50}};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        const size_t m = (size_t)sizes[s][0], k = (size_t)sizes[s][1], n = (size_t)sizes[s][2];
        SCALAR *a = NAME(made)(m * k), *b = NAME(made)(k * n), *out = NAME(made)(m * n);
        for (size_t i = 0; i < m * k; i++) a[i] = (SCALAR)((int)(3 * i % 7) - 3);
        for (size_t i = 0; i < k * n; i++) b[i] = (SCALAR)((int)(5 * i % 9) - 4);
        for (int32_t transposed = 0; transposed < 2; transposed++) {
            KernelInstruction product = {.kind = KernelInstructionProduct, .transpose_b = transposed, .rows = m,
                                         .inner = k, .columns = n, .a = a, .b = b, .out = out};
            const size_t packed = NAME(kernel_packed_numbers)(&product);
            if (packed) product.packed = NAME(made)(packed);
            NAME(run)(product, NAME(made)(16), 16);
            NAME(print)("product", (int)s, m * n, out);
        }
    }
}

static void NAME(random_numbers)(void) {
    KernelRandomAddress address = {{1, 2}, {0, 3, 4, 5}};
    SCALAR *numbers = NAME(made)(1000);
    NAME(kernel_fill_normal)(NULL, address, 1000, 2, numbers);
    NAME(print)("normal", 0, 1000, numbers);
    NAME(kernel_fill_uniform)(address, 1000, -1, 2, numbers);
    NAME(print)("uniform", 0, 1000, numbers);
}

static void NAME(everything)(void) {
    NAME(steps)("unary", KernelFunctionBeforeUnary + 1, 0);
    NAME(steps)("binary", KernelFunctionBeforeBinary + 1, 1);
    NAME(steps)("merged", KernelFunctionBeforeMerged + 1, 1);
    NAME(products)();
    NAME(random_numbers)();
}
