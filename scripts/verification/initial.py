"""What can be said of the state before the first step without the random numbers it was drawn from."""

import math

import torch

import optimizers
import networks
from data import width
from traces import PLAYERS

INPUTS = {
    "generator": lambda configuration: configuration["latent"]["width"],
    "discriminator": lambda configuration: width(configuration["data"]) * configuration["discriminator"]["packing"],
}
OUTPUTS = {"generator": lambda configuration: width(configuration["data"]), "discriminator": lambda _: 1}


def shapes(configuration, player):
    """The shape of each of a player's parameters, by name."""
    points = configuration["batch"] * configuration["discriminator"]["packing"]
    return networks.shapes(configuration[player], INPUTS[player](configuration), OUTPUTS[player](configuration), points)


def expected_shapes(configuration):
    """{name: shape} of a whole state."""
    names = {}
    for player in PLAYERS:
        of_player = shapes(configuration, player)
        prefixes = [player]
        if player == "generator" and configuration["average"] is not None:
            prefixes.append("generatorAverage")
        if configuration["lookahead"] is not None:
            prefixes.append(f"slow.{player}")
        names |= {f"{prefix}.{name}": shape for prefix in prefixes for name, shape in of_player.items()}
        names[f"optimizer.{player}.count"] = (1,)
        for slot in optimizers.slots(configuration, player):
            names |= {f"optimizer.{player}.{name}.{slot}": shape for name, shape in of_player.items()}
    if configuration["mixing"] is not None:
        window = configuration["mixing"]["window"]
        count = sum(math.prod(shape) for player in PLAYERS for shape in shapes(configuration, player).values())
        names |= {
            "mixing.moves": (window, count),
            "mixing.changes": (window, count),
            "mixing.products": (window + 1, window),
            "mixing.last": (2, count),
        }
    if configuration["discriminator"]["spectralNormalization"] is not None:
        matrices = shapes(configuration, "discriminator").items()
        names |= {f"discriminator.{name}_u": shape[:1] for name, shape in matrices if len(shape) == 2}
    return names


def check_initial_state(report, configuration, state):
    expected = expected_shapes(configuration)
    for name in sorted(set(expected) - set(state)):
        report.error(f"0.state.{name} is missing")
    for name in sorted(set(state) - set(expected)):
        report.error(f"0.state.{name} is not expected")
    for name in set(state) & set(expected):
        if tuple(state[name].shape) != expected[name]:
            report.error(f"0.state.{name} has shape {list(state[name].shape)}, not {list(expected[name])}")
    if report.errors:
        return
    for player in PLAYERS:
        check_initial_player(report, configuration, state, player)
    for name, array in state.items():
        if name.startswith("generatorAverage."):
            same(report, name, array, state[name.replace("Average", "", 1)])
        if name.startswith("mixing."):
            same(report, name, array, torch.zeros_like(array))
        if name.startswith("slow."):
            same(report, name, array, state[name.removeprefix("slow.")])


def starts_elsewhere(configuration, player):
    start = configuration.get("start")
    return start is not None and start["players"] in ("both", player)


def check_initial_player(report, configuration, state, player, is_first=True):
    check_memory(report, configuration, state, player)
    # The networks of another run are whatever they are.
    if not (is_first and starts_elsewhere(configuration, player)):
        check_parameters(report, configuration[player], state, player)


def same(report, name, found, expected, scale=0):
    report.compare("initial state", f"0.state.{name}", found, expected, scale)


def check_memory(report, configuration, state, player):
    same(report, f"optimizer.{player}.count", state[f"optimizer.{player}.count"], torch.zeros(1))
    for slot, start in optimizers.slots(configuration, player).items():
        for name in shapes(configuration, player):
            name = f"optimizer.{player}.{name}.{slot}"
            same(report, name, state[name], torch.full_like(state[name], start))


