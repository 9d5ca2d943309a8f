// Plain loops over rows of numbers, compiled for several instruction sets and chosen at run time, so that one
// portable binary uses the vector units of the machine it meets. (Measured: a loop over 131,072 floats takes
// 16.7 µs as Swift compiles it for baseline x86-64 and 8.5 µs here.)
//
// Contract: matrices are row-major and contiguous. An output may be the very same memory as an input, never a
// shifted part of it. An operand with row stride 0 repeats its row, with column stride 0 its number.
#ifndef GANTRAIN_KERNELS_H
#define GANTRAIN_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "functions.h"

// The name of the element-wise function with a code; NULL if there is none.
const char *kernel_function_name(int32_t code);

// Where a step of a chain reads or writes.
typedef enum __attribute__((enum_extensibility(closed))) {
    KernelSlotScratch, // a block of the chain's own
    KernelSlotMatrix,  // a matrix of the chain's shape, read or written block by block
    KernelSlotRow,     // one row, repeated for every row
    KernelSlotColumn,  // one number a row, repeated along the row
    KernelSlotNumber,  // one number, repeated everywhere
} KernelSlotKind;

// out = function(a) where b < 0, function(a, b) elsewhere, by its code; a, b and out are slots.
typedef struct {
    int32_t function, a, b, out;
    double slope;
} KernelStep;

typedef enum __attribute__((enum_extensibility(closed))) {
    KernelReductionAll,         // out[1]
    KernelReductionOverRows,    // out[columns]
    KernelReductionOverColumns, // out[rows]
} KernelReductionKind;

enum { KernelChainBlock = 1024 }; // numbers in a block: a handful of blocks fits into the first cache

typedef struct {
    KernelSlotKind kind;
    void *data; // numbers of the chain's kind; unused for scratch
} KernelSlot;

typedef struct {
    KernelReductionKind kind;
    int32_t slot;
    void *out;
} KernelReduction;

// Element-wise steps on matrices of one shape, and sums of what they make.
typedef struct {
    size_t rows, columns;
    // 0 if nothing depends on where a row ends: no slot repeats a row or a column, and no sum is over one of them.
    int32_t ends_matter;
    const KernelSlot *slots;
    size_t slot_count;
    const KernelStep *steps;
    size_t step_count;
    const KernelReduction *reductions;
    size_t reduction_count;
} KernelChain;

typedef enum __attribute__((enum_extensibility(closed))) {
    KernelInstructionChain,
    KernelInstructionProduct,   // out[rows × columns] = op(a)·op(b), summed over `inner`; op transposes if asked to
    KernelInstructionTranspose, // out[rows × columns] = transpose of a[columns × rows]
    KernelInstructionCopy,      // out[rows × columns] = a, repeated along dimensions of stride 0
} KernelInstructionKind;

typedef enum __attribute__((enum_extensibility(closed))) {
    KernelProductByBLAS,
    KernelProductThin,    // few columns: sums along vectors
    KernelProductInTiles, // without transpose_a, finishes may follow
} KernelProductWay;

// What follows a product while its result is in registers: result = function(result, operand), the operand being a matrix
// of the result's shape, or one row (row_stride 0), or one number a row (is_column).
typedef struct {
    int32_t function; // add, multiply, leakyReLUOfSum or productWithLeakyReLUSlope
    int32_t is_column;
    const void *operand;
    size_t row_stride;
    double slope;
} KernelFinish;

typedef struct {
    KernelInstructionKind kind;
    int32_t transpose_a, transpose_b;
    size_t rows, inner, columns;
    const void *a, *b; // numbers of the stage's kind
    void *out;
    size_t a_row_stride, a_column_stride; // of a copy
    void *packed;                         // where op(b) lies packed for a product; NULL if it does not
    const KernelFinish *finishes;         // of a product
    size_t finish_count;
    const KernelChain *chain;
    size_t own; // where in a member's memory a chain keeps what lasts for a stage
} KernelInstruction;

// What the processor can do and the operating system lets programs use.
enum {
    KernelAVX = 1,
    KernelAVX2 = 2, // and fused multiply-add
    KernelAVX512 = 4, // as a Skylake server has it
    KernelBFloat16 = 8, // products of bfloat16 numbers in AVX-512
};

typedef struct {
    char vendor[13], name[49]; // ended by zeros; empty on processors that are not x86-64
    int32_t family, model;     // with their extensions
    uint32_t instruction_sets;
} KernelProcessor;

KernelProcessor kernel_processor(void);

