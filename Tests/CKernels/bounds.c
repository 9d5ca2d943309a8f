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

static int packed_products(KernelTeam *team) {
    static const size_t rows[] = {1, 11, 12, 13, 16, 25, 97}, inner[] = {1, 15, 16, 17, 48, 49, 64};
    static const size_t columns[] = {1, 31, 32, 33, 48, 64, 65};
    // Only a processor with wide registers packs.
    if (!kernel_packing_pays(1000, 1000, 1000)) return 0;
    for (size_t m = 0; m < sizeof rows / sizeof *rows; m++)
        for (size_t k = 0; k < sizeof inner / sizeof *inner; k++)
            for (size_t n = 0; n < sizeof columns / sizeof *columns; n++)
                for (int32_t transpose = 0; transpose < 2; transpose++)
                    for (int32_t members = 1; members <= 3; members += 2)
                        product_float(0, transpose, 1, rows[m], inner[k], columns[n], members, team);
    return 1;
}

int main(void) {
    KernelTeam *team = kernel_team_create(3);
    if (!team) return 2;
    all_float(team);
    all_double(team);
    printf("in bounds%s\n", packed_products(team) ? ", packed products too" : "");
    kernel_team_destroy(team);
}
