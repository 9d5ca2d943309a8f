#include <string.h>

#include "kernels.h"
#include "processor.h"

// A product and a sum may be one instruction here, as in BLAS: results differ in their last bits from one kind of
// processor to another.

#define SCALAR float
#define NAME(stem) stem##_float
#define LANES 16
#define EVEN_OF(x, y) __builtin_shufflevector(x, y, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30)
#define ODD_OF(x, y) __builtin_shufflevector(x, y, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31)
#include "product_template.h"
#undef SCALAR
#undef NAME
#undef LANES
#undef EVEN_OF
#undef ODD_OF

#define SCALAR double
#define NAME(stem) stem##_double
#define LANES 8
#define EVEN_OF(x, y) __builtin_shufflevector(x, y, 0, 2, 4, 6, 8, 10, 12, 14)
#define ODD_OF(x, y) __builtin_shufflevector(x, y, 1, 3, 5, 7, 9, 11, 13, 15)
#include "product_template.h"
