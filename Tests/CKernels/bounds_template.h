// Every kernel on blocks of memory of just the size it may touch. Included by bounds.c once for each kind of number.

static SCALAR *NAME(numbers)(size_t count) {
    SCALAR *made = exactly(count * sizeof(SCALAR));
    for (size_t i = 0; i < count; i++) made[i] = (SCALAR)((int)(i * 7 % 11) - 5);
    return made;
}

static void NAME(gemm)(int order, int transpose_a, int transpose_b, int m, int n, int k, SCALAR alpha, const SCALAR *a,
                       int lda, const SCALAR *b, int ldb, SCALAR beta, SCALAR *c, int ldc) {
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++) {
            SCALAR sum = 0;
            for (int l = 0; l < k; l++)
                sum += a[transpose_a == 112 ? l * lda + i : i * lda + l] * b[transpose_b == 112 ? j * ldb + l : l * ldb + j];
            c[i * ldc + j] = alpha * sum;
        }
    (void)order;
    (void)beta;
}

static void NAME(run)(const KernelInstruction *instruction, size_t rows, int in_order, int32_t members,
                      KernelTeam *team, size_t own_numbers) {
    // Whole cache lines for each member, as programs give them.
    const size_t each = (instruction->own + own_numbers + 15) / 16 * 16, packing = 0;
    SCALAR *memory = aligned_exactly(each * (size_t)members * sizeof(SCALAR));
    KernelStage stage = {.rows = rows, .members = in_order ? 1 : members, .in_order = in_order,
                         .instructions = instruction, .count = 1, .packings = &packing,
                         .packing_count = instruction->packed != NULL, .memory = memory, .member_numbers = each};
    NAME(kernel_stage_run)(&stage, team, NAME(gemm));
    free(memory);
}

// A chain of one step and all sums of it, its operand of `kind`.
static void NAME(chain)(int32_t code, KernelSlotKind kind, int32_t ends_matter, size_t rows, size_t columns,
                        int32_t members, KernelTeam *team) {
    const size_t count = rows * columns;
    const size_t length = kind == KernelSlotRow ? columns : kind == KernelSlotColumn ? rows
                        : kind == KernelSlotNumber ? 1 : count;
    SCALAR *a = NAME(numbers)(count), *b = NAME(numbers)(length), *out = NAME(numbers)(count);
    SCALAR *all = NAME(numbers)(1), *over_rows = NAME(numbers)(columns), *over_columns = NAME(numbers)(rows);
    const KernelSlot slots[] = {{KernelSlotMatrix, a}, {kind, b}, {KernelSlotMatrix, out}, {KernelSlotScratch, NULL}};
    const int is_unary = code < KernelFunction_add;
    // The operand's own step first, into scratch, so that unary functions read it as well.
    const KernelStep steps[] = {{KernelFunction_add, 0, 1, 3, 0}, {code, 3, is_unary ? -1 : 1, 2, 0.2}};
    const KernelReduction sums[] = {{KernelReductionAll, 2, all}, {KernelReductionOverRows, 2, over_rows},
                                    {KernelReductionOverColumns, 2, over_columns}};
    const KernelChain chain = {rows, columns, ends_matter, slots, 4, steps, 2, sums, ends_matter ? 3 : 1};
    const size_t own = (NAME(kernel_chain_scratch)(&chain) + 15) / 16 * 16;
    const KernelInstruction instruction = {.kind = KernelInstructionChain, .rows = rows, .columns = columns,
                                           .chain = &chain, .own = own};
    NAME(run)(&instruction, rows, 0, members, team, NAME(kernel_chain_own)(&chain));
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += out[i];
    // Rounding apart, and where no sum is a number, both are none.
    if (fabs(sum - all[0]) > 1e-3 * (1 + fabs(sum))) wrong("the sum of a chain");
    free(a), free(b), free(out), free(all), free(over_rows), free(over_columns);
}

