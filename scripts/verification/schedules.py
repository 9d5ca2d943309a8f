"""Values that change with the step s = 1, 2, …"""

import math

import fields
import penalties
from traces import PLAYERS


def value(schedule, step, steps):
    """The value at `step` of a run of `steps`; a bare number is constant."""
    if not isinstance(schedule, dict):
        return float(schedule)
    kind = schedule["kind"]
    if kind == "constant":
        return float(schedule["value"])
    over = schedule["over"] or steps
    t = min(1.0, (step - 1) / (over - 1)) if over > 1 else 1.0
    start, end = schedule["from"], schedule["to"]
    if kind == "linear":
        return start + (end - start) * t
    if kind == "cosine":
        return end + (start - end) * (1 + math.cos(math.pi * t)) / 2
    if kind == "exponential":
        return start * (end / start) ** t
    raise ValueError(f"unknown schedule {kind}")


def scheduled(configuration, step):
    """Every scheduled value of a step by its name in the trace, which leaves out the step."""
    schedules = {f"rate.{player}": configuration[player]["optimizer"]["learningRate"] for player in PLAYERS}
    for i, entry in enumerate(configuration["penalties"]):
        schedules[f"penalty.{i}"] = entry[penalties.WEIGHT_KEYS[entry["kind"]]]
    for i, entry in enumerate(configuration["fieldMethods"]):
        schedules[f"field.{i}"] = entry[fields.weight_key(entry)]
    noise = configuration["instanceNoise"]
    schedules["noise"] = 0 if noise is None else noise["sigma"]
    return {name: value(schedule, step, configuration["steps"]) for name, schedule in schedules.items()}
