"""How a direction becomes a step: functions of arrays that can be differentiated, as unrolling needs.

`memory` is {"count": [1], "<k>.weight.<slot>": array}.
"""

import torch


def root(x):
    """√x with the derivative 0 at 0.

    Only unrolling differentiates it. There x = 0 means that the gradient g has always been 0, and the derivative of
    (mean of g)/(√(mean of g²) + ε) in g is then (a constant)/ε, to which the root contributes nothing: it comes with
    the factor g. Torch's own rule for the root would give 0·∞.
    """
    positive = x > 0
    return torch.where(positive, torch.where(positive, x, 1).sqrt(), 0)


def sgd(settings, rate, count, parameter, gradient, slots):
    """torch.optim.SGD: ηb, b ← μb + g; with the rate inside, keras.optimizers.SGD: b, b ← μb + ηg."""
    if settings["momentum"] == 0:
        return rate * gradient, {}
    inside = rate if settings["rateInside"] else 1
    momentum = settings["momentum"] * slots["momentum"] + inside * gradient
    return (1 if settings["rateInside"] else rate) * momentum, {"momentum": momentum}


def rmsprop(settings, rate, count, parameter, gradient, slots):
    """PyTorch's: mean square from 0, ε outside the root; torch.optim.RMSprop's momentum."""
    squares = settings["decay"] * slots["squares"] + (1 - settings["decay"]) * gradient**2
    step = gradient / (root(squares) + settings["epsilon"])
    if not settings["momentum"]:
        return rate * step, {"squares": squares}
    gathered = settings["momentum"] * slots["momentum"] + step
    return rate * gathered, {"squares": squares, "momentum": gathered}


def rmsprop_inside(settings, rate, count, parameter, gradient, slots):
    """Keras's and TensorFlow 1's: ε inside the root, and the rate inside the momentum."""
    squares = settings["decay"] * slots["squares"] + (1 - settings["decay"]) * gradient**2
    increment = rate * gradient / (squares + settings["epsilon"]).sqrt()
    if not settings["momentum"]:
        return increment, {"squares": squares}
    gathered = settings["momentum"] * slots["momentum"] + increment
    return gathered, {"squares": squares, "momentum": gathered}


def moments(settings, gradient, slots):
    mean = settings["beta1"] * slots["mean"] + (1 - settings["beta1"]) * gradient
    squares = settings["beta2"] * slots["squares"] + (1 - settings["beta2"]) * gradient**2
    return mean, squares


def adam(settings, rate, count, parameter, gradient, slots):
    """arXiv 1412.6980, algorithm 1; `count` includes this update."""
    mean, squares = moments(settings, gradient, slots)
    unbiased_mean = mean / (1 - settings["beta1"] ** count)
    unbiased_squares = squares / (1 - settings["beta2"] ** count)
    step = unbiased_mean / (root(unbiased_squares) + settings["epsilon"])
    return rate * step, {"mean": mean, "squares": squares}


def adam_tf(settings, rate, count, parameter, gradient, slots):
    """tf.compat.v1.train.AdamOptimizer and keras.optimizers.Adam: ε beside the root of the uncorrected squares."""
    mean, squares = moments(settings, gradient, slots)
    corrected = rate * torch.sqrt(1 - settings["beta2"] ** count) / (1 - settings["beta1"] ** count)
    return corrected * mean / (root(squares) + settings["epsilon"]), {"mean": mean, "squares": squares}


# What is taken from the parameter, and the new memory.
RULES = {
    "sgd": sgd,
    "rmsprop": rmsprop,
    "rmspropKeras": rmsprop_inside,
    "rmspropTF1": rmsprop_inside,
    "adam": adam,
    "adamTF": adam_tf,
}

def factor(configuration, player, memory, name, gradient, rate):
    """What a rule without momentum multiplies the gradient by."""
    settings = configuration[player]["optimizer"]
    kept = {slot: memory[f"{name}.{slot}"] for slot in slots(configuration, player)}
    kind, count = settings["kind"], memory["count"] + 1
    if kind == "sgd":
        return torch.as_tensor(rate)
    decay = settings["beta2"] if kind.startswith("adam") else settings["decay"]
    squares = decay * kept["squares"] + (1 - decay) * gradient**2
    if kind == "adam":
        return rate / ((squares / (1 - decay**count)).sqrt() + settings["epsilon"])
    if kind == "adamTF":
        return rate * (1 - decay**count) ** 0.5 / (squares.sqrt() + settings["epsilon"])
    inside = kind != "rmsprop"
    return rate / ((squares + settings["epsilon"]).sqrt() if inside else squares.sqrt() + settings["epsilon"])