static void NAME(chains)(KernelTeam *team) {
    static const size_t sizes[] = {1, 2, 3, 15, 16, 17, 33, 70};
    enum { size_count = sizeof sizes / sizeof *sizes };
    static const KernelSlotKind kinds[] = {KernelSlotMatrix, KernelSlotRow, KernelSlotColumn, KernelSlotNumber};
    for (int32_t code = 0; code < KernelFunctionEnd; code++) {
        if (!kernel_function_name(code)) continue;
        for (size_t r = 0; r < size_count; r++)
            for (size_t c = 0; c < size_count; c++)
                for (size_t k = 0; k < 4; k++)
                    for (int32_t members = 1; members <= 3; members += 2) {
                        const int may_be_one = kinds[k] == KernelSlotMatrix || kinds[k] == KernelSlotNumber;
                        NAME(chain)(code, kinds[k], 1, sizes[r], sizes[c], members, team);
                        if (may_be_one) NAME(chain)(code, kinds[k], 0, sizes[r], sizes[c], members, team);
                    }
    }
    // A row longer than a block, and more numbers than one.
    NAME(chain)(KernelFunction_add, KernelSlotRow, 1, 3, 1500, 1, NULL);
    NAME(chain)(KernelFunction_add, KernelSlotColumn, 1, 1100, 3, 3, team);
    NAME(chain)(KernelFunction_add, KernelSlotMatrix, 0, 50, 61, 3, team);
}

// What follows a product in registers against the same function in a chain, to the last bit.
static void NAME(finish)(KernelInstruction product, const SCALAR *result, int32_t code, KernelSlotKind kind) {
    const size_t m = product.rows, n = product.columns;
    const size_t length = kind == KernelSlotRow ? n : kind == KernelSlotColumn ? m : kind == KernelSlotNumber ? 1 : m * n;
    SCALAR *operand = NAME(numbers)(length), *expected = NAME(numbers)(m * n);
    if (length > 3) operand[3] = (SCALAR)-0.0;
    const KernelSlot slots[] = {{KernelSlotMatrix, (void *)result}, {kind, operand}, {KernelSlotMatrix, expected}};
    const KernelStep step = {code, 0, 1, 2, 0.2};
    const KernelChain chain = {m, n, 1, slots, 3, &step, 1, NULL, 0};
    const size_t own = (NAME(kernel_chain_scratch)(&chain) + 15) / 16 * 16;
    const KernelInstruction alone = {.kind = KernelInstructionChain, .rows = m, .columns = n, .chain = &chain, .own = own};
    NAME(run)(&alone, m, 0, 1, NULL, NAME(kernel_chain_own)(&chain));
    const int is_column = kind == KernelSlotColumn || kind == KernelSlotNumber;
    const KernelFinish finish = {
        .function = code, .is_column = is_column, .operand = operand, .slope = 0.2,
        .row_stride = kind == KernelSlotMatrix ? n : kind == KernelSlotColumn ? 1 : 0};
    product.finishes = &finish;
    product.finish_count = 1;
    NAME(run)(&product, m, 0, 1, NULL, 16);
    if (memcmp(product.out, expected, m * n * sizeof(SCALAR))) wrong("what follows a product");
    free(operand), free(expected);
}

static void NAME(product)(int32_t transpose_a, int32_t transpose_b, size_t m, size_t k, size_t n, int32_t members,
                          KernelTeam *team) {
    SCALAR *a = NAME(numbers)(m * k), *b = NAME(numbers)(k * n), *out = NAME(numbers)(m * n);
    SCALAR *expected = NAME(numbers)(m * n);
    KernelInstruction product = {.kind = KernelInstructionProduct, .transpose_a = transpose_a,
                                 .transpose_b = transpose_b, .rows = m, .inner = k, .columns = n,
                                 .a = a, .b = b, .out = out};
    const size_t packed = NAME(kernel_packed_numbers)(&product);
    if (packed) product.packed = exactly(packed * sizeof(SCALAR));
    NAME(run)(&product, m, 0, members, team, 16);
    NAME(gemm)(101, transpose_a ? 112 : 111, transpose_b ? 112 : 111, (int)m, (int)n, (int)k, 1, a,
               (int)(transpose_a ? m : k), b, (int)(transpose_b ? k : n), 0, expected, (int)n);
    // Small whole numbers, so that neither the order of a sum nor its rounding shows.
    if (memcmp(out, expected, m * n * sizeof(SCALAR))) wrong("a product");
    if (!transpose_a && NAME(kernel_product_way)(0, transpose_b, m, k, n) == KernelProductInTiles) {
        static const int32_t codes[] = {KernelFunction_add, KernelFunction_multiply, KernelFunction_leakyReLUOfSum,
                                        KernelFunction_productWithLeakyReLUSlope};
        static const KernelSlotKind kinds[] = {KernelSlotMatrix, KernelSlotRow, KernelSlotColumn, KernelSlotNumber};
        for (int f = 0; f < 4; f++)
            for (int o = 0; o < 4; o++) NAME(finish)(product, expected, codes[f], kinds[o]);
    }
    free(a), free(b), free(out), free(expected), free(product.packed);
}

