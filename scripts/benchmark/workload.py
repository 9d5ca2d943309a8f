"""What a configuration of configs/bench asks for, as the peers need it."""

import json
from dataclasses import dataclass

PLAYERS = ("discriminator", "generator")


@dataclass(frozen=True)
class Workload:
    name: str
    batch: int
    latent: int
    hidden: dict
    activation: str
    slope: float
    objective: str
    method: str
    weight: float
    critic_steps: int
    simultaneous: bool
    optimizer: dict
    modes: int
    radius: float
    deviation: float

    def widths(self, player):
        ends = {"generator": (self.latent, 2), "discriminator": (2, 1)}[player]
        return [ends[0], *self.hidden[player], ends[1]]


class Unsupported(Exception):
    """The peers are written for the workloads of configs/bench, not for every configuration."""


def only(values):
    values = list(values)
    if any(value != values[0] for value in values):
        raise Unsupported(f"both players must have the same of {values}")
    return values[0]


def read(configuration):
    """From a complete configuration, as `gantrain config show` prints it."""
    activation = only(configuration[player]["activation"] for player in PLAYERS)
    methods = configuration["penalties"] + configuration["fieldMethods"]
    if len(methods) > 1 or configuration["data"]["kind"] != "ring":
        raise Unsupported("at most one method, a ring")
    method = methods[0] if methods else {"kind": "none", "gamma": 0}
    scheme = configuration["scheme"]
    return Workload(
        name=configuration["name"],
        batch=configuration["batch"],
        latent=configuration["latent"]["width"],
        hidden={player: configuration[player]["hidden"] for player in PLAYERS},
        activation=activation["kind"],
        slope=activation.get("slope", 0.0),
        objective=configuration["objective"],
        method=method["kind"],
        weight=method.get("gamma", method.get("lambda")),
        critic_steps=scheme.get("discriminatorSteps", 1),
        simultaneous=scheme["kind"] == "simultaneous",
        optimizer=only(configuration[player]["optimizer"] for player in PLAYERS),
        modes=configuration["data"]["modes"],
        radius=configuration["data"]["radius"],
        deviation=configuration["data"]["standardDeviation"],
    )


def load(path):
    with open(path) as file:
        return read(json.load(file))
