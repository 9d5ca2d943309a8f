// Normal numbers of one kind. Included by random.c.

// G. E. P. Box, M. E. Muller, Annals of Mathematical Statistics 29 (1958).
static inline __attribute__((always_inline)) void NAME(box_muller)(const uint32_t *u, const uint32_t *v, SCALAR scale,
                                                                   SCALAR *a, SCALAR *b) {
    for (int l = 0; l < lanes; l++) {
        // As unit, in this kind of number: the logarithm does not feel the difference in rounding.
        SCALAR uniform = ((SCALAR)u[l] + (SCALAR)0.5) * (SCALAR)0x1p-32;
        SCALAR radius = scale * __builtin_elementwise_sqrt(-2 * NAME(log_of_normal)(uniform, 0));
        NAME(Direction) d = NAME(direction)(v[l]);
        a[l] = radius * d.cosine;
        b[l] = radius * d.sine;
    }
}

// `count` numbers from block `index` on.
CLONED static void NAME(fill_normal)(KernelRandomAddress address, uint32_t index, size_t count, SCALAR scale,
                                     SCALAR *out) {
    uint32_t word[4][lanes];
    SCALAR number[4][lanes];
    for (size_t first = 0; first < count; first += 4 * lanes) {
        philox_lanes(address, index + (uint32_t)(first / 4), word);
        NAME(box_muller)(word[0], word[1], scale, number[0], number[1]);
        NAME(box_muller)(word[2], word[3], scale, number[2], number[3]);
        size_t rest = count - first < 4 * lanes ? count - first : 4 * lanes;
        if (rest == 4 * lanes) {
            for (int l = 0; l < lanes; l++)
                for (int k = 0; k < 4; k++) out[first + 4 * (size_t)l + (size_t)k] = number[k][l];
        } else {
            for (size_t i = 0; i < rest; i++) out[first + i] = number[i % 4][i / 4];
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
    enum { worth_sharing = 16384 };
    if (count < worth_sharing) team = NULL;
    NAME(NormalCall) call = {address, count, scale, out, kernel_team_members(team)};
    kernel_team_run(team, NAME(fill_normal_part), &call);
}
