// Elementary functions of one kind of number as straight arithmetic, so that loops over them vectorize; within a few
// units in the last place of the exact value. Included by elementary.h, which says what depends on the kind.
//
// Only additions, products, divisions and selections: every instruction set gives the same bits.

static inline SCALAR NAME(from_bits)(WORD bits) {
    SCALAR x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static inline WORD NAME(bits_of)(SCALAR x) {
    WORD bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

// 2^n for normal results; n counts modulo the size of a word.
static inline SCALAR NAME(power_of_two)(WORD n) { return NAME(from_bits)((n + BIAS) << FRACTION_BITS); }

// x = n·ln 2 + r with |r| <= ln 2 / 2. Adding 1.5·2^FRACTION_BITS rounds to a whole number and leaves it in the low
// bits. ln 2 comes in two parts, the first with zeros at its end so that its product with n is exact.
typedef struct {
    WORD n; // modulo the size of a word
    SCALAR r;
} NAME(Reduced);

static inline NAME(Reduced) NAME(reduced_by_ln2)(SCALAR x) {
    const SCALAR magic = (SCALAR)1.5 * (SCALAR)((WORD)1 << FRACTION_BITS);
    SCALAR shifted = x * (SCALAR)1.44269504088896340736 + magic;
    SCALAR n = shifted - magic;
    NAME(Reduced) result;
    result.n = NAME(bits_of)(shifted) - NAME(bits_of)(magic);
    result.r = (x - n * LN2_HIGH) - n * LN2_LOW;
    return result;
}

// 2^n as a product of two powers, because 2^n alone may be beyond the normal numbers where a result is not.
typedef struct {
    SCALAR first, second;
} NAME(Powers);

static inline NAME(Powers) NAME(powers_of_two)(WORD n) {
    // Half of n, rounded down; an even number above its size makes it positive.
    WORD half = ((n + 4 * BIAS) >> 1) - 2 * BIAS;
    NAME(Powers) result = {NAME(power_of_two)(half), NAME(power_of_two)(n - half)};
    return result;
}

// e^r − 1 by its power series, |r| <= ln 2 / 2.
static inline SCALAR NAME(series_of_expm1)(SCALAR r) {
    static const SCALAR coefficients[] = {EXPM1_SERIES((SCALAR)1)};
    enum { count = sizeof coefficients / sizeof *coefficients };
    SCALAR p = coefficients[count - 1];
    for (int k = count - 2; k >= 0; k--) p = p * r + coefficients[k];
    return r + r * r * p;
}

static inline SCALAR NAME(vector_exp)(SCALAR x) {
    // Beyond these the result is 0 or infinite; NaN passes both comparisons by.
    SCALAR bounded = x > EXP_HIGHEST ? EXP_HIGHEST : x < EXP_LOWEST ? EXP_LOWEST : x;
    NAME(Reduced) reduced = NAME(reduced_by_ln2)(bounded);
    NAME(Powers) power = NAME(powers_of_two)(reduced.n);
    return (1 + NAME(series_of_expm1)(reduced.r)) * power.first * power.second;
}

// 2^n·(e^r − 1) + (2^n − 1), which keeps its digits near 0, where n = 0.
static inline SCALAR NAME(vector_expm1)(SCALAR x) {
    SCALAR bounded = x > EXP_HIGHEST ? EXP_HIGHEST : x < EXPM1_LOWEST ? EXPM1_LOWEST : x;
    NAME(Reduced) reduced = NAME(reduced_by_ln2)(bounded);
    NAME(Powers) power = NAME(powers_of_two)(reduced.n);
    SCALAR series = NAME(series_of_expm1)(reduced.r);
    // A power of two may be infinite where the result is not; there the 1 does not count.
    return bounded > EXPM1_LARGE ? (1 + series) * power.first * power.second
                                 : power.first * (power.second * series) + (power.first * power.second - 1);
}

// 2·artanh(s) = log((1 + s)/(1 − s)) by its power series; `terms` beyond the first.
static inline SCALAR NAME(series_of_two_artanh)(SCALAR s, int terms) {
    SCALAR z = s * s, p = 0;
    for (int k = terms; k >= 1; k--) p = (p + (SCALAR)2 / (2 * k + 1)) * z;
    return s * p + 2 * s;
}

// log x for normal x > 0: x = 2^e·m with m in [√½, √2), and log m = 2 artanh((m − 1)/(m + 1)).
static inline SCALAR NAME(log_of_normal)(SCALAR x, SCALAR addedToExponent) {
    const WORD fraction = ((WORD)1 << FRACTION_BITS) - 1;
    WORD bits = NAME(bits_of)(x) - HALF_SQRT_BITS;
    SCALAR m = NAME(from_bits)((bits & fraction) + HALF_SQRT_BITS);
    // The exponent, made positive, in the low bits of 2^FRACTION_BITS.
    const SCALAR magic = (SCALAR)((WORD)1 << FRACTION_BITS);
    WORD exponent = (bits + ((WORD)BIAS << FRACTION_BITS)) >> FRACTION_BITS;
    SCALAR e = NAME(from_bits)(NAME(bits_of)(magic) | exponent) - (magic + BIAS) + addedToExponent;
    return e * LN2_HIGH + (e * LN2_LOW + NAME(series_of_two_artanh)((m - 1) / (m + 1), LOG_TERMS));
}

static inline SCALAR NAME(vector_log)(SCALAR x) {
    const SCALAR scale = (SCALAR)((WORD)1 << FRACTION_BITS);
    SCALAR normal = x < SMALLEST_NORMAL ? x * scale : x;
    SCALAR ordinary = NAME(log_of_normal)(normal, x < SMALLEST_NORMAL ? -FRACTION_BITS : 0);
    SCALAR positive = x < INFINITY ? ordinary : x; // infinity and NaN pass through
    return x > 0 ? positive : x == 0 ? -INFINITY : NAN;
}

// log(1 + x) for 0 <= x <= 1, the case that softplus needs.
static inline SCALAR NAME(vector_log1p_of_fraction)(SCALAR x) {
    return NAME(series_of_two_artanh)(x / (2 + x), LOG1P_TERMS);
}

// With m = e^(2|x|) − 1: m/(m + 2), which keeps its digits near 0. The argument is bounded, so one power of two is enough,
// and m has the same bits as from vector_expm1.
static inline SCALAR NAME(vector_tanh)(SCALAR x) {
    const WORD sign = (WORD)1 << (8 * sizeof(WORD) - 1);
    SCALAR size = NAME(from_bits)(NAME(bits_of)(x) & ~sign);
    NAME(Reduced) reduced = NAME(reduced_by_ln2)(size > TANH_LARGE ? 2 * TANH_LARGE : 2 * size);
    SCALAR power = NAME(power_of_two)(reduced.n);
    SCALAR m = power * NAME(series_of_expm1)(reduced.r) + (power - 1);
    return NAME(from_bits)(NAME(bits_of)(m / (m + 2)) | (NAME(bits_of)(x) & sign));
}

typedef struct {
    SCALAR cosine, sine;
} NAME(Direction);

// (cos 2πv, sin 2πv) for v = (word + ½)/2³²: 4v is a whole number of quarter turns and a rest of at most half a one, whose
// sine and cosine are power series.
static inline NAME(Direction) NAME(direction)(uint32_t word) {
    static const SCALAR sines[] = {SINE_SERIES((SCALAR)1)}, cosines[] = {COSINE_SERIES((SCALAR)1)};
    enum { sine_count = sizeof sines / sizeof *sines, cosine_count = sizeof cosines / sizeof *cosines };
    // Quarter turns from the top bits; the rest is exact before it is rounded.
    uint32_t quarter = (word + 0x20000000u) >> 30;
    int32_t rest = (int32_t)(word - (quarter << 30));
    SCALAR a = ((SCALAR)rest + (SCALAR)0.5) * (SCALAR)(6.283185307179586 * 0x1p-32);
    SCALAR z = a * a, s = sines[sine_count - 1], c = cosines[cosine_count - 1];
    for (int k = sine_count - 2; k >= 0; k--) s = sines[k] + z * s;
    for (int k = cosine_count - 2; k >= 0; k--) c = cosines[k] + z * c;
    s = a + a * z * s;
    c = 1 + z * c;
    SCALAR cosine = quarter & 1 ? s : c, sine = quarter & 1 ? c : s;
    NAME(Direction) result = {(quarter + 1) & 2 ? -cosine : cosine, quarter & 2 ? -sine : sine};
    return result;
}
