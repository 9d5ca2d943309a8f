// Runs every loop of Sources/CKernels at odd sizes, each time on memory of exactly the size that it may touch, so that
// the address sanitizer or valgrind sees a number read or written beyond. scripts/checks/bounds builds it for one level
// of x86-64 after another.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernels.h"

static void wrong(const char *what) {
    fprintf(stderr, "failed: %s is wrong\n", what);
    exit(1);
}

static void *exactly(size_t bytes) {
    void *memory = malloc(bytes);
    if (!memory && bytes) exit(2);
    return memory;
}

// Whole cache lines, as is promised to stages.
static void *aligned_exactly(size_t bytes) {
    void *memory = aligned_alloc(64, (bytes + 63) / 64 * 64);
    if (!memory && bytes) exit(2);
    return memory;
}

#define NAME(stem) stem##_float
#define SCALAR float
#include "bounds_template.h"
#undef NAME
#undef SCALAR
#define NAME(stem) stem##_double
#define SCALAR double
#include "bounds_template.h"

int main(void) {
    KernelTeam *team = kernel_team_create(3);
    if (!team) return 2;
    all_float(team);
    all_double(team);
    printf("in bounds\n");
    kernel_team_destroy(team);
}
