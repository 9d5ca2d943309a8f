"""Names and changes of the matrix's configurations."""

from matrix import (
    ACTIVATIONS,
    AVERAGE,
    CLIPPED,
    CLIPPINGS,
    COMPETITIVE,
    DATA,
    DECAY,
    FIELD_METHODS,
    GENERATORS,
    INITIALIZERS,
    LOOKAHEAD,
    MIXING,
    MULTIPLES,
    NETWORKS,
    NOISE,
    NORMALIZED,
    OBJECTIVES,
    OPTIMIZERS,
    PACKED,
    PENALTIES,
    SCHEDULES,
    SCHEMES,
    SPECTRAL,
    SPECTRAL_2,
    SPECTRAL_CALL,
    WEIGHTS_CLIPPED,
    field,
    optimizer,
    penalty,
    scheme,
    weaker,
)


def alone():
    """Each method by itself."""
    for name in OBJECTIVES:
        yield f"objective {name}", {"objective": name}
    for name in PENALTIES:
        yield f"penalty {name}", penalty(name)
    for name in FIELD_METHODS:
        yield f"field {name}", field(name)
    for name in SCHEMES:
        yield f"scheme {name}", scheme(name)
    for name in OPTIMIZERS:
        yield f"optimizer {name}", optimizer(name)
    # At 10⁻¹⁰ inside and outside the root are the same to ten digits.
    yield "optimizer rmspropTF1, ε 0.1", {"both.optimizer": OPTIMIZERS["rmspropTF1"] | {"epsilon": 0.1}}
    for name, value in ACTIVATIONS.items():
        yield f"activation {name}", {"both.activation": value}
    for name, value in INITIALIZERS.items():
        yield f"initializer {name}", {"both.initializer": value}
    for name, value in NETWORKS.items():
        yield f"networks, {name}", value
    for name, value in GENERATORS.items():
        yield f"generator {name}", value
    for name, value in DATA.items():
        yield f"data {name}", {"data": value}
    for name in ("alternating", "alternating-G", "alternating-3-2"):
        yield f"{name} × points in turn", scheme(name) | {"data": DATA["ring-set"] | {"points": 20}}
        yield f"{name} × shuffled points", scheme(name) | {"data": DATA["ring-epochs"]}
    for name in ("ring", "grid", "gaussian", "segment", "fourSegments"):
        yield f"data {name}, scaled", {"data": {"kind": name, "scale": 0.7}}
    for name, value in SCHEDULES.items():
        yield f"schedule {name}", {"both.optimizer": {"learningRate": value}}
    yield "gradient clipping", CLIPPED
    yield "gradient clipping, out of reach", {"both.gradientClipping": {"norm": 1000}}
    for name, value in CLIPPINGS.items():
        yield f"gradient clipping, {name}", {"both.gradientClipping": value}
    yield "weight decay", DECAY
    yield "weight clipping", WEIGHTS_CLIPPED
    yield "weight clipping to 0.01, large steps", {"discriminator.weightClipping": {"limit": 0.01}} | optimizer("sgd")
    yield "spectral normalization", SPECTRAL
    yield "spectral normalization, two iterations", SPECTRAL_2
    yield "spectral normalization at calls", SPECTRAL_CALL
    yield "instance noise", NOISE
    yield "instance noise, 0 from step 3 on", {
        "instanceNoise": {"sigma": {"kind": "linear", "from": 0.5, "to": 0, "over": 3}}
    }
    yield "penalties r1 + r2", penalty("r1", "r2")
    yield "average", AVERAGE
    yield "lookahead", LOOKAHEAD
    yield "mixing", MIXING
    yield "mixing of one step", {"mixing": {"window": 1, "regularization": 0}}
    yield "input scale", {"discriminator.inputScale": 0.25, "generator.inputScale": 1.5}
    yield "uniform latent, grid", {"latent": {"kind": "uniform", "width": 2, "scale": 2}, "data": {"kind": "grid"}}
    for name in ("minimax", "nonSaturating"):
        yield f"smoothed labels, {name}", {"objective": name, "labelSmoothing": 0.1} | penalty("r1") | field("consensus")
    yield "latent of mean 0.5", {"latent": {"kind": "uniform", "width": 2, "scale": 0.5, "mean": 0.5}}
    yield "balanced ring", {"data": {"kind": "ring", "choice": "balanced", "modes": 4}}