static void NAME(products)(KernelTeam *team) {
    static const size_t rows[] = {1, 2, 5, 8, 16, 17, 37};
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
        for (size_t k = 0; k <= 65; k += k < 34 ? 1 : 5)
            for (size_t n = 1; n <= 34; n += n < 4 || n > 13 ? 1 : 3)
                for (int32_t transpose = 0; transpose < 4; transpose++)
                    NAME(product)(transpose & 1, transpose >> 1, rows[r], k, n, 1, NULL);
    // Larger ones, and parts of the rows for each member.
    static const size_t sizes[] = {1, 2, 4, 16, 31, 48, 64, 97};
    enum { size_count = sizeof sizes / sizeof *sizes };
    for (size_t m = 0; m < size_count; m++)
        for (size_t k = 0; k < size_count; k++)
            for (size_t n = 0; n < size_count; n++)
                for (int32_t transpose = 0; transpose < 4; transpose++)
                    NAME(product)(transpose & 1, transpose >> 1, sizes[m], sizes[k], sizes[n], 3, team);
}

static void NAME(moves)(void) {
    static const size_t sizes[] = {1, 2, 15, 16, 17, 33, 50};
    enum { size_count = sizeof sizes / sizeof *sizes };
    for (size_t i = 0; i < size_count; i++)
        for (size_t j = 0; j < size_count; j++) {
            const size_t rows = sizes[i], columns = sizes[j];
            SCALAR *a = NAME(numbers)(rows * columns), *out = NAME(numbers)(rows * columns);
            KernelInstruction move = {.kind = KernelInstructionTranspose, .rows = rows, .columns = columns, .a = a,
                                      .out = out};
            NAME(run)(&move, 1, 1, 1, NULL, 16);
            for (size_t r = 0; r < rows; r++)
                for (size_t c = 0; c < columns; c++)
                    if (out[r * columns + c] != a[c * rows + r]) wrong("a transpose");
            free(a);
            // Strides of a matrix, a row, a column and a number.
            for (int strides = 0; strides < 4; strides++) {
                const size_t row_stride = strides & 1 ? columns : 0, column_stride = strides & 2 ? 1 : 0;
                const size_t own_row_stride = column_stride ? row_stride : row_stride ? 1 : 0;
                const size_t length = (rows - 1) * own_row_stride + (columns - 1) * column_stride + 1;
                a = NAME(numbers)(length);
                move = (KernelInstruction){.kind = KernelInstructionCopy, .rows = rows, .columns = columns, .a = a,
                                           .out = out, .a_row_stride = own_row_stride,
                                           .a_column_stride = column_stride};
                NAME(run)(&move, 1, 1, 1, NULL, 16);
                if (out[rows * columns - 1] != a[length - 1]) wrong("a copy");
                free(a);
            }
            free(out);
        }
}

static void NAME(draws)(KernelTeam *team) {
    const KernelRandomAddress address = {{1, 2}, {0, 3, 4, 5}};
    const double points[] = {1, 2, 3, 4, 5, 6};
    double *exact_points = exactly(sizeof points);
    memcpy(exact_points, points, sizeof points);
    for (size_t count = 0; count < 200; count++) {
        SCALAR *out = NAME(numbers)(2 * count);
        NAME(kernel_add_chosen_points)(address, count, exact_points, 3, out);
        free(out);
        out = NAME(numbers)(count);
        NAME(kernel_fill_normal)(NULL, address, count, 2, out);
        NAME(kernel_fill_uniform)(address, count, -1, 2, out);
        for (size_t i = 0; i < count; i++)
            if (!(out[i] >= -1 && out[i] <= 1)) wrong("a uniform number");
        free(out);
    }
    SCALAR *out = NAME(numbers)(16401);
    NAME(kernel_fill_normal)(team, address, 16401, 2, out);
    free(out);
    free(exact_points);
}

static void NAME(all)(KernelTeam *team) {
    NAME(chains)(team);
    NAME(products)(team);
    NAME(moves)();
    NAME(draws)(team);
}
