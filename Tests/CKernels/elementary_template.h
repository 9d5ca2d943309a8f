// What elementary.c measures for one kind of number.

#define OURS(name, function)                                                                                  \
    CLONED static void NAME(name)(const SCALAR *x, SCALAR *y) {                                               \
        _Pragma("clang loop vectorize(assume_safety)") for (int i = 0; i < block; i++)                        \
            y[i] = NAME(function)(x[i]);                                                                      \
    }
OURS(our_exp, vector_exp)
OURS(our_expm1, vector_expm1)
OURS(our_log, vector_log)
OURS(our_tanh, vector_tanh)
#undef OURS

typedef void (*NAME(Loop))(const SCALAR *x, SCALAR *y);

static SCALAR *NAME(next_block)(WORD *bits, SCALAR *x) {
    for (int i = 0; i < block; i++, *bits += STRIDE) x[i] = NAME(from_bits)(*bits);
    return x;
}

// How far y is from the exact value, in units of the last place of a number of its size.
static double NAME(error_in_ulps)(SCALAR y, long double exact) {
    if (exact != exact || fabsl(exact) > LARGEST) return 0;
    int exponent;
    frexpl(exact, &exponent);
    const int last = exponent - FRACTION - 1 < LAST_PLACE ? LAST_PLACE : exponent - FRACTION - 1;
    return (double)(fabsl((long double)y - exact) / ldexpl(1, last));
}

static Errors NAME(worst_errors)(NAME(Loop) loop, long double (*exact)(long double)) {
    static SCALAR x[block], y[block];
    Errors worst = {0, 0};
    WORD bits = 0;
    for (long done = 0; done < NUMBERS; done += block) {
        loop(NAME(next_block)(&bits, x), y);
        for (int i = 0; i < block; i++) {
            const long double value = exact(x[i]);
            const double error = NAME(error_in_ulps)(y[i], value);
            double *place = fabsl(value) < SMALLEST ? &worst.tiny : &worst.normal;
            if (!(error <= *place)) *place = error;
        }
    }
    return worst;
}

// The quickest of many runs over numbers from 0.01 to 4.
static double NAME(nanoseconds)(NAME(Loop) loop) {
    static SCALAR x[block], y[block];
    for (int i = 0; i < block; i++) x[i] = (SCALAR)(0.01 + 4.0 * ((i * 769) % block) / block);
    double best = 1e30;
    for (int repeat = 0; repeat < 2000; repeat++) {
        const double start = now();
        loop(x, y);
        const double time = (now() - start) / block;
        if (time < best) best = time;
    }
    return best;
}

static void NAME(row)(const char *name, NAME(Loop) loop, long double (*exact)(long double)) {
    const Errors errors = NAME(worst_errors)(loop, exact);
    printf("%-14s %8.2f %12.2g %10.2f", name, errors.normal, errors.tiny, NAME(nanoseconds)(loop));
}
