"""Multilayer perceptrons as functions of their parameters, laid out like torch.nn.Sequential(Linear, act, …)."""

import torch


def activation(configuration):
    kind = configuration["kind"]
    if kind == "relu":
        return torch.relu
    if kind == "lrelu":
        return lambda x: torch.where(x > 0, x, configuration["slope"] * x)
    if kind == "tanh":
        return torch.tanh
    raise ValueError(f"unknown activation {kind}")


def layers(weights):
    """The indices k of "<k>.weight", in order."""
    return sorted(int(name.split(".")[0]) for name in weights if name.endswith(".weight"))


def network(configuration):
    """(parameters by name, inputs [n, in]) ↦ outputs [n, out]."""
    between = activation(configuration["activation"])

    def apply(weights, inputs):
        x = configuration["inputScale"] * inputs
        indices = layers(weights)
        for k in indices:
            x = torch.nn.functional.linear(x, weights[f"{k}.weight"], weights[f"{k}.bias"])
            if k != indices[-1]:
                x = between(x)
        return x

    return apply


def widths(configuration, inputs, outputs):
    """Shape [out, in] of each weight matrix, by k."""
    numbers = [inputs, *configuration["hidden"], outputs]
    return {2 * i: (numbers[i + 1], numbers[i]) for i in range(len(numbers) - 1)}