// Threads that work on stages together; the caller of kernel_team_run is one of them.
typedef struct KernelTeam KernelTeam;
typedef void (*KernelWork)(void *context, int32_t part);
// How many processor cores this process may use.
int32_t kernel_cores(void);
// A team with this number of members. If the system refuses some of the threads, the others do their parts too, and
// the results are the same. NULL if there is no memory for it.
KernelTeam *kernel_team_create(int32_t members);
void kernel_team_destroy(KernelTeam *team);
int32_t kernel_team_members(const KernelTeam *team);
// How many threads there are, the caller's with them.
int32_t kernel_team_threads(const KernelTeam *team);
// While a team rests, the caller does all parts; the results are the same.
void kernel_team_rest(KernelTeam *team, int32_t rests);
// Calls work(context, p) once for every part p from 0 up to the number of members, several at the same time, and
// returns when all are done. Without a team there is part 0 alone.
void kernel_team_run(KernelTeam *team, KernelWork work, void *context);

// Instructions on the same `rows` rows, of which each member takes a part. Row r of what an instruction reads of the
// others' results is needed for row r alone.
typedef struct {
    size_t rows;
    int32_t members;
    // Each instruction for all rows before the next, by member 0: nothing is said of what they read.
    int32_t in_order;
    const KernelInstruction *instructions;
    size_t count;
    // Products of the list above whose right operands are packed before the first rows; in order each is packed
    // when its turn comes.
    const size_t *packings;
    size_t packing_count;
    void *memory;          // numbers of the stage's kind, aligned to 64 bytes
    size_t member_numbers; // how many of them each member has to itself: scratch, then what chains own
} KernelStage;

#define GANTRAIN_DECLARE_KERNELS(Scalar, suffix)                                                              \
    /* The matrix product of CBLAS. */                                                                        \
    typedef void (*kernel_gemm_##suffix)(int, int, int, int, int, int, Scalar, const Scalar *, int,           \
                                         const Scalar *, int, Scalar, Scalar *, int);                         \
    /* How many numbers of memory a chain needs for blocks, and for what lasts for a stage. */                \
    size_t kernel_chain_scratch_##suffix(const KernelChain *chain);                                           \
    size_t kernel_chain_own_##suffix(const KernelChain *chain);                                               \
    void kernel_stage_run_##suffix(const KernelStage *stage, KernelTeam *team, kernel_gemm_##suffix gemm);    \
    /* Who computes a product. */                                                                             \
    KernelProductWay kernel_product_way_##suffix(int32_t transpose_a, int32_t transpose_b, size_t rows, size_t inner,  \
                                        size_t columns);                                                      \
    /* How many numbers op(b) takes up when packed; 0 if it is read as it lies. */                            \
    size_t kernel_packed_numbers_##suffix(const KernelInstruction *product);                                  \
    /* Packs the part-th of `parts` parts of op(b). */                                                        \
    void kernel_pack_##suffix(const KernelInstruction *product, size_t part, size_t parts);                   \
    /* Some rows of a product whose op(b) has been packed; 0 if BLAS is to compute them. */                   \
    int32_t kernel_product_rows_##suffix(const KernelInstruction *product, size_t first, size_t rows);

// From now on all products are computed by the plain loops of this library and none by BLAS: slower, and the same bits on
// every x86-64 processor. To be called before the first product is asked about.
void kernel_use_plain_products(void);

// Fused multiply-adds on registers alone, `repeats` times through a short list of them; how many floating-point operations
// they are. Their rate bounds matrix products.
size_t kernel_fused_float(size_t repeats);
size_t kernel_fused_double(size_t repeats);

GANTRAIN_DECLARE_KERNELS(float, float)
GANTRAIN_DECLARE_KERNELS(double, double)

// Random numbers in vector form. The words of block i are Philox 4x32-10 of the counter with i in its first place.
typedef struct {
    uint32_t key[2], counter[4];
} KernelRandomAddress;

// Many numbers are shared out among the team, if there is one; the numbers are the same with and without.
void kernel_fill_normal_float(KernelTeam *team, KernelRandomAddress address, size_t count, float scale, float *out);
void kernel_fill_uniform_float(KernelRandomAddress address, size_t count, float low, float range, float *out);
void kernel_fill_normal_double(KernelTeam *team, KernelRandomAddress address, size_t count, double scale, double *out);
// Adds to each of `count` pairs of numbers one of the points, chosen by its word.
void kernel_add_chosen_points_float(KernelRandomAddress address, size_t count, const double *points, size_t choices,
                                    float *out);
void kernel_add_chosen_points_double(KernelRandomAddress address, size_t count, const double *points, size_t choices,
                                     double *out);
void kernel_fill_uniform_double(KernelRandomAddress address, size_t count, double low, double range, double *out);

#endif
