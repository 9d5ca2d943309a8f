// The kernels of Sources/CKernels in a browser: programs that `gantrain lab` has written as whole numbers become stages
// again, and the same loops run them. There is no C library, no BLAS and one thread.
//
// scripts/lab-kernels makes Resources/kernels.wasm of it. Compiled for the processor at hand it is what the check compares
// the page with.
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "kernels.h"

#if defined(__wasm__)
#define EXPORTED(name) __attribute__((export_name(#name))) name

enum { page = 65536 };
extern char __heap_base;
static char *next_free = &__heap_base;

// Zeros, aligned to 64 bytes, for as long as the page lives; NULL if there is no more memory.
void *EXPORTED(lab_take)(size_t bytes) {
    char *place = (char *)(((uintptr_t)next_free + 63) / 64 * 64), *end = place + bytes;
    const size_t size = __builtin_wasm_memory_size(0) * page;
    if ((size_t)end > size &&
        __builtin_wasm_memory_grow(0, ((size_t)end - size + page - 1) / page) == (size_t)-1)
        return NULL;
    next_free = end;
    return place;
}
#else
#define EXPORTED(name) name
#include <stdlib.h>
void *lab_take(size_t bytes) {
    void *place = NULL;
    if (posix_memalign(&place, 64, bytes + 64)) return NULL;
    return memset(place, 0, bytes + 64);
}
#endif

// One thread does all parts.
int32_t kernel_team_members(const KernelTeam *team) { return 1; }
void kernel_team_run(KernelTeam *team, KernelWork work, void *context) { work(context, 0); }

// What a program is written as: whole numbers, fractions that they point to, and where each buffer lies.
typedef struct {
    const int32_t *next;
    const double *fractions;
    void *const *places;
} Text;

static int32_t word(Text *text) { return *text->next++; }
static size_t size(Text *text) { return (size_t)word(text); }
static void *place(Text *text) {
    const int32_t buffer = word(text);
    return buffer < 0 ? NULL : text->places[buffer];
}
static double fraction(Text *text) {
    const int32_t index = word(text);
    return index < 0 ? 0 : text->fractions[index];
}

static const KernelChain *chain(Text *text) {
    KernelChain *chain = lab_take(sizeof *chain);
    chain->rows = size(text), chain->columns = size(text), chain->ends_matter = word(text);
    chain->slot_count = size(text);
    KernelSlot *slots = lab_take(chain->slot_count * sizeof *slots);
    for (size_t k = 0; k < chain->slot_count; k++) {
        slots[k].kind = (KernelSlotKind)word(text);
        slots[k].data = place(text);
    }
    chain->step_count = size(text);
    KernelStep *steps = lab_take(chain->step_count * sizeof *steps);
    for (size_t k = 0; k < chain->step_count; k++) {
        steps[k].function = word(text), steps[k].a = word(text), steps[k].b = word(text), steps[k].out = word(text);
        steps[k].slope = fraction(text);
    }
    chain->reduction_count = size(text);
    KernelReduction *reductions = lab_take(chain->reduction_count * sizeof *reductions);
    for (size_t k = 0; k < chain->reduction_count; k++) {
        reductions[k].kind = (KernelReductionKind)word(text), reductions[k].slot = word(text);
        reductions[k].out = place(text);
    }
    chain->slots = slots, chain->steps = steps, chain->reductions = reductions;
    return chain;
}

static void product(Text *text, KernelInstruction *product) {
    product->transpose_a = word(text), product->transpose_b = word(text);
    product->rows = size(text), product->inner = size(text), product->columns = size(text);
    product->a = place(text), product->b = place(text), product->out = place(text);
    product->packed = place(text);
    product->finish_count = size(text);
    KernelFinish *finishes = lab_take(product->finish_count * sizeof *finishes);
    for (size_t k = 0; k < product->finish_count; k++) {
        finishes[k].function = word(text), finishes[k].is_column = word(text);
        finishes[k].operand = place(text), finishes[k].row_stride = size(text);
        finishes[k].slope = fraction(text);
    }
    product->finishes = finishes;
}

static void instruction(Text *text, KernelInstruction *instruction) {
    instruction->kind = (KernelInstructionKind)word(text);
    switch (instruction->kind) {
    case KernelInstructionChain:
        instruction->own = size(text);
        instruction->chain = chain(text);
        instruction->rows = instruction->chain->rows, instruction->columns = instruction->chain->columns;
        break;
    case KernelInstructionProduct: product(text, instruction); break;
    case KernelInstructionTranspose:
    case KernelInstructionCopy:
        instruction->rows = size(text), instruction->columns = size(text);
        instruction->a = place(text), instruction->out = place(text);
        instruction->a_row_stride = size(text), instruction->a_column_stride = size(text);
        break;
    }
}

// Always in order, which is how one thread runs a stage.
static void stage(Text *text, KernelStage *stage) {
    stage->members = 1, stage->in_order = 1;
    stage->memory = place(text), stage->member_numbers = size(text);
    stage->count = size(text);
    KernelInstruction *instructions = lab_take(stage->count * sizeof *instructions);
    for (size_t k = 0; k < stage->count; k++) instruction(text, &instructions[k]);
    stage->instructions = instructions;
    stage->rows = stage->count ? instructions[0].rows : 0;
}

// First what is observed, then what is updated.
typedef struct {
    int32_t is_double;
    size_t counts[2];
    KernelStage *stages;
} Program;

Program *EXPORTED(lab_program)(const int32_t *words, const double *fractions, void *const *places, int32_t is_double) {
    kernel_use_plain_products();
    Text text = {words, fractions, places};
    Program *program = lab_take(sizeof *program);
    program->is_double = is_double;
    program->counts[0] = size(&text), program->counts[1] = size(&text);
    const size_t count = program->counts[0] + program->counts[1];
    program->stages = lab_take(count * sizeof *program->stages);
    for (size_t k = 0; k < count; k++) stage(&text, &program->stages[k]);
    return program;
}

void EXPORTED(lab_run)(const Program *program, int32_t phase) {
    const size_t first = phase ? program->counts[0] : 0, end = first + program->counts[phase ? 1 : 0];
    for (size_t k = first; k < end; k++)
        program->is_double ? kernel_stage_run_double(&program->stages[k], NULL, NULL)
                           : kernel_stage_run_float(&program->stages[k], NULL, NULL);
}

// Random numbers, as RandomDraw asks for them. Two words of a key, then four of a counter.
static KernelRandomAddress address(const uint32_t *words) {
    KernelRandomAddress address;
    memcpy(&address, words, sizeof address);
    return address;
}

void EXPORTED(lab_fill_normal)(const uint32_t *words, int32_t is_double, size_t count, double scale, void *out) {
    is_double ? kernel_fill_normal_double(NULL, address(words), count, scale, out)
              : kernel_fill_normal_float(NULL, address(words), count, (float)scale, out);
}

void EXPORTED(lab_fill_uniform)(const uint32_t *words, int32_t is_double, size_t count, double low, double high,
                                void *out) {
    is_double ? kernel_fill_uniform_double(address(words), count, low, high - low, out)
              : kernel_fill_uniform_float(address(words), count, (float)low, (float)high - (float)low, out);
}

void EXPORTED(lab_add_chosen_points)(const uint32_t *words, int32_t is_double, size_t count, const double *points,
                                     size_t choices, void *out) {
    is_double ? kernel_add_chosen_points_double(address(words), count, points, choices, out)
              : kernel_add_chosen_points_float(address(words), count, points, choices, out);
}
