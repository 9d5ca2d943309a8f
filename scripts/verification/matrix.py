"""The configurations that `scripts/verify --all` traces: every method alone, and those that act on each other."""

import copy
import pathlib

from fields import WEIGHT_KEYS

POINTS = pathlib.Path(__file__).resolve().parents[2] / "data/points/two-moons.csv"

ARRAY = pathlib.Path(__file__).resolve().parents[2] / "Tests/Fixtures/points/float64-big-endian-fortran.npy"

STEPS = 5

BASE = {
    "batch": 8,
    "steps": STEPS,
    "precision": "float64",
    "seed": 11,
    "data": {"kind": "ring", "standardDeviation": 0.05},
    "latent": {"width": 3},
    "objective": "nonSaturating",
    "generator": {"hidden": [7, 6], "activation": {"kind": "tanh"}, "optimizer": {"learningRate": 0.01}},
    "discriminator": {"hidden": [7, 6], "activation": {"kind": "tanh"}, "optimizer": {"learningRate": 0.02}},
    "scheme": {"kind": "simultaneous"},
}

OBJECTIVES = (
    "minimax", "nonSaturating", "wasserstein", "hinge", "leastSquares", "relativisticPaired", "relativisticAverage",
    "kl", "reverseKL", "pearson", "squaredHellinger",
)

PENALTIES = {
    "r1": {"kind": "r1", "gamma": 3},
    "r2": {"kind": "r2", "gamma": 3},
    "wganGP": {"kind": "wganGP", "lambda": 2},
    "r2-detached": {"kind": "r2", "gamma": 3, "detached": True},
    "wganGP-detached": {"kind": "wganGP", "lambda": 2, "detached": True},
    "wganGP-probability": {"kind": "wganGP", "lambda": 2, "target": 0.1, "of": "probability"},
    "wganDiv": {"kind": "wganDiv", "k": 2, "power": 4},
    "wganDiv-3": {"kind": "wganDiv", "k": 2, "power": 3, "points": "both", "detached": True},
    "drift": {"kind": "drift", "lambda": 0.7},
    "drift-generated": {"kind": "drift", "lambda": 0.7, "points": "generated"},
    "drift-both": {"kind": "drift", "lambda": 0.7, "points": "both"},
    "wganGP-0": {"kind": "wganGP", "lambda": 2, "target": 0},
    "wganGP-oneSided": {"kind": "wganGP", "lambda": 2, "target": 0.5, "oneSided": True},
    "dragan": {"kind": "dragan", "lambda": 2},
    "l2": {"kind": "l2", "lambda": 0.3},
    "l2-G": {"kind": "l2", "lambda": 0.3, "player": "generator"},
    "dragan-wide": {"kind": "dragan", "lambda": 2, "target": 0.3, "spread": 1.5},
}

FIELD_METHODS = {
    "consensus": {"kind": "consensus", "gamma": 2},
    "nagarajanKolter": {"kind": "nagarajanKolter", "eta": 0.5},
    "jare": {"kind": "jare", "gamma": 2},
    "simregG1": {"kind": "simregG1", "gamma": 2},
    "simregG2": {"kind": "simregG2", "gamma": 2},
    "simregD1": {"kind": "simregD1", "gamma": 2},
    "simregD2": {"kind": "simregD2", "gamma": 2},
    "sga": {"kind": "sga", "lambda": 0.7},
    "cgd": {"kind": "cgd", "eta": 0.3, "sweeps": 3},
    "lola": {"kind": "lola", "alpha": 0.3},
    "lola-shaping": {"kind": "lola", "alpha": 0.3, "lookAhead": False},
    "sga-aligned": {"kind": "sga", "lambda": 0.7, "aligned": True},
    "sga-aligned-numbers": {"kind": "sga", "lambda": 0.7, "aligned": True, "divisor": "numbers"},
}

