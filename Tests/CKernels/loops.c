// Prints what the loops of Sources/CKernels make of fixed numbers, to the last bit. scripts/checks/plain-loops builds
// it twice, with the loops for particular processors and without, and compares.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernels.h"

enum { rows = 37, columns = 48, count = rows * columns };

#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_(a, b)
#define NAME(stem) JOIN(stem, SUFFIX)

#define SCALAR float
#define SUFFIX float
#define TYPE "float"
#define WORD uint32_t
#include "loops_template.h"
#undef SCALAR
#undef SUFFIX
#undef TYPE
#undef WORD

#define SCALAR double
#define SUFFIX double
#define TYPE "double"
#define WORD uint64_t
#include "loops_template.h"

int main(void) {
    everything_float();
    everything_double();
}