def isolated():
    """Generators that isolate the discriminator, and discriminators that begin anew."""
    wgan = {"objective": "wasserstein", "scheme": {"kind": "alternating", "discriminatorSteps": 2}}
    for name, value in GENERATORS.items():
        yield f"{name} × wganGP × alternating", value | wgan | penalty("wganGP")
        yield f"{name} × consensus × clipping", value | field("consensus") | CLIPPED
        yield f"{name} × extragradient × packing", value | scheme("extragradient") | PACKED
        yield f"{name} × average × lookahead", value | AVERAGE | LOOKAHEAD
    yield "particles × ntk × fresh discriminator", (
        GENERATORS["particles"]
        | {"objective": "wasserstein", "discriminator.initializer": INITIALIZERS["ntk"], "discriminator.antisymmetric": True}
        | scheme("alternating-fresh")
        | {"discriminator.optimizer": OPTIMIZERS["sgd"]}
    )
    for name in ("rmspropTF1", "adam", "momentum"):
        yield f"fresh discriminator × {name}", scheme("alternating-fresh") | optimizer(name)
    yield "fresh discriminator × spectral normalization", scheme("alternating-fresh") | SPECTRAL
    yield "shared latents × relativistic × r2", (
        scheme("alternating-shared") | {"objective": "relativisticPaired"} | penalty("r2")
    )


def forms():
    """Networks of other forms, with what differentiates through them more than once."""
    for name in ("r1", "r2", "wganGP", "dragan", "wganDiv", "wganDiv-3", "drift-both", "wganGP-probability"):
        yield f"packing × {name}", PACKED | penalty(name)
    yield "packing × noise × relativistic × consensus", (
        PACKED | NOISE | {"objective": "relativisticPaired"} | field("consensus")
    )
    yield "packing × spectral normalization", PACKED | SPECTRAL | scheme("alternating")
    for name in ("consensus", "sga", "jare"):
        yield f"batch normalization × packing × {name}", NORMALIZED | PACKED | field(name)
        yield f"maxout × r1 × {name}", {"both.activation": ACTIVATIONS["maxout"]} | penalty("r1") | field(name)
    for name in ("extragradient", "unrolled", "alternating-3-2"):
        yield f"batch normalization × {name}", NORMALIZED | scheme(name) | AVERAGE
    yield "maxout × spectral normalization × wganGP", (
        {"discriminator.activation": ACTIVATIONS["maxout"]} | SPECTRAL | penalty("wganGP")
    )
    for name in ("wganDiv", "wganDiv-3", "drift-both", "wganGP-probability"):
        yield f"{name} × consensus", penalty(name) | field("consensus")
        yield f"{name} × unrolled", penalty(name) | scheme("unrolled") | optimizer("sgd")
    yield "drift × spectral normalization at calls", penalty("drift") | SPECTRAL_CALL | scheme("alternating")
    yield "antisymmetric × spectral normalization × r1 × consensus", (
        NETWORKS["antisymmetric"] | SPECTRAL | penalty("r1") | field("consensus")
    )
    yield "ntk × r1 × jare", {"both.initializer": INITIALIZERS["ntk"]} | penalty("r1") | field("jare")
    for name in ("none", "hidden"):
        yield f"biases {name} × r1 × consensus × extragradient", (
            {"both.biases": name} | penalty("r1") | field("consensus") | scheme("extragradient")
        )
    yield "no biases × spectral normalization × l2 × maxout", (
        {"both.biases": "none", "discriminator.activation": ACTIVATIONS["maxout"]} | SPECTRAL | penalty("l2")
    )
    yield "linear × r1 + wganGP × sga", {"both.hidden": []} | penalty("r1", "wganGP") | field("sga")
    yield "outputs × r1 × consensus", (
        NETWORKS["tanh output"] | NETWORKS["sigmoid output"] | penalty("r1") | field("consensus")
    )
    yield "1712.04086: PacGAN", (
        NORMALIZED
        | {"discriminator.packing": 2, "discriminator.activation": {"kind": "maxout", "pieces": 5}}
        | {"generator.activation": ACTIVATIONS["relu"], "both.initializer": INITIALIZERS["normal"]}
        | optimizer("adamTF")
    )


# A start from which the sign of the alignment differs between the two counts from the second step on.
STEEP = {"both.initializer": {"kind": "normal", "standardDeviation": 0.5}, "seed": 13}


