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
    """p ← p − ηb, b ← μb + g."""
    if settings["momentum"] == 0:
        return parameter - rate * gradient, {}
    momentum = settings["momentum"] * slots["momentum"] + gradient
    return parameter - rate * momentum, {"momentum": momentum}


def rmsprop(settings, rate, count, parameter, gradient, slots):
    """PyTorch's: mean square from 0, ε outside the root."""
    squares = settings["decay"] * slots["squares"] + (1 - settings["decay"]) * gradient**2
    return parameter - rate * gradient / (root(squares) + settings["epsilon"]), {"squares": squares}


def rmsprop_tf1(settings, rate, count, parameter, gradient, slots):
    """TensorFlow 1's: mean square from 1, ε inside the root."""
    squares = settings["decay"] * slots["squares"] + (1 - settings["decay"]) * gradient**2
    return parameter - rate * gradient / (squares + settings["epsilon"]).sqrt(), {"squares": squares}


def adam(settings, rate, count, parameter, gradient, slots):
    """arXiv 1412.6980, algorithm 1; `count` includes this update."""
    mean = settings["beta1"] * slots["mean"] + (1 - settings["beta1"]) * gradient
    squares = settings["beta2"] * slots["squares"] + (1 - settings["beta2"]) * gradient**2
    unbiased_mean = mean / (1 - settings["beta1"] ** count)
    unbiased_squares = squares / (1 - settings["beta2"] ** count)
    step = unbiased_mean / (root(unbiased_squares) + settings["epsilon"])
    return parameter - rate * step, {"mean": mean, "squares": squares}


RULES = {"sgd": sgd, "rmsprop": rmsprop, "rmspropTF1": rmsprop_tf1, "adam": adam}

SLOTS = {"rmsprop": {"squares": 0}, "rmspropTF1": {"squares": 1}, "adam": {"mean": 0, "squares": 0}}


def slots(configuration, player):
    """Names of the arrays an optimizer keeps per parameter, with the number each starts at."""
    settings = configuration[player]["optimizer"]
    if settings["kind"] == "sgd":
        names = {"momentum": 0} if settings["momentum"] else {}
    else:
        names = dict(SLOTS[settings["kind"]])
    if configuration["scheme"]["kind"] == "optimistic":
        names["previousGradient"] = 0
    return names


def norm(direction):
    return torch.sqrt(sum((array**2).sum() for array in direction.values()))


def clipped(configuration, player, direction):
    """g·min(1, c/‖g‖), ‖g‖ over all parameters of the player."""
    clipping = configuration[player]["gradientClipping"]
    if clipping is None:
        return direction
    length = norm(direction)
    if length <= clipping["norm"]:
        return direction
    return {name: array * (clipping["norm"] / length) for name, array in direction.items()}


def step(configuration, player, weights, memory, direction, rate):
    """The player's parameters and memory after one update along −direction, clipping of both kinds included."""
    settings = configuration[player]["optimizer"]
    optimistic = configuration["scheme"]["kind"] == "optimistic"
    limit = configuration[player].get("weightClipping")
    direction = clipped(configuration, player, direction)
    count = memory["count"] + 1
    new_weights, new_memory = {}, {"count": count}
    for name, parameter in weights.items():
        gradient = direction[name]
        kept = {slot: memory[f"{name}.{slot}"] for slot in slots(configuration, player)}
        if optimistic:
            # arXiv 1711.00141: along 2g_t − g_{t−1}, with g_0 = 0.
            gradient = 2 * gradient - kept["previousGradient"]
            new_memory[f"{name}.previousGradient"] = direction[name]
        parameter, changed = RULES[settings["kind"]](settings, rate, count, parameter, gradient, kept)
        if limit is not None:
            # arXiv 1701.07875.
            parameter = parameter.clamp(-limit["limit"], limit["limit"])
        new_weights[name] = parameter
        new_memory |= {f"{name}.{slot}": array for slot, array in changed.items()}
    return new_weights, new_memory
