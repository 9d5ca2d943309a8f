// A chain of element-wise functions, run block by block so that what one makes is still in the first cache when
// the next reads it. Included by kernels.c once for each kind of number.

#define UNARY_STEP(name, LOOP, formula)                                                                       \
    case KernelFunction_##name: LOOP(i, count) { SCALAR x = a[i]; out[i] = (formula); } break;

CLONED static void NAME(unary_step)(int32_t function, SCALAR slope, size_t count, const SCALAR *a, SCALAR *out) {
    switch (function) { UNARY_FUNCTIONS(UNARY_STEP) }
}

#define BINARY_STEP(name, LOOP, formula)                                                                      \
    case KernelFunction_##name:                                                                               \
        if (a_is_number) {                                                                                    \
            SCALAR x = a[0];                                                                                  \
            LOOP(i, count) { SCALAR y = b[i]; out[i] = (formula); }                                           \
        } else if (b_is_number) {                                                                             \
            SCALAR y = b[0];                                                                                  \
            LOOP(i, count) { SCALAR x = a[i]; out[i] = (formula); }                                           \
        } else {                                                                                              \
            LOOP(i, count) { SCALAR x = a[i], y = b[i]; out[i] = (formula); }                                 \
        }                                                                                                     \
        break;

CLONED static void NAME(binary_step)(int32_t function, SCALAR slope, size_t count, const SCALAR *a, int a_is_number,
                                     const SCALAR *b, int b_is_number, SCALAR *out) {
    switch (function) { BINARY_FUNCTIONS(BINARY_STEP) MERGED_FUNCTIONS(BINARY_STEP) }
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

// Four rows at a time, and sixteen columns whose sums stay in registers: a sum that is stored after each row is waited for.
CLONED static void NAME(add_rows)(size_t rows, size_t columns, const SCALAR *a, SCALAR *lane) {
    enum { width = 16 };
    for (size_t first = 0; first < columns; first += width) {
        const size_t count = columns - first < width ? columns - first : width, whole = rows / 4 * 4;
        SCALAR sum[width] = {0};
        memcpy(sum, lane + first, count * sizeof(SCALAR));
        if (count == width)
            for (size_t r = 0; r < whole; r += 4) {
                const SCALAR *p = a + r * columns + first, *q = p + columns, *s = q + columns, *t = s + columns;
                for (size_t c = 0; c < width; c++) sum[c] += (p[c] + q[c]) + (s[c] + t[c]);
            }
        else
            for (size_t r = 0; r < whole; r += 4) {
                const SCALAR *p = a + r * columns + first, *q = p + columns, *s = q + columns, *t = s + columns;
                for (size_t c = 0; c < count; c++) sum[c] += (p[c] + q[c]) + (s[c] + t[c]);
            }
        for (size_t r = whole; r < rows; r++)
            for (size_t c = 0; c < count; c++) sum[c] += a[r * columns + first + c];
        memcpy(lane + first, sum, count * sizeof(SCALAR));
    }
}

CLONED static void NAME(flush)(size_t columns, SCALAR *lane, double *total) {
    EACH(c, columns) {
        total[c] += lane[c];
        lane[c] = 0;
    }
}

// One number for each row, repeated along the row; sixteen at a time, since a loop over a short row takes as long to begin.
CLONED static void NAME(spread_column)(size_t rows, size_t columns, const SCALAR *column, SCALAR *out) {
    enum { width = 16 };
    for (size_t r = 0; r < rows; r++, out += columns) {
        const SCALAR value = column[r];
        size_t first = 0;
        for (; first + width <= columns; first += width) EACH(c, width) { out[first + c] = value; }
        for (; first < columns; first++) out[first] = value;
    }
}

// A chain on some rows. Where nothing depends on where a row ends, all is one column of numbers.
typedef struct {
    size_t first, rows, columns;
} NAME(Span);

static NAME(Span) NAME(span)(const KernelChain *chain, size_t first, size_t rows) {
    if (chain->ends_matter) return (NAME(Span)){first, rows, chain->columns};
    return (NAME(Span)){first * chain->columns, rows * chain->columns, 1};
}

static size_t NAME(block_rows)(const KernelChain *chain) {
    const NAME(Span) all = NAME(span)(chain, 0, chain->rows);
    size_t rows = all.columns ? KernelChainBlock / all.columns : all.rows;
    if (rows > all.rows) rows = all.rows;
    // One row also where the matrix has none: a row to be repeated is copied all the same.
    return rows < 1 ? 1 : rows;
}

static size_t NAME(whole_lines)(size_t count) { return (count + 15) / 16 * 16; }

// Numbers of memory between two blocks: whole cache lines.
static size_t NAME(stride)(const KernelChain *chain) {
    return NAME(whole_lines)(NAME(block_rows)(chain) * (chain->ends_matter ? chain->columns : 1));
}

static int NAME(is_in_scratch)(KernelSlotKind kind) { return kind == KernelSlotScratch || kind == KernelSlotColumn; }

size_t NAME(kernel_chain_scratch)(const KernelChain *chain) {
    size_t count = 0;
    for (size_t s = 0; s < chain->slot_count; s++) count += (size_t)NAME(is_in_scratch)(chain->slots[s].kind);
    return count * NAME(stride)(chain);
}

// A sum on its way: of all numbers, or of each column, in a short lane that is emptied into doubles now and then.
typedef struct {
    double *total;
    SCALAR *lane;
    double *column_total;
} NAME(Running);

static size_t NAME(running_numbers)(const KernelChain *chain) {
    const size_t lanes = chain->ends_matter ? NAME(whole_lines)(chain->columns) : 0;
    return 16 + lanes + lanes * (sizeof(double) / sizeof(SCALAR));
}

static NAME(Running) NAME(running)(const KernelChain *chain, size_t k, SCALAR *sums) {
    SCALAR *place = sums + k * NAME(running_numbers)(chain);
    const size_t lanes = chain->ends_matter ? NAME(whole_lines)(chain->columns) : 0;
    return (NAME(Running)){(double *)place, place + 16, (double *)(place + 16 + lanes)};
}

static size_t NAME(row_slots)(const KernelChain *chain) {
    size_t count = 0;
    for (size_t s = 0; s < chain->slot_count; s++) count += chain->slots[s].kind == KernelSlotRow;
    return count;
}

// Numbers that an address for each slot takes up; an address may be shorter than a number.
static size_t NAME(address_numbers)(const KernelChain *chain) {
    return NAME(whole_lines)((chain->slot_count * sizeof(SCALAR *) + sizeof(SCALAR) - 1) / sizeof(SCALAR));
}

// The address of every slot, then rows to be repeated, written out for a block, and then the sums.
size_t NAME(kernel_chain_own)(const KernelChain *chain) {
    return NAME(address_numbers)(chain) + NAME(row_slots)(chain) * NAME(stride)(chain) + chain->reduction_count * NAME(running_numbers)(chain);
}

// Before the first rows of a stage.
static void NAME(chain_begin)(const KernelChain *chain, SCALAR *own) {
    const size_t columns = chain->columns, stride = NAME(stride)(chain), block_rows = NAME(block_rows)(chain);
    own += NAME(address_numbers)(chain);
    for (size_t s = 0; s < chain->slot_count; s++) {
        if (chain->slots[s].kind != KernelSlotRow) continue;
        memcpy(own, chain->slots[s].data, columns * sizeof(SCALAR));
        for (size_t done = 1; done < block_rows; done *= 2) {
            const size_t more = block_rows - done < done ? block_rows - done : done;
            memcpy(own + done * columns, own, more * columns * sizeof(SCALAR));
        }
        own += stride;
    }
    memset(own, 0, chain->reduction_count * NAME(running_numbers)(chain) * sizeof(SCALAR));
}

// The sums that have been gathered, after `rows` more rows of a block.
static void NAME(reduce)(const KernelReduction *reduction, const NAME(Span) span, const SCALAR *block,
                         NAME(Running) running) {
    switch (reduction->kind) {
    case KernelReductionAll: *running.total += NAME(sum)(span.rows * span.columns, block); break;
    case KernelReductionOverColumns:
        NAME(sum_rows)(span.rows, span.columns, block, (SCALAR *)reduction->out + span.first);
        break;
    case KernelReductionOverRows:
        NAME(add_rows)(span.rows, span.columns, block, running.lane);
        // In the blocks of some 512 rows that keep a float sum's digits.
        if ((span.first + span.rows) / 512 != span.first / 512)
            NAME(flush)(span.columns, running.lane, running.column_total);
        break;
    }
}

// Some rows, the same for everything that the chain reads and writes.
static void NAME(chain_rows)(const KernelChain *chain, size_t first, size_t rows, SCALAR *scratch, SCALAR *own) {
    SCALAR **place = (SCALAR **)own;
    own += NAME(address_numbers)(chain);
    const NAME(Span) span = NAME(span)(chain, first, rows);
    const size_t block_rows = NAME(block_rows)(chain), stride = NAME(stride)(chain), columns = span.columns;
    for (size_t s = 0; s < chain->slot_count; s++) {
        const KernelSlot slot = chain->slots[s];
        switch (slot.kind) {
        case KernelSlotMatrix: place[s] = (SCALAR *)slot.data + span.first * columns; break;
        case KernelSlotNumber: place[s] = slot.data; break;
        case KernelSlotRow: place[s] = own, own += stride; break;
        case KernelSlotScratch:
        case KernelSlotColumn: place[s] = scratch, scratch += stride; break;
        }
    }
    for (size_t row = 0; row < span.rows; row += block_rows) {
        NAME(Span) block = {span.first + row, span.rows - row < block_rows ? span.rows - row : block_rows, columns};
        const size_t count = block.rows * columns;
        for (size_t s = 0; s < chain->slot_count; s++)
            if (chain->slots[s].kind == KernelSlotColumn)
                NAME(spread_column)(block.rows, columns, (const SCALAR *)chain->slots[s].data + block.first, place[s]);
        for (size_t k = 0; k < chain->step_count; k++) {
            const KernelStep step = chain->steps[k];
            if (step.b < 0)
                NAME(unary_step)(step.function, (SCALAR)step.slope, count, place[step.a], place[step.out]);
            else
                NAME(binary_step)(step.function, (SCALAR)step.slope, count, place[step.a],
                                  chain->slots[step.a].kind == KernelSlotNumber, place[step.b],
                                  chain->slots[step.b].kind == KernelSlotNumber, place[step.out]);
        }
        for (size_t k = 0; k < chain->reduction_count; k++)
            NAME(reduce)(&chain->reductions[k], block, place[chain->reductions[k].slot],
                         NAME(running)(chain, k, own));
        for (size_t s = 0; s < chain->slot_count; s++)
            if (chain->slots[s].kind == KernelSlotMatrix) place[s] += count;
    }
}

// After the last rows of a stage: what the members have gathered, in their order, `distance` numbers apart.
static void NAME(chain_end)(const KernelChain *chain, SCALAR *own, int32_t members, size_t distance) {
    SCALAR *sums = own + NAME(address_numbers)(chain) + NAME(row_slots)(chain) * NAME(stride)(chain);
    for (size_t k = 0; k < chain->reduction_count; k++) {
        const KernelReduction reduction = chain->reductions[k];
        if (reduction.kind == KernelReductionOverColumns) continue;
        const NAME(Running) first = NAME(running)(chain, k, sums);
        for (int32_t m = 0; m < members; m++) {
            NAME(Running) other = NAME(running)(chain, k, sums + (size_t)m * distance);
            if (reduction.kind == KernelReductionOverRows)
                NAME(flush)(chain->columns, other.lane, other.column_total);
            if (m == 0) continue;
            *first.total += *other.total;
            if (reduction.kind == KernelReductionOverRows)
                for (size_t c = 0; c < chain->columns; c++) first.column_total[c] += other.column_total[c];
        }
        SCALAR *out = reduction.out;
        if (reduction.kind == KernelReductionAll)
            out[0] = (SCALAR)*first.total;
        else
            for (size_t c = 0; c < chain->columns; c++) out[c] = (SCALAR)first.column_total[c];
    }
}