def pairs():
    """Two methods that touch the same quantity."""
    for name in OBJECTIVES:
        yield f"{name} × consensus", {"objective": name, **field("consensus")}
        yield f"{name} × unrolled", {"objective": name, **scheme("unrolled")}
    for name in ("r1", "r2", "wganGP", "dragan"):
        yield f"{name} × consensus", penalty(name) | field("consensus")
        yield f"{name} × sga", penalty(name) | field("sga")
        yield f"{name} × instance noise", penalty(name) | NOISE
        yield f"{name} × unrolled", penalty(name) | scheme("unrolled")
        yield f"{name} × alternating", penalty(name) | scheme("alternating")
        yield f"{name} × lrelu", penalty(name) | {"both.activation": ACTIVATIONS["lrelu"]}
    for name in FIELD_METHODS:
        yield f"{name} × alternating", field(name) | scheme("alternating")
        yield f"{name} × minimax × sgd", {"objective": "minimax"} | field(name) | optimizer("sgd")
    for name in OPTIMIZERS:
        for kind in ("optimistic", "optimisticGradient", "extragradient", "unrolled"):
            yield f"{name} × {kind}", optimizer(name) | scheme(kind)
        yield f"{name} × gradient clipping", optimizer(name) | CLIPPED
    for kind in ("optimistic", "extragradient", "unrolled"):
        yield f"{kind} × clipping", scheme(kind) | CLIPPED
        yield f"{kind} × weight clipping", scheme(kind) | WEIGHTS_CLIPPED
        yield f"{kind} × noise × average × lookahead", scheme(kind) | NOISE | AVERAGE | LOOKAHEAD
    for name in ("r1", "wganGP", "dragan"):
        yield f"spectral normalization × {name}", SPECTRAL | penalty(name)
    for name in ("consensus", "jare", "sga"):
        yield f"spectral normalization × {name}", SPECTRAL | field(name)
    for name in ("alternating-G", "alternating-3-2", "extragradient", "optimistic", "unrolled", "unrolled-G"):
        yield f"spectral normalization × {name}", SPECTRAL | scheme(name)
    for name in ("alternating", "alternating-G", "alternating-3-2", "optimistic"):
        yield f"spectral normalization at calls × {name}", SPECTRAL_CALL | scheme(name)
    yield "spectral normalization at calls × r1 + wganGP × relativistic", (
        SPECTRAL_CALL | penalty("r1", "wganGP") | scheme("alternating") | {"objective": "relativisticPaired"}
    )
    for name in ("r2-detached", "wganGP-detached"):
        for method in ("consensus", "jare", "sga", "cgd", "nagarajanKolter"):
            yield f"{name} × {method}", penalty(name) | field(method)
        yield f"{name} × unrolled", penalty(name) | scheme("unrolled") | optimizer("sgd")
    for name in ("optimistic-single", "optimisticGradient", "optimisticGradient-single"):
        yield f"{name} × rmspropKeras-momentum × clipping", (
            scheme(name) | optimizer("rmspropKeras-momentum") | CLIPPED | WEIGHTS_CLIPPED
        )
    for name in ("consensus", "sga"):
        yield f"l2 × {name}", penalty("l2") | field(name)
    yield "l2 × clipping × alternating", penalty("l2") | CLIPPED | scheme("alternating") | optimizer("adam")
    for name in ("optimistic", "unrolled", "extragradient"):
        yield f"weight decay × {name} × adam", DECAY | scheme(name) | optimizer("adam")
    yield "weight decay × clipped update", DECAY | {"both.gradientClipping": CLIPPINGS["the update"]}
    yield "gradient clipping, the update × unrolled", (
        scheme("unrolled") | {"both.gradientClipping": CLIPPINGS["the update"]} | optimizer("momentum")
    )
    yield "sga aligned × steep", field("sga-aligned") | STEEP
    yield "sga aligned, numbers × steep", field("sga-aligned-numbers") | STEEP
    yield "spectral normalization × r1 × consensus × unrolled", (
        SPECTRAL_2 | penalty("r1") | weaker(field("consensus")) | scheme("unrolled") | optimizer("sgd")
    )
    # ODE-GAN: the regularizer of the discriminator, frozen others, large plain steps.
    for name in ("rungeKutta", "rungeKutta-2", "rungeKutta-frozen"):
        yield f"simregD2 × {name} × sgd", field("simregD2") | scheme(name) | optimizer("sgd")
        yield f"adam × {name}", optimizer("adam") | scheme(name)
        yield f"spectral normalization × {name}", SPECTRAL | scheme(name)
    for name in ("followTheRidge", "followTheRidge-alternating"):
        yield f"rmsprop × {name}", optimizer("rmsprop") | scheme(name) | {"objective": "minimax"} | penalty("l2")
        yield f"momentum × {name}", optimizer("momentum") | scheme(name)
    for name in MULTIPLES:
        yield f"competitive × {name}", COMPETITIVE | optimizer(name)
    relu = {"both.activation": ACTIVATIONS["relu"]}
    yield "competitive × relu × r1 + r2-detached × decay", (
        COMPETITIVE | relu | penalty("r1", "r2-detached") | DECAY | optimizer("rmspropTF1")
    )
    yield "competitive × wasserstein × clippings", (
        COMPETITIVE | {"objective": "wasserstein"} | CLIPPED | WEIGHTS_CLIPPED | optimizer("adam-0")
    )
    yield "competitive × spectral normalization × noise × average × lookahead", (
        COMPETITIVE | SPECTRAL | NOISE | AVERAGE | LOOKAHEAD | optimizer("sgd")
    )
    yield "competitive, one iteration", COMPETITIVE | {"scheme": {"kind": "competitive", "iterations": 1}} | (
        optimizer("sgd")
    )
    yield "adam × mixing × alternating", MIXING | optimizer("adam") | scheme("alternating")
    yield "spectral normalization × mixing × r1", MIXING | SPECTRAL | penalty("r1")
    yield "lola × sga", field("lola", "sga")
    yield "two field methods", field("consensus", "sga")
    yield "two field methods, other order", field("sga", "consensus")
    yield "three field methods", field("jare", "nagarajanKolter", "simregD1")
    for name in FIELD_METHODS:
        yield f"{name} × unrolled × sgd", weaker(field(name)) | scheme("unrolled") | optimizer("sgd")
    yield "r1 × sga × unrolled", penalty("r1") | field("sga") | scheme("unrolled")
    relu = {"both.activation": ACTIVATIONS["relu"]}
    for name in ("momentum", "rmsprop", "adam"):
        # Units that are off have gradients of exactly 0, whose root must not make NaN.
        yield f"relu × unrolled × {name}", relu | scheme("unrolled") | optimizer(name)
    yield "relu × r1 × consensus", relu | penalty("r1") | field("consensus")
    yield "one-sided × consensus", penalty("wganGP-oneSided") | field("consensus")


