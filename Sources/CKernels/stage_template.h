// Stages: lists of chains and products on the same rows. Included by kernels.c once for each kind of number.

// Some rows of a product; of a transposed left operand they are columns.
static void NAME(product_rows)(const KernelInstruction *product, size_t first, size_t rows, NAME(kernel_gemm) gemm) {
    enum { row_major = 101, plain = 111, transposed = 112 }; // of CBLAS
    const size_t inner = product->inner, columns = product->columns;
    const SCALAR *a = (const SCALAR *)product->a + first * (product->transpose_a ? 1 : inner), *b = product->b;
    SCALAR *out = (SCALAR *)product->out + first * columns;
    if (rows == 0 || inner == 0 || columns == 0) {
        // A sum of nothing. BLAS refuses rows of no length.
        memset(out, 0, rows * columns * sizeof(SCALAR));
    } else if (!NAME(kernel_product_rows)(product, first, rows)) {
        gemm(row_major, product->transpose_a ? transposed : plain, product->transpose_b ? transposed : plain,
             (int)rows, (int)columns, (int)inner, 1, a, (int)(product->transpose_a ? product->rows : inner), b,
             (int)(product->transpose_b ? inner : columns), 0, out, (int)columns);
    }
}

static void NAME(instruction_rows)(const KernelInstruction *instruction, size_t first, size_t rows, SCALAR *memory,
                                   NAME(kernel_gemm) gemm) {
    switch (instruction->kind) {
    case KernelInstructionChain:
        NAME(chain_rows)(instruction->chain, first, rows, memory, memory + instruction->own);
        break;
    case KernelInstructionProduct: NAME(product_rows)(instruction, first, rows, gemm); break;
    // These are not shared out: they come in stages of one row.
    case KernelInstructionTranspose:
        NAME(transpose)(instruction->columns, instruction->rows, instruction->a, instruction->out);
        break;
    case KernelInstructionCopy:
        NAME(copy)(instruction->rows, instruction->columns, instruction->a, instruction->a_row_stride,
                   instruction->a_column_stride, instruction->out);
        break;
    }
}

typedef struct {
    const KernelStage *stage;
    NAME(kernel_gemm) gemm;
} NAME(StageCall);

static void NAME(begin)(const KernelInstruction *instruction, SCALAR *memory) {
    if (instruction->chain) NAME(chain_begin)(instruction->chain, memory + instruction->own);
}

// One member's part of the rows.
static void NAME(stage_part)(void *context, int32_t member) {
    const NAME(StageCall) *call = context;
    const KernelStage *stage = call->stage;
    SCALAR *memory = (SCALAR *)stage->memory + (size_t)member * stage->member_numbers;
    const size_t members = (size_t)stage->members, rows = stage->rows;
    const size_t first = rows * (size_t)member / members, end = rows * ((size_t)member + 1) / members;
    for (size_t k = 0; k < stage->count; k++) NAME(begin)(&stage->instructions[k], memory);
    for (size_t k = 0; k < stage->count; k++)
        NAME(instruction_rows)(&stage->instructions[k], first, end - first, memory, call->gemm);
}

static void NAME(packing_part)(void *context, int32_t member) {
    const NAME(StageCall) *call = context;
    const KernelStage *stage = call->stage;
    for (size_t k = 0; k < stage->packing_count; k++)
        NAME(kernel_pack)(&stage->instructions[stage->packings[k]], (size_t)member, (size_t)stage->members);
}

static void NAME(run_in_order)(const KernelStage *stage, NAME(kernel_gemm) gemm) {
    SCALAR *memory = stage->memory;
    for (size_t k = 0; k < stage->count; k++) {
        const KernelInstruction *instruction = &stage->instructions[k];
        NAME(begin)(instruction, memory);
        if (instruction->packed) NAME(kernel_pack)(instruction, 0, 1);
        NAME(instruction_rows)(instruction, 0, instruction->rows, memory, gemm);
        if (instruction->chain) NAME(chain_end)(instruction->chain, memory + instruction->own, 1, 0);
    }
}

static size_t NAME(packed_numbers)(const KernelStage *stage) {
    size_t count = 0;
    for (size_t k = 0; k < stage->packing_count; k++) {
        const KernelInstruction *product = &stage->instructions[stage->packings[k]];
        count += product->inner * product->columns;
    }
    return count;
}

void NAME(kernel_stage_run)(const KernelStage *stage, KernelTeam *team, NAME(kernel_gemm) gemm) {
    // Some microseconds of packing; calling the members takes one or two.
    enum { worth_sharing = 32768 };
    if (stage->in_order) {
        NAME(run_in_order)(stage, gemm);
        return;
    }
    NAME(StageCall) call = {stage, gemm};
    if (stage->members == 1) team = NULL;
    if (NAME(packed_numbers)(stage) >= worth_sharing)
        kernel_team_run(team, NAME(packing_part), &call);
    else
        for (int32_t member = 0; member < stage->members; member++) NAME(packing_part)(&call, member);
    kernel_team_run(team, NAME(stage_part), &call);
    for (size_t k = 0; k < stage->count; k++) {
        const KernelInstruction *instruction = &stage->instructions[k];
        if (instruction->chain)
            NAME(chain_end)(instruction->chain, (SCALAR *)stage->memory + instruction->own, stage->members,
                            stage->member_numbers);
    }
}