SCHEMES = {
    "simultaneous": {"kind": "simultaneous"},
    "alternating": {"kind": "alternating"},
    "alternating-G": {"kind": "alternating", "first": "generator"},
    "alternating-3-2": {"kind": "alternating", "discriminatorSteps": 3, "generatorSteps": 2},
    "alternating-shared": {"kind": "alternating", "latents": "shared"},
    "alternating-shared-G-3-2": {
        "kind": "alternating", "first": "generator", "discriminatorSteps": 3, "generatorSteps": 2, "latents": "shared"
    },
    "alternating-fresh": {"kind": "alternating", "discriminatorSteps": 2, "freshDiscriminator": True},
    "extragradient": {"kind": "extragradient"},
    "optimistic": {"kind": "optimistic"},
    "optimistic-single": {"kind": "optimistic", "firstStep": "single"},
    "optimisticGradient": {"kind": "optimisticGradient"},
    "optimisticGradient-single": {"kind": "optimisticGradient", "firstStep": "single"},
    "rungeKutta": {"kind": "rungeKutta"},
    "rungeKutta-2": {"kind": "rungeKutta", "order": 2},
    "rungeKutta-frozen": {"kind": "rungeKutta", "otherFrozen": True, "fieldMethodsAt": "start"},
    "followTheRidge": {"kind": "followTheRidge", "iterations": 3, "damping": 0.5},
    "followTheRidge-alternating": {"kind": "followTheRidge", "iterations": 2, "alternating": True},
    "unrolled": {"kind": "unrolled", "unrolledSteps": 3},
    "unrolled-G": {"kind": "unrolled", "unrolledSteps": 1, "first": "generator"},
}

# For zero-sum games, with optimizers that multiply the gradient.
COMPETITIVE = {"objective": "minimax", "scheme": {"kind": "competitive", "iterations": 3}}
MULTIPLES = ("sgd", "rmsprop", "rmspropKeras", "rmspropTF1", "adam-0", "adamTF-0")

FALLING = {"kind": "linear", "from": 0.05, "to": 0.01, "over": 5}

OPTIMIZERS = {
    "sgd": {"kind": "sgd", "learningRate": 0.05},
    "momentum": {"kind": "sgd", "momentum": 0.8, "learningRate": 0.05},
    "momentum-inside": {"kind": "sgd", "momentum": 0.8, "rateInside": True, "learningRate": FALLING},
    "rmsprop": {"kind": "rmsprop", "decay": 0.9, "learningRate": 0.01},
    "rmsprop-momentum": {"kind": "rmsprop", "decay": 0.9, "momentum": 0.7, "learningRate": FALLING},
    "rmspropKeras": {"kind": "rmspropKeras", "epsilon": 1e-3, "learningRate": 0.01},
    "rmspropKeras-momentum": {"kind": "rmspropKeras", "epsilon": 1e-3, "momentum": 0.7, "learningRate": FALLING},
    "rmspropTF1-momentum": {"kind": "rmspropTF1", "momentum": 0.7, "learningRate": FALLING},
    "rmspropTF1": {"kind": "rmspropTF1", "learningRate": 0.05},
    "adam": {"kind": "adam", "beta1": 0.5, "beta2": 0.9, "learningRate": 0.01},
    "adamTF": {"kind": "adamTF", "beta1": 0.5, "beta2": 0.9, "epsilon": 1e-3, "learningRate": 0.01},
    "adamTF-0": {"kind": "adamTF", "beta1": 0, "beta2": 0.99, "epsilon": 1e-5, "learningRate": 0.01},
    "adam-0": {"kind": "adam", "beta1": 0, "beta2": 0.99, "epsilon": 1e-3, "learningRate": 0.01},
}

ACTIVATIONS = {
    "relu": {"kind": "relu"},
    "lrelu": {"kind": "lrelu", "slope": 0.2},
    "tanh": {"kind": "tanh"},
    "sigmoid": {"kind": "sigmoid"},
    "softplus": {"kind": "softplus"},
    "elu": {"kind": "elu", "scale": 0.7},
    "maxout": {"kind": "maxout", "pieces": 3},
}

