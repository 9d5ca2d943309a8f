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

typedef enum __attribute__((enum_extensibility(closed))) {
    KernelUnaryNegate,
    KernelUnaryReciprocal,
    KernelUnaryReciprocalOrZero, // 0 at 0
    KernelUnarySquareRoot,
    KernelUnaryExponential,
    KernelUnaryExponentialMinusOne,
    KernelUnaryLogarithm,
    KernelUnaryTanh,
    KernelUnarySigmoid,
    KernelUnarySoftplus,
    KernelUnaryAbsolute,
    KernelUnarySign,
    KernelUnaryLeakyReLU,      // x where x > 0, parameter * x elsewhere
    KernelUnaryLeakyReLUSlope, // 1 where x > 0, parameter elsewhere
} KernelUnary;

typedef enum __attribute__((enum_extensibility(closed))) {
    KernelBinaryAdd = 64, // beside the codes above, so that one number names either
    KernelBinarySubtract,
    KernelBinaryMultiply,
    KernelBinaryDivide,
} KernelBinary;

// Where a step of a chain reads or writes.
typedef enum __attribute__((enum_extensibility(closed))) {
    KernelSlotScratch, // a block of the chain's own
    KernelSlotMatrix,  // a matrix of the chain's shape, read or written block by block
    KernelSlotRow,     // one row, repeated for every row
    KernelSlotColumn,  // one number a row, repeated along the row
    KernelSlotNumber,  // one number, repeated everywhere
} KernelSlotKind;

// out = operation(a) where b < 0, operation(a, b) elsewhere; a, b and out are slots.
typedef struct {
    int32_t operation, a, b, out;
    double parameter;
} KernelStep;

typedef enum __attribute__((enum_extensibility(closed))) {
    KernelReductionAll,         // out[1]
    KernelReductionOverRows,    // out[columns]
    KernelReductionOverColumns, // out[rows]
} KernelReductionKind;

enum {
    KernelChainBlock = 1024, // numbers in a block: a handful of blocks fits into the first cache
    KernelChainSlots = 64,
    KernelChainReductions = 16,
};

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
    const KernelSlot *slots;
    size_t slot_count;
    const KernelStep *steps;
    size_t step_count;
    const KernelReduction *reductions;
    size_t reduction_count;
} KernelChain;

#define GANTRAIN_DECLARE_KERNELS(Scalar, suffix)                                                              \
    typedef struct {                                                                                          \
        const Scalar *data;                                                                                   \
        size_t row_stride, column_stride;                                                                     \
    } kernel_operand_##suffix;                                                                                \
    /* How many numbers of scratch memory a chain needs */                                                    \
    size_t kernel_chain_scratch_##suffix(const KernelChain *chain);                                           \
    void kernel_chain_run_##suffix(const KernelChain *chain, Scalar *scratch);                                \
    /* out[rows × columns] = a, repeated along dimensions of stride 0 */                                      \
    void kernel_copy_##suffix(size_t rows, size_t columns, kernel_operand_##suffix a, Scalar *out);           \
    /* out[columns × rows] = transpose of a[rows × columns] */                                                \
    void kernel_transpose_##suffix(size_t rows, size_t columns, const Scalar *a, Scalar *out);

GANTRAIN_DECLARE_KERNELS(float, float)
GANTRAIN_DECLARE_KERNELS(double, double)

// Random numbers in vector form. The words of block i are Philox 4x32-10 of the counter with i in its first place.
typedef struct {
    uint32_t key[2], counter[4];
} KernelRandomAddress;

void kernel_fill_normal_float(KernelRandomAddress address, size_t count, float scale, float *out);
void kernel_fill_uniform_float(KernelRandomAddress address, size_t count, float low, float range, float *out);
void kernel_fill_normal_double(KernelRandomAddress address, size_t count, double scale, double *out);
void kernel_fill_uniform_double(KernelRandomAddress address, size_t count, double low, double range, double *out);

#endif
