#include "openblas.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

// By the name that its programs are linked with on Linux, and where Homebrew keeps it.
static const char *const names[] = {
    "libopenblas.so.0", "libopenblas.so", "libopenblas.dylib", "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
    "/usr/local/opt/openblas/lib/libopenblas.dylib",
};

static void *open_library(void) {
    for (size_t name = 0; name < sizeof names / sizeof *names; name++) {
        void *library = dlopen(names[name], RTLD_NOW | RTLD_LOCAL);
        if (library) return library;
    }
    // The first name's message is the one that helps.
    return dlopen(names[0], RTLD_NOW | RTLD_LOCAL);
}

// While it is loaded OpenBLAS makes a thread for each core and each of them reserves 128 MB: where address space is
// short they try for ever, and where threads are short the process is ended. Later it makes what it is asked for.
static void *open_with_one_thread(void) {
    static const char variable[] = "OPENBLAS_NUM_THREADS";
    const char *before = getenv(variable);
    char *kept = before ? strdup(before) : NULL;
    setenv(variable, "1", 1);
    void *library = open_library();
    if (kept)
        setenv(variable, kept, 1);
    else
        unsetenv(variable);
    free(kept);
    return library;
}

const char *openblas_load(OpenBLASFunctions *functions) {
    memset(functions, 0, sizeof *functions);
    void *library = open_with_one_thread();
    if (!library) return dlerror();

    const struct {
        const char *name;
        void *place;
    } wanted[] = {
        {"cblas_sgemm", &functions->sgemm},
        {"cblas_dgemm", &functions->dgemm},
        {"cblas_dgemv", &functions->dgemv},
        {"dgeqrf_", &functions->dgeqrf},
        {"dorgqr_", &functions->dorgqr},
        {"dgesv_", &functions->dgesv},
        {"dgeev_", &functions->dgeev},
        {"dgees_", &functions->dgees},
        {"dtrsen_", &functions->dtrsen},
        {"openblas_set_num_threads", &functions->set_num_threads},
        {"openblas_get_num_threads", &functions->get_num_threads},
        {"openblas_get_config", &functions->get_config},
        {"openblas_get_corename", &functions->get_corename},
    };
    for (size_t function = 0; function < sizeof wanted / sizeof *wanted; function++) {
        void *address = dlsym(library, wanted[function].name);
        if (!address) return dlerror();
        // POSIX lets a function's address pass as void *; C has no cast for it.
        memcpy(wanted[function].place, &address, sizeof address);
    }
    void *quit = dlsym(library, "gotoblas_dynamic_quit");
    void *init = dlsym(library, "gotoblas_dynamic_init");
    if (quit && init) {
        memcpy(&functions->dynamic_quit, &quit, sizeof quit);
        memcpy(&functions->dynamic_init, &init, sizeof init);
    }
    return NULL;
}
