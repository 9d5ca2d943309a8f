#include <string.h>

#include "kernels.h"
#include "processor.h"

// A product and a sum may be one instruction here, as in BLAS: results differ in their last bits from one kind of
// processor to another.

#define ALWAYS static inline __attribute__((always_inline))
#define UNROLLED _Pragma("clang loop unroll(full)")

// Whether every product is computed here, by the loops of any processor.
static _Bool all_plain;
void kernel_use_plain_products(void) { all_plain = 1; }

#if X86_LEVELS
#define LEVEL_4 __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define LEVEL_3 __attribute__((target("arch=x86-64-v3")))
static int has_level_4(void) { return !all_plain && __builtin_cpu_supports("x86-64-v4") != 0; }
static int has_level_3(void) { return !all_plain && __builtin_cpu_supports("x86-64-v3") != 0; }
#else
static int has_level_4(void) { return 0; }
static int has_level_3(void) { return 0; }
#endif

#define SCALAR float
#define WORD int32_t
#define NAME(stem) stem##_float
#define LANES 16
#define EVEN_OF(x, y) __builtin_shufflevector(x, y, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30)
#define ODD_OF(x, y) __builtin_shufflevector(x, y, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31)
#include "product_template.h"
#undef SCALAR
#undef WORD
#undef NAME
#undef LANES
#undef EVEN_OF
#undef ODD_OF

#define SCALAR double
#define WORD int64_t
#define NAME(stem) stem##_double
#define LANES 8
#define EVEN_OF(x, y) __builtin_shufflevector(x, y, 0, 2, 4, 6, 8, 10, 12, 14)
#define ODD_OF(x, y) __builtin_shufflevector(x, y, 1, 3, 5, 7, 9, 11, 13, 15)
#include "product_template.h"
