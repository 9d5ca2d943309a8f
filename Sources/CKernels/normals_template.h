// Normal numbers of one kind. Included by random.c.

// Pairs of numbers from `count` pairs of words u and v. G. E. P. Box, M. E. Muller, Annals of Mathematical Statistics 29
// (1958). Four vectors at a time, because the operations on one wait for one another.
static inline __attribute__((always_inline)) void NAME(box_muller)(const int count, const uint32_t *u, const uint32_t *v,
                                                                   SCALAR scale, SCALAR *a, SCALAR *b) {
    _Pragma("clang loop vectorize(assume_safety) interleave_count(4)") for (int l = 0; l < count; l++) {
        // As unit, in this kind of number: the logarithm does not feel the difference in rounding.
        SCALAR uniform = ((SCALAR)u[l] + (SCALAR)0.5) * (SCALAR)0x1p-32;
        SCALAR radius = scale * __builtin_elementwise_sqrt(-2 * NAME(log_of_normal)(uniform, 0));
        NAME(Direction) d = NAME(direction)(v[l]);
        a[l] = radius * d.cosine;
        b[l] = radius * d.sine;
    }
}

typedef SCALAR NAME(Numbers) __attribute__((vector_size(lanes * sizeof(SCALAR)), aligned(sizeof(SCALAR))));

// The four numbers of each block next to one another: n0 n1 n2 n3 of block 0, of block 1, …. A loop over them would become
// gathers, which take longer than the numbers themselves.
static inline __attribute__((always_inline)) void NAME(interleave)(const SCALAR a[2 * lanes], const SCALAR b[2 * lanes],
                                                                   SCALAR *out) {
    NAME(Numbers) pair[2][2];
#define FIRST_HALVES 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define SECOND_HALVES 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
    for (int k = 0; k < 2; k++) {
        const NAME(Numbers) x = *(const NAME(Numbers) *)(a + k * lanes), y = *(const NAME(Numbers) *)(b + k * lanes);
        pair[k][0] = __builtin_shufflevector(x, y, FIRST_HALVES);
        pair[k][1] = __builtin_shufflevector(x, y, SECOND_HALVES);
    }
#undef FIRST_HALVES
#undef SECOND_HALVES
    for (int half = 0; half < 2; half++) {
        NAME(Numbers) *to = (NAME(Numbers) *)(out + half * 2 * lanes);
        const NAME(Numbers) x = pair[0][half], y = pair[1][half];
        to[0] = __builtin_shufflevector(x, y, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23);
        to[1] = __builtin_shufflevector(x, y, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31);
    }
}

// `count` numbers from block `index` on. The words of two groups of blocks come first and their numbers then, so that
// operations of one need not wait for those of the other.
CLONED static void NAME(fill_normal)(KernelRandomAddress address, uint32_t index, size_t count, SCALAR scale,
                                     SCALAR *out) {
    enum { groups = 2, group = 4 * lanes, half = 2 * lanes };
    uint32_t u[groups * half], v[groups * half];
    SCALAR a[groups * half], b[groups * half], edge[group];
    for (size_t first = 0; first < count; first += groups * group) {
        for (int g = 0; g < groups; g++) {
            uint32_t word[4][lanes];
            philox_lanes(address, index + (uint32_t)(first / 4) + (uint32_t)g * lanes, word);
            for (int k = 0; k < 2; k++) {
                memcpy(u + g * half + k * lanes, word[2 * k], sizeof word[0]);
                memcpy(v + g * half + k * lanes, word[2 * k + 1], sizeof word[0]);
            }
        }
        NAME(box_muller)(groups * half, u, v, scale, a, b);
        for (int g = 0; g < groups; g++) {
            const size_t place = first + (size_t)g * group;
            if (place >= count) break;
            SCALAR *to = count - place < group ? edge : out + place;
            NAME(interleave)(a + g * half, b + g * half, to);
            if (to == edge) memcpy(out + place, edge, (count - place) * sizeof(SCALAR));
        }
    }
}

typedef struct {
    KernelRandomAddress address;
    size_t count;
    SCALAR scale, *out;
    int32_t members;
} NAME(NormalCall);

static void NAME(fill_normal_part)(void *context, int32_t member) {
    const NAME(NormalCall) *call = context;
    const size_t blocks = (call->count + 4 * lanes - 1) / (4 * lanes), members = (size_t)call->members;
    const size_t first = blocks * (size_t)member / members * 4 * lanes;
    size_t end = blocks * ((size_t)member + 1) / members * 4 * lanes;
    if (end > call->count) end = call->count;
    NAME(fill_normal)(call->address, (uint32_t)(first / 4), end - first, call->scale, call->out + first);
}

void NAME(kernel_fill_normal)(KernelTeam *team, KernelRandomAddress address, size_t count, SCALAR scale, SCALAR *out) {
    enum { worth_sharing = 8192 };
    if (count < worth_sharing) team = NULL;
    NAME(NormalCall) call = {address, count, scale, out, kernel_team_members(team)};
    kernel_team_run(team, NAME(fill_normal_part), &call);
}
