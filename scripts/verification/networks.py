"""Networks as functions of their parameters, laid out like torch.nn.Sequential(Linear, act, …)."""

import math

import torch

# Linear layers of the NTK parametrization, arXiv 1806.07572, as neural-tangents has them:
# W_std/√in · Wx + b_std · b.


def activation(configuration):
    kind = configuration["kind"]
    if kind == "relu":
        return torch.relu
    if kind == "lrelu":
        return lambda x: torch.where(x > 0, x, configuration["slope"] * x)
    if kind == "elu":
        return lambda x: torch.nn.functional.elu(x, alpha=configuration["scale"])
    plain = {"tanh": torch.tanh, "sigmoid": torch.sigmoid, "softplus": torch.nn.functional.softplus}
    if kind in plain:
        return plain[kind]
    raise ValueError(f"unknown activation {kind}")


def output(configuration):
    """What is made of the last layer's numbers."""
    kind = configuration["kind"]
    if kind == "linear":
        return lambda x: x
    function = {"tanh": torch.tanh, "sigmoid": torch.sigmoid}[kind]
    return lambda x: configuration["scale"] * function(x)


def rule_of(configuration, name):
    """How the layer starts that a parameter belongs to, such as "4.weight" or "0.1.bias"."""
    last = str(step(configuration) * len(configuration["hidden"]))
    own = configuration["outputInitializer"] if name.split(".")[0] == last else None
    return configuration["initializer"] if own is None else own


def linear(configuration, weights, name, x):
    weight, bias = weights[f"{name}.weight"], weights.get(f"{name}.bias")
    rule = rule_of(configuration, name)
    if rule["kind"] == "ntk":
        weight = rule["weight"] * weight / math.sqrt(weight.shape[1])
        bias = None if bias is None else rule["bias"] * bias
    return torch.nn.functional.linear(x, weight, bias)


def batch_norm(configuration, weights, name, x, packing):
    """torch's batch_norm in training, apart for each place within a pack: rows 0, m, 2m, …, then 1, m + 1, …

    PacGAN's program applies its generator to each place of the packs separately, with statistics of its own.
    """
    normalized = torch.empty_like(x)
    for place in range(packing):
        normalized[place::packing] = torch.nn.functional.batch_norm(
            x[place::packing],
            None,
            None,
            weights[f"{name}.weight"],
            weights[f"{name}.bias"],
            training=True,
            eps=configuration["batchNormalization"]["epsilon"],
        )
    return normalized


def network(configuration):
    """(parameters by name, inputs [n, in], places within a pack) ↦ outputs [n, out]."""
    kind = configuration.get("kind", "network")
    if kind == "frozen":
        return lambda weights, inputs, packing=1: configuration["noise"] * inputs
    if kind == "particles":
        return lambda weights, inputs, packing=1: weights["points"]
    if configuration.get("antisymmetric"):
        # emited/gantk2, models/antisymmetric.py.
        part = network({**configuration, "antisymmetric": False})
        return lambda weights, inputs, packing=1: (
            part(half(weights, 0), inputs, packing) - part(half(weights, 1), inputs, packing)
        ) / math.sqrt(2)
    modules, hidden = step(configuration), len(configuration["hidden"])

    def layer(weights, k, x, packing):
        if configuration["activation"]["kind"] == "maxout":
            # arXiv 1302.4389.
            pieces = [linear(configuration, weights, f"{k}.{j}", x) for j in range(configuration["activation"]["pieces"])]
            return torch.stack(pieces).amax(0)
        x = linear(configuration, weights, str(k), x)
        if configuration["batchNormalization"] is not None:
            x = batch_norm(configuration, weights, str(k + 1), x, packing)
        return activation(configuration["activation"])(x)

    def apply(weights, inputs, packing=1):
        x = configuration["inputScale"] * inputs
        for place in range(hidden):
            x = layer(weights, modules * place, x, packing)
        return output(configuration["output"])(linear(configuration, weights, str(modules * hidden), x))

    return apply


def half(weights, place):
    return {name[2:]: array for name, array in weights.items() if name.startswith(f"{place}.")}


def step(configuration):
    """Modules from one linear layer of the Sequential to the next: itself, normalization, activation."""
    if configuration["activation"]["kind"] == "maxout":
        return 1
    return 2 if configuration["batchNormalization"] is None else 3


def shapes(configuration, inputs, outputs, points):
    """The shape of each parameter, by name; `points` generated ones are in a batch."""
    kind = configuration.get("kind", "network")
    if kind == "frozen":
        return {}
    if kind == "particles":
        return {"points": (points, outputs)}
    if configuration.get("antisymmetric"):
        part = shapes({**configuration, "antisymmetric": False}, inputs, outputs, points)
        return {f"{place}.{name}": shape for place in range(2) for name, shape in part.items()}
    numbers = [inputs, *configuration["hidden"], outputs]
    result, modules = {}, step(configuration)
    for place, (into, out) in enumerate(zip(numbers, numbers[1:])):
        is_last, k = place == len(numbers) - 2, modules * place
        pieces = configuration["activation"].get("pieces") if modules == 1 and not is_last else None
        for name in [str(k)] if pieces is None else [f"{k}.{j}" for j in range(pieces)]:
            result[f"{name}.weight"] = (out, into)
            # nn.Linear(bias=False); batch normalization stands in the bias's place.
            if is_last and configuration["biases"] == "all" or not is_last and modules != 3 and configuration["biases"] != "none":
                result[f"{name}.bias"] = (out,)
        if modules == 3 and not is_last:
            result |= {f"{k + 1}.weight": (out,), f"{k + 1}.bias": (out,)}
    return result