SLOTS = {
    "sgd": {},
    "rmsprop": {"squares": 0},
    "rmspropKeras": {"squares": 0},
    "rmspropTF1": {"squares": 1},
    "adam": {"mean": 0, "squares": 0},
    "adamTF": {"mean": 0, "squares": 0},
}

# What a scheme keeps of the step before.
PAST = {"optimistic": "previousUpdate", "optimisticGradient": "previousGradient"}


def slots(configuration, player):
    """Names of the arrays an optimizer keeps per parameter, with the number each starts at."""
    settings = configuration[player]["optimizer"]
    names = dict(SLOTS[settings["kind"]])
    if settings.get("momentum"):
        names["momentum"] = 0
    if configuration["scheme"]["kind"] in PAST:
        names[PAST[configuration["scheme"]["kind"]]] = 0
    return names


def norm(direction):
    return torch.sqrt(sum(((array**2).sum() for array in direction.values()), start=torch.zeros(())))


def clipped(configuration, player, direction, what):
    """g·min(1, c/(‖g‖ + ε)), ‖g‖ over all parameters of the player, or over each array."""
    clipping = configuration[player]["gradientClipping"]
    if clipping is None or clipping["of"] != what:
        return direction
    groups = [direction] if clipping["over"] == "player" else [{name: array} for name, array in direction.items()]
    result = {}
    for group in groups:
        length = norm(group) + clipping["epsilon"]
        factor = clipping["norm"] / length if length > clipping["norm"] else 1
        result |= {name: array * factor for name, array in group.items()}
    return result


def extrapolated(scheme, now, before, count):
    """2·now − before; at the first step, where there was nothing before, 2·now or now."""
    if scheme["firstStep"] == "single" and count == 1:
        return now
    return 2 * now - before


def step(configuration, player, weights, memory, direction, rate, chosen=None):
    """The player's parameters and memory after one update along −direction, clipping of both kinds included; or by the
    `chosen` updates."""
    settings = configuration[player]["optimizer"]
    scheme = configuration["scheme"]
    rule = RULES[settings["kind"]]
    limit = configuration[player].get("weightClipping")
    direction = clipped(configuration, player, direction, "gradient")
    count = memory["count"] + 1
    updates, new_memory = {}, {"count": count}
    for name, parameter in weights.items():
        gradient = direction[name]
        kept = {slot: memory[f"{name}.{slot}"] for slot in slots(configuration, player)}
        if scheme["kind"] == "optimistic":
            # arXiv 1711.00141, algorithm 1: η(2r_t − r_{t−1}), η·r_t being the optimizer's step.
            now, changed = rule(settings, 1, count, parameter, gradient, kept)
            updates[name] = rate * extrapolated(scheme, now, kept["previousUpdate"], count)
            new_memory[f"{name}.previousUpdate"] = now
        else:
            if scheme["kind"] == "optimisticGradient":
                new_memory[f"{name}.previousGradient"] = gradient
                gradient = extrapolated(scheme, gradient, kept["previousGradient"], count)
            updates[name], changed = rule(settings, rate, count, parameter, gradient, kept)
        new_memory |= {f"{name}.{slot}": array for slot, array in changed.items()}
    updates = updates if chosen is None else chosen
    if configuration[player]["weightDecay"] is not None:
        # arXiv 1711.05101: beside the step, and with the rate.
        decay = configuration[player]["weightDecay"]["lambda"]
        updates = {name: update + rate * decay * weights[name] for name, update in updates.items()}
    updates = clipped(configuration, player, updates, "update")
    new_weights = {name: parameter - updates[name] for name, parameter in weights.items()}
    if limit is not None:
        # arXiv 1701.07875.
        new_weights = {name: array.clamp(-limit["limit"], limit["limit"]) for name, array in new_weights.items()}
    return new_weights, new_memory