INITIALIZERS = {
    "he": {"kind": "he"},
    "heUniform": {"kind": "heUniform"},
    "xavier": {"kind": "xavier"},
    "keras": {"kind": "keras"},
    "slim": {"kind": "slim"},
    "normal": {"kind": "normal", "standardDeviation": 0.3},
    "orthogonal": {"kind": "orthogonal", "gain": 0.8},
    "torch": {"kind": "torch"},
    "truncatedNormal": {"kind": "truncatedNormal", "gain": 1.5},
    "truncatedNormal-varianceScaling": {"kind": "truncatedNormal", "convention": "varianceScaling", "over": "mean"},
    "truncatedNormal-torch": {"kind": "truncatedNormal", "convention": "torch", "over": "none", "gain": 2},
    "ntk": {"kind": "ntk", "weight": 1.3, "bias": 0.5},
    "he-out": {"kind": "he", "gain": 0.4, "over": "out", "biases": "torch"},
    "heUniform-mean": {"kind": "heUniform", "gain": 3, "over": "mean"},
    "xavier-gain": {"kind": "xavier", "gain": 3, "biases": "torch"},
    "xavierNormal": {"kind": "xavierNormal", "gain": 3},
    "uniform": {"kind": "uniform", "limit": 0.7},
    "torch-zeros": {"kind": "torch", "biases": "zeros"},
}

NORMALIZED = {"generator.batchNormalization": {"epsilon": 0.01}}
PACKED = {"discriminator.packing": 3}
NETWORKS = {
    "linear": {"both.hidden": []},
    "tanh output": {"generator.output": {"kind": "tanh", "scale": 2.5}},
    "sigmoid output": {"discriminator.output": {"kind": "sigmoid"}},
    "antisymmetric": {"discriminator.antisymmetric": True},
    "no biases": {"both.biases": "none"},
    "hidden biases": {"both.biases": "hidden"},
    "hidden biases, batch normalization, maxout": NORMALIZED
    | {"both.biases": "hidden", "discriminator.activation": {"kind": "maxout", "pieces": 3}},
    "output initializer": {"both.outputInitializer": {"kind": "ntk", "weight": 2, "bias": 0.5}},
    "batch normalization": NORMALIZED,
    "packing": PACKED,
    "packing, batch normalization": NORMALIZED | PACKED,
}
RATE = {"optimizer": {"learningRate": 0.01}}
# 2,400 samples: particles stand in them equally often.
GENERATORS = {
    "frozen": {"generator": {"kind": "frozen", "noise": 0.5, **RATE}, "latent": {}},
    "particles": {"generator": {"kind": "particles", "start": 1.5, **RATE}, "latent": {}, "record": {"samples": 2400}},
}

DATA = {
    "random": {"kind": "random", "modes": 5, "placement": 3, "scale": 2},
    "gaussian": {"kind": "gaussian", "mean": [1, -2]},
    "gaussian-line": {"kind": "gaussian", "mean": 4, "standardDeviation": 1.25, "scale": 0.5},
    "segment": {"kind": "segment", "from": [0, 1], "to": [3, 2]},
    "circle": {"kind": "circle", "radius": 2, "noise": 0.1, "scale": 0.5},
    "fourSegments": {"kind": "fourSegments"},
    "swissRoll": {"kind": "swissRoll"},
    "swissRoll-exact": {"kind": "swissRoll", "noise": 0},
    "twoMoons": {"kind": "twoMoons", "scale": 2},
    "twoMoons-standardized": {"kind": "twoMoons", "noise": 0.1, "standardize": True},
    "twoCircles": {"kind": "twoCircles", "factor": 0.3},
    "sine": {"kind": "sine"},
    "parabola": {"kind": "parabola", "from": -1, "to": 2, "noise": 0.05},
    "csv": {"kind": "csv", "path": str(POINTS), "noise": 0.05, "scale": 3},
    "csv-exact": {"kind": "csv", "path": str(POINTS)},
    "csv-column": {"kind": "csv", "path": str(POINTS), "columns": ["y"], "batches": "inTurn", "shift": -3},
    "csv-standardized": {"kind": "csv", "path": str(POINTS), "standardize": True, "batches": "shuffled"},
    "npy": {"kind": "npy", "path": str(ARRAY), "scale": [2, 0.5], "shift": [1, -1]},
    "ring-weights": {"kind": "ring", "weights": [4, 1, 2, 1, 0.5, 1, 0.25, 1], "choice": "balanced"},
    "grid-moved": {"kind": "grid", "scale": [0.5, 2], "shift": [30, -4], "choice": "balanced"},
    "swissRoll-standardized": {"kind": "swissRoll", "noise": 0.1, "standardize": True},
    "mixture-widths": {"kind": "mixture", "centres": [[-1, 0], [0, 2], [3, 3]], "standardDeviation": [0.1, 0.2, 0.3]},
    "mixture-covariance": {
        "kind": "mixture", "centres": [[-9, 1], [5, 0]], "weights": [1, 3], "choice": "balanced",
        "covariance": [[[4, -1.2], [-1.2, 0.5]], [[0.25, 0], [0, 0.25]]], "standardize": True,
    },
    "mixture-line": {"kind": "mixture", "centres": [-2, 2], "standardDeviation": 1, "shift": 1},
    "ring-set": {"kind": "ring", "points": 8, "batches": "inTurn"},
    "ring-epochs": {"kind": "ring", "points": 12, "batches": "shuffled"},
    "line-set": {"kind": "mixture", "centres": [-2, 2], "standardDeviation": 1, "points": 3},
}