def check_parameters(report, network, state, player):
    """Bounds, spreads and zeros; that the distributions are right is left to gantrain's own tests."""
    kind = network.get("kind", "network")
    if kind == "particles":
        within(report, f"{player}.points", state[f"{player}.points"], 6 * network["start"])
    if kind != "network":
        return
    if network.get("antisymmetric"):
        for name, array in networks.half({n.removeprefix(f"{player}."): a for n, a in state.items()}, 0).items():
            if not name.endswith("_u"):
                same(report, f"{player}.1.{name}", state[f"{player}.1.{name}"], array)
    for name, array in state.items():
        if not name.startswith(player + "."):
            continue
        if name.endswith("_u"):
            same(report, f"‖{name}‖", torch.linalg.vector_norm(array).reshape(1), torch.ones(1), 1)
            continue
        if name.endswith("weight") and array.dim() == 1:
            # Batch normalization's γ.
            same(report, name, array, torch.ones_like(array))
            continue
        weight = state[name.replace("bias", "weight")]
        own = name.removeprefix(f"{player}.")
        rule = networks.rule_of(network, own[2:] if network.get("antisymmetric") else own)
        if weight.dim() == 1:
            # Batch normalization's β.
            same(report, name, array, torch.zeros_like(array))
        elif name.endswith("bias"):
            check_bias(report, rule, name, array, weight.shape[1])
        else:
            check_weight(report, rule, network["activation"], name, array)


def check_bias(report, rule, name, array, into):
    if rule["kind"] == "ntk":
        normal(report, name, array, 1)
    elif rule.get("biases") == "torch":
        # As nn.Linear starts them.
        uniform(report, name, array, 1 / math.sqrt(into))
    else:
        same(report, name, array, torch.zeros_like(array))


def check_weight(report, rule, activation, name, array):
    kind, (out, into) = rule["kind"], array.shape
    if kind == "orthogonal":
        # arXiv 1312.6120.
        array = array if out <= into else array.T
        gain = rule["gain"] ** 2
        report.compare("initial state", f"0.state.{name}", array @ array.T, gain * torch.eye(len(array)), gain)
    elif kind == "truncatedNormal":
        within(report, name, array, truncation(rule, out, into))
    elif kind == "torch":
        uniform(report, name, array, 1 / math.sqrt(into))
    elif kind == "uniform":
        uniform(report, name, array, rule["limit"])
    elif kind in ("xavier", "keras", "slim"):
        # Glorot and Bengio 2010.
        uniform(report, name, array, rule.get("gain", 1) * math.sqrt(6 / (into + out)))
    elif kind == "xavierNormal":
        normal(report, name, array, rule["gain"] * math.sqrt(2 / (into + out)))
    elif kind == "normal":
        normal(report, name, array, rule["standardDeviation"])
    elif kind == "ntk":
        normal(report, name, array, 1)
    else:
        # arXiv 1502.01852.
        gain = activation_gain(activation) if rule["gain"] is None else rule["gain"]
        deviation = gain / math.sqrt(fan(rule, out, into))
        if kind == "heUniform":
            uniform(report, name, array, math.sqrt(3) * deviation)
        else:
            normal(report, name, array, deviation)


def fan(rule, out, into):
    return {"in": into, "out": out, "mean": (into + out) / 2, "none": 1}[rule["over"]]


def truncation(rule, out, into):
    """Where the numbers end: trunc_normal_ of PyTorch cuts at ±2, TensorFlow at two standard deviations."""
    if rule["convention"] == "torch":
        return 2
    # VarianceScaling divides by the standard deviation that a cut at two of them leaves, √(1 − 4φ(2)/(2Φ(2) − 1)).
    density = math.exp(-2) / math.sqrt(2 * math.pi)
    left = math.sqrt(1 - 4 * density / math.erf(math.sqrt(2))) if rule["convention"] == "varianceScaling" else 1
    return 2 * rule["gain"] / math.sqrt(fan(rule, out, into)) / left


def activation_gain(activation):
    if activation["kind"] in ("maxout", "softplus", "elu"):
        # PyTorch has none.
        return 1
    return torch.nn.init.calculate_gain(
        {"lrelu": "leaky_relu"}.get(activation["kind"], activation["kind"]), activation.get("slope")
    )


def within(report, name, array, bound):
    beyond = array.abs().max().item() > bound * (1 + 1e-6) or not bool(array.any())
    report.record("initial state", f"0.state.{name}", math.inf if beyond else 0.0)


def uniform(report, name, array, limit):
    """Between ±limit, as far as numbers can say it: none beyond, and their root mean square near limit/√3."""
    within(report, name, array, limit)
    spread(report, name, array, limit / math.sqrt(3))


def normal(report, name, array, deviation):
    within(report, name, array, 6 * deviation)
    spread(report, name, array, deviation)


def spread(report, name, array, deviation):
    """The root mean square of n normal numbers has the relative deviation 1/√(2n), of uniform ones a smaller one."""
    ratio = array.square().mean().sqrt().item() / deviation
    report.record("initial state", f"0.state.{name}", math.inf if abs(ratio - 1) > 6 / math.sqrt(2 * array.numel()) else 0.0)
