// A chain of element-wise functions, run block by block so that what one makes is still in the first cache when
// the next reads it. Included by kernels.c once for each kind of number.

#define UNARY_STEP(operation, LOOP, expression)                                                               \
    case operation: LOOP(i, count) { SCALAR x = a[i]; out[i] = (expression); } break;

CLONED static void NAME(unary_step)(int32_t operation, SCALAR slope, size_t count, const SCALAR *a, SCALAR *out) {
    switch (operation) { UNARY_FUNCTIONS(UNARY_STEP) }
}

#define BINARY_STEP(operation, expression)                                                                    \
    case operation:                                                                                           \
        if (a_is_number) {                                                                                    \
            SCALAR x = a[0];                                                                                  \
            EACH(i, count) { SCALAR y = b[i]; out[i] = (expression); }                                        \
        } else if (b_is_number) {                                                                             \
            SCALAR y = b[0];                                                                                  \
            EACH(i, count) { SCALAR x = a[i]; out[i] = (expression); }                                        \
        } else {                                                                                              \
            EACH(i, count) { SCALAR x = a[i], y = b[i]; out[i] = (expression); }                              \
        }                                                                                                     \
        break;

CLONED static void NAME(binary_step)(int32_t operation, size_t count, const SCALAR *a, int a_is_number,
                                     const SCALAR *b, int b_is_number, SCALAR *out) {
    switch (operation) { BINARY_FUNCTIONS(BINARY_STEP) }
}

// A sum in sixteen lanes, an order of addition that vectorizes and is the same on every instruction set.
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

// Blocks of 512 numbers are added in double, so that a long float sum keeps its digits.
static double NAME(sum)(size_t count, const SCALAR *a) {
    enum { block = 512 };
    double total = 0;
    for (size_t i = 0; i < count; i += block) total += NAME(sum_block)(count - i < block ? count - i : block, a + i);
    return total;
}

// out[r] = the sum of row r.
CLONED static void NAME(sum_rows)(size_t rows, size_t columns, const SCALAR *a, SCALAR *out) {
    if (columns == 2) {
        EACH(r, rows) { out[r] = a[2 * r] + a[2 * r + 1]; }
    } else {
        for (size_t r = 0; r < rows; r++) out[r] = (SCALAR)NAME(sum)(columns, a + r * columns);
    }
}

// Four rows at a time, so that narrow rows do not wait for each other's sum to be stored.
CLONED static void NAME(add_rows)(size_t rows, size_t columns, const SCALAR *a, SCALAR *lane) {
    size_t r = 0;
    for (; r + 4 <= rows; r += 4) {
        const SCALAR *p = a + r * columns, *q = p + columns, *s = q + columns, *t = s + columns;
        EACH(c, columns) { lane[c] += (p[c] + q[c]) + (s[c] + t[c]); }
    }
    for (; r < rows; r++) {
        const SCALAR *row = a + r * columns;
        EACH(c, columns) { lane[c] += row[c]; }
    }
}

CLONED static void NAME(flush)(size_t columns, SCALAR *lane, double *total) {
    EACH(c, columns) {
        total[c] += lane[c];
        lane[c] = 0;
    }
}

CLONED static void NAME(fill)(size_t count, SCALAR value, SCALAR *out) {
    for (size_t i = 0; i < count; i++) out[i] = value;
}

// One number for each row, repeated along the row.
static void NAME(spread_column)(size_t rows, size_t columns, const SCALAR *column, SCALAR *out) {
    for (size_t r = 0; r < rows; r++) NAME(fill)(columns, column[r], out + r * columns);
}

static size_t NAME(block_rows)(const KernelChain *chain) {
    size_t rows = chain->columns ? KernelChainBlock / chain->columns : chain->rows;
    return rows < 1 ? 1 : rows > chain->rows ? chain->rows : rows;
}

// Numbers of memory between two slots that live in scratch: whole cache lines.
static size_t NAME(stride)(const KernelChain *chain) {
    size_t count = NAME(block_rows)(chain) * chain->columns;
    return (count + 15) / 16 * 16;
}