SCHEDULES = {
    "linear": {"kind": "linear", "from": 0.03, "to": 0.01, "over": 3},
    "cosine": {"kind": "cosine", "from": 0.03, "to": 0.01, "over": 0},
    "exponential": {"kind": "exponential", "from": 0.03, "to": 0.001, "over": 4},
    "step": {"kind": "step", "from": 0.03, "factor": 0.3, "every": 2},
    "at-once": {"kind": "linear", "from": 0.03, "to": 0.01, "over": 1},
    "later": {"kind": "cosine", "from": 0.01, "to": 0.03, "over": 50},
}

CLIPPED = {"both.gradientClipping": {"norm": 0.1}}
CLIPPINGS = {
    "as in PyTorch": {"norm": 0.1, "epsilon": 0.01},
    "each array": {"norm": 0.05, "over": "array"},
    "the update": {"norm": 0.01, "of": "update"},
    "each array's update": {"norm": 0.01, "of": "update", "over": "array", "epsilon": 1e-6},
}
NOISE = {"instanceNoise": {"sigma": 0.3}}
AVERAGE = {"average": {"decay": 0.9}}
LOOKAHEAD = {"lookahead": {"every": 2, "alpha": 0.4}}
MIXING = {"mixing": {"window": 3, "regularization": 0.001}}
DECAY = {"generator.weightDecay": {"lambda": 0.3}, "discriminator.weightDecay": {"lambda": 0.5}}
SPECTRAL = {"discriminator.spectralNormalization": {}}
SPECTRAL_CALL = {"discriminator.spectralNormalization": {"per": "call"}}
SPECTRAL_2 = {"discriminator.spectralNormalization": {"iterations": 2}}
WEIGHTS_CLIPPED = {"discriminator.weightClipping": {"limit": 0.3}}


def configuration(changes):
    """BASE with some of its keys, written with dots, set to other values; "both." stands for the two players."""
    result = copy.deepcopy(BASE)
    for path, value in changes.items():
        players = ("generator", "discriminator") if path.startswith("both.") else (path.split(".")[0],)
        for player in players:
            *above, key = [player, *path.split(".")[1:]]
            place = result
            for name in above:
                place = place[name]
            place[key] = copy.deepcopy(value)
    return result


def penalty(*names):
    return {"penalties": [PENALTIES[name] for name in names]}


def field(*names):
    return {"fieldMethods": [FIELD_METHODS[name] for name in names]}


def weaker(changes):
    """The same field methods with a tenth of their weight: under unrolling the full one diverges within five steps."""
    methods = copy.deepcopy(changes["fieldMethods"])
    for entry in methods:
        entry[WEIGHT_KEYS[entry["kind"]]] /= 10
    return {"fieldMethods": methods}


def scheme(name):
    return {"scheme": SCHEMES[name]}


def optimizer(name):
    return {"both.optimizer": OPTIMIZERS[name]}
