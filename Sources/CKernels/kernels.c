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
// The same for formulas whose operations wait for one another: four vectors at a time.
#define LONG(i, count)                                                                                        \
    _Pragma("clang loop vectorize(assume_safety) interleave_count(4)") for (size_t i = 0; i < (count); i++)

#define SCALAR float
#define SUFFIX float
#include "kernels_template.h"
#include "chain_template.h"
#include "stage_template.h"
#undef SCALAR
#undef SUFFIX

#define SCALAR double
#define SUFFIX double
#include "kernels_template.h"
#include "chain_template.h"
#include "stage_template.h"