def papers():
    """What the papers run against each other, in small."""
    relu = {"both.activation": ACTIVATIONS["relu"]}
    numerics = relu | optimizer("rmspropTF1")
    yield "1705.10461: SimGD", numerics
    yield "1705.10461: ConOpt", numerics | field("consensus")
    for name in ("consensus", "simregG2", "simregD2", "jare"):
        jare = {"objective": "minimax", "latent": {"width": 4, "scale": 2}}
        yield f"1806.09235: {name}", jare | field(name) | optimizer("rmspropTF1")
    keras = {"objective": "minimax", "discriminator.inputScale": 0.25, "both.initializer": INITIALIZERS["orthogonal"]}
    yield "1706.04156: NK", keras | field("nagarajanKolter") | scheme("alternating")
    yield "1611.02163: unrolled", keras | {"objective": "nonSaturating"} | scheme("unrolled")
    for name in ("r1", "r2"):
        yield f"1801.04406: {name}, rmsprop", penalty(name) | optimizer("rmsprop") | scheme("alternating") | AVERAGE
    wgan = {"objective": "wasserstein", "scheme": {"kind": "alternating", "discriminatorSteps": 5}}
    yield "1701.07875: WGAN", wgan | WEIGHTS_CLIPPED | optimizer("rmsprop")
    yield "1704.00028: WGAN-GP", wgan | penalty("wganGP") | optimizer("adam")
    hinge = {"objective": "hinge", "both.activation": ACTIVATIONS["lrelu"]}
    yield "1802.05957: SN-GAN", hinge | SPECTRAL | scheme("alternating") | optimizer("adam")
    yield "1705.07215: DRAGAN", penalty("dragan") | scheme("alternating")
    yield "2501.05441: R3GAN", {"objective": "relativisticPaired"} | penalty("r1", "r2") | optimizer("adam-0")
    yield "1802.05642: SGA", relu | field("sga-aligned") | optimizer("rmsprop")
    yield "2006.14567: lookahead extragradient", scheme("extragradient") | LOOKAHEAD | AVERAGE


