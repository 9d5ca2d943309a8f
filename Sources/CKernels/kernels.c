#include "kernels.h"
#include "processor.h"

#include <math.h>
#include <string.h>

#include "elementary.h"

const char *kernel_function_name(int32_t code) {
#define NAMED(name, loop, formula)                                                                            \
    case KernelFunction_##name: return #name;
    switch (code) { UNARY_FUNCTIONS(NAMED) BINARY_FUNCTIONS(NAMED) MERGED_FUNCTIONS(NAMED) }
#undef NAMED
    return NULL;
}

// Element i of the output depends on element i of the inputs alone, so writing in place is safe to vectorize.
#define EACH(i, count) _Pragma("clang loop vectorize(assume_safety)") for (size_t i = 0; i < (count); i++)

#define SCALAR float
#define SUFFIX float
#define PACK kernel_pack
#define PACKED_PRODUCT kernel_packed_product
#include "kernels_template.h"
#include "chain_template.h"
#include "stage_template.h"
#undef SCALAR
#undef SUFFIX
#undef PACK
#undef PACKED_PRODUCT

#define SCALAR double
#define SUFFIX double
// Doubles are not packed.
static inline void pack_nothing(int32_t transpose_b, size_t inner, size_t columns, const double *b, size_t part,
                                size_t parts, double *packed) {}
static inline void packed_nothing(size_t rows, size_t inner, size_t columns, const double *a, const double *packed,
                                  double *out) {}
#define PACK pack_nothing
#define PACKED_PRODUCT packed_nothing
#include "kernels_template.h"
#include "chain_template.h"
#include "stage_template.h"