size_t NAME(kernel_chain_scratch)(const KernelChain *chain) {
    // After the slots the running sums over rows: a lane of numbers and one of doubles, which take two places
    // at most.
    return chain->slot_count * NAME(stride)(chain) + chain->reduction_count * 3 * ((chain->columns + 15) / 16 * 16);
}

typedef struct {
    SCALAR *lane;
    double *column_total;
    double total;
} NAME(Running);

// The sums that have been gathered, after `rows` more rows of a block.
static void NAME(reduce)(const KernelChain *chain, size_t k, size_t first_row, size_t rows, const SCALAR *block,
                         NAME(Running) *running) {
    switch (chain->reductions[k].kind) {
    case KernelReductionAll: running->total += NAME(sum)(rows * chain->columns, block); break;
    case KernelReductionOverColumns:
        NAME(sum_rows)(rows, chain->columns, block, (SCALAR *)chain->reductions[k].out + first_row);
        break;
    case KernelReductionOverRows:
        NAME(add_rows)(rows, chain->columns, block, running->lane);
        // In the blocks of some 512 rows that keep a float sum's digits.
        if ((first_row + rows) / 512 != first_row / 512) NAME(flush)(chain->columns, running->lane, running->column_total);
        break;
    }
}

void NAME(kernel_chain_run)(const KernelChain *chain, SCALAR *scratch) {
    SCALAR *place[KernelChainSlots];
    NAME(Running) running[KernelChainReductions];
    const size_t columns = chain->columns, block_rows = NAME(block_rows)(chain);
    const size_t stride = NAME(stride)(chain), lanes = (columns + 15) / 16 * 16;
    for (size_t s = 0; s < chain->slot_count; s++) {
        const KernelSlot slot = chain->slots[s];
        int isElsewhere = slot.kind == KernelSlotMatrix || slot.kind == KernelSlotNumber;
        place[s] = isElsewhere ? slot.data : scratch + s * stride;
        if (slot.kind == KernelSlotRow)
            for (size_t r = 0; r < block_rows; r++) memcpy(place[s] + r * columns, slot.data, columns * sizeof(SCALAR));
    }
    SCALAR *sums = scratch + chain->slot_count * stride;
    for (size_t k = 0; k < chain->reduction_count; k++, sums += 3 * lanes) {
        running[k] = (NAME(Running)){sums, (double *)(sums + lanes), 0};
        if (chain->reductions[k].kind == KernelReductionOverRows) memset(sums, 0, 3 * lanes * sizeof(SCALAR));
    }
    for (size_t row = 0; row < chain->rows; row += block_rows) {
        const size_t rows = chain->rows - row < block_rows ? chain->rows - row : block_rows;
        const size_t count = rows * columns;
        for (size_t s = 0; s < chain->slot_count; s++)
            if (chain->slots[s].kind == KernelSlotColumn)
                NAME(spread_column)(rows, columns, (const SCALAR *)chain->slots[s].data + row, place[s]);
        for (size_t k = 0; k < chain->step_count; k++) {
            const KernelStep step = chain->steps[k];
            if (step.b < 0)
                NAME(unary_step)(step.operation, (SCALAR)step.parameter, count, place[step.a], place[step.out]);
            else
                NAME(binary_step)(step.operation, count, place[step.a],
                                  chain->slots[step.a].kind == KernelSlotNumber, place[step.b],
                                  chain->slots[step.b].kind == KernelSlotNumber, place[step.out]);
        }
        for (size_t k = 0; k < chain->reduction_count; k++)
            NAME(reduce)(chain, k, row, rows, place[chain->reductions[k].slot], &running[k]);
        for (size_t s = 0; s < chain->slot_count; s++)
            if (chain->slots[s].kind == KernelSlotMatrix) place[s] += count;
    }
    for (size_t k = 0; k < chain->reduction_count; k++) {
        SCALAR *out = chain->reductions[k].out;
        switch (chain->reductions[k].kind) {
        case KernelReductionAll: out[0] = (SCALAR)running[k].total; break;
        case KernelReductionOverColumns: break;
        case KernelReductionOverRows:
            NAME(flush)(columns, running[k].lane, running[k].column_total);
            for (size_t c = 0; c < columns; c++) out[c] = (SCALAR)running[k].column_total[c];
            break;
        }
    }
}
