"""Values that change with the step s = 1, 2, …"""

import math

import fields
import penalties
from traces import PLAYERS, TraceError


def value(schedule, step, steps):
    """The value at `step` of a run of `steps`; a bare number is constant."""
    if not isinstance(schedule, dict):
        return float(schedule)
    kind = schedule["kind"]
    if kind == "constant":
        return float(schedule["value"])
    if kind == "step":
        # torch.optim.lr_scheduler.StepLR, tf.train.exponential_decay with staircase=True.
        return schedule["from"] * schedule["factor"] ** ((step - 1) // schedule["every"])
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


def known(keys, entry):
    """The key of an entry's weight."""
    if entry["kind"] not in keys:
        raise TraceError(f"the verifier does not know {entry['kind']!r}")
    return keys[entry["kind"]]


def scheduled(configuration, step):
    """Every scheduled value of a step by its name in the trace, which leaves out the step."""
    schedules = {f"rate.{player}": configuration[player]["optimizer"]["learningRate"] for player in PLAYERS}
    for entry in configuration["penalties"]:
        schedules[f"penalty.{entry['kind']}"] = entry[known(penalties.WEIGHT_KEYS, entry)]
    for entry in configuration["fieldMethods"]:
        schedules[f"field.{entry['kind']}"] = entry[known(fields.WEIGHT_KEYS, entry)]
    noise = configuration["instanceNoise"]
    if noise is not None:
        schedules["noise"] = noise["sigma"]
    return {name: value(schedule, step, configuration["steps"]) for name, schedule in schedules.items()}