def everything():
    """Many at once."""
    scheduled = {"kind": "linear", "from": 2, "to": 0.5, "over": 4}
    noise = {"instanceNoise": {"sigma": {"kind": "cosine", "from": 0.5, "to": 0, "over": 0}}}
    yield "R1 × consensus × extragradient", penalty("r1") | field("consensus") | scheme("extragradient")
    yield "R2 × consensus × sga × extragradient", penalty("r2") | field("consensus", "sga") | scheme("extragradient")
    yield "scheduled weights", noise | {
        "penalties": [{"kind": "r1", "gamma": scheduled}, {"kind": "wganGP", "lambda": scheduled}],
        "fieldMethods": [{"kind": "jare", "gamma": scheduled}, {"kind": "sga", "lambda": scheduled}],
    }
    every = penalty("r1", "r2", "wganGP", "dragan") | NOISE | AVERAGE | LOOKAHEAD | CLIPPED
    yield "every penalty × unrolled", every | WEIGHTS_CLIPPED | scheme("unrolled") | optimizer("adam")
    for kind in ("simultaneous", "alternating-3-2", "extragradient", "optimistic"):
        yield f"every penalty × two methods × {kind}", every | field("consensus", "sga-aligned") | scheme(kind)
    yield "every penalty, clipped", every | WEIGHTS_CLIPPED | scheme("alternating") | field("nagarajanKolter")
    different = {
        "generator.optimizer": OPTIMIZERS["rmspropTF1"],
        "discriminator.optimizer": OPTIMIZERS["momentum"],
        "generator.activation": ACTIVATIONS["relu"],
        "generator.hidden": [5],
        "discriminator.hidden": [9, 4, 6],
    }
    yield "players that differ", different | penalty("r1") | scheme("alternating-G")
    yield "players that differ × optimistic", different | field("jare") | scheme("optimistic")


def matrix():
    """{name: changes of BASE}."""
    result = {}
    for part in (alone, pairs, isolated, forms, papers, everything):
        for name, changes in part():
            if name in result:
                raise ValueError(f"two configurations are called {name}")
            result[name] = changes
    return result


QUICK = (
    "objective hinge",
    "objective leastSquares",
    "initializer orthogonal",
    "initializer heUniform",
    "penalty wganGP-oneSided",
    "field simregG1",
    "field simregD1",
    "field simregD2",
    "scheme alternating-G",
    "simregD2 × rungeKutta-frozen × sgd",
    "scheme rungeKutta",
    "scheme rungeKutta-2",
    "scheme followTheRidge",
    "rmsprop × followTheRidge-alternating",
    "competitive × adamTF-0",
    "competitive × wasserstein × clippings",
    "adam × mixing × alternating",
    "field lola",
    "field lola-shaping",
    "scheme alternating-3-2",
    "nagarajanKolter × alternating",
    "1806.09235: simregG2",
    "sga-aligned × minimax × sgd",
    "r2 × consensus",
    "dragan × instance noise",
    "momentum × optimistic",
    "adam × optimistic",
    "rmspropKeras-momentum × optimisticGradient",
    "optimizer adamTF",
    "optimizer rmspropTF1-momentum",
    "gradient clipping, as in PyTorch",
    "gradient clipping, each array's update",
    "r2-detached × consensus",
    "penalty l2-G",
    "weight decay × optimistic × adam",
    "spectral normalization at calls × alternating",
    "sga aligned × steep",
    "sga aligned, numbers × steep",
    "adam × unrolled",
    "r1 × unrolled",
    "rmspropTF1 × extragradient",
    "optimizer rmspropTF1, ε 0.1",
    "1701.07875: WGAN",
    "1704.00028: WGAN-GP",
    "2501.05441: R3GAN",
    "1802.05957: SN-GAN",
    "spectral normalization × extragradient",
    "spectral normalization × r1 × consensus × unrolled",
    "scheduled weights",
    "initializer truncatedNormal-varianceScaling",
    "initializer truncatedNormal-torch",
    "initializer he-out",
    "initializer heUniform-mean",
    "initializer xavier-gain",
    "initializer xavierNormal",
    "initializer uniform",
    "initializer torch-zeros",
    "networks, linear",
    "networks, output initializer",
    "biases none × r1 × consensus × extragradient",
    "biases hidden × r1 × consensus × extragradient",
    "no biases × spectral normalization × l2 × maxout",
    "networks, tanh output",
    "networks, sigmoid output",
    "generator frozen",
    "particles × ntk × fresh discriminator",
    "fresh discriminator × rmspropTF1",
    "scheme alternating-shared-G-3-2",
    "wganGP-probability × consensus",
    "packing × wganDiv-3",
    "penalty wganDiv",
    "penalty drift-both",
    "batch normalization × packing × consensus",
    "maxout × r1 × consensus",
    "1712.04086: PacGAN",
    "every penalty × two methods × extragradient",
)

# Not the last of QUICK: its third derivatives are of size 10⁵ and cancel, so that single precision leaves three
# digits of some of them, to PyTorch no less than to gantrain.
FLOAT32 = (
    *QUICK[:-1],
    "R1 × consensus × extragradient",
    "every penalty, clipped",
    "scheme simultaneous",
    "1705.10461: ConOpt",
    "1806.09235: jare",
    "1706.04156: NK",
    "1611.02163: unrolled",
    "every penalty × unrolled",
)
