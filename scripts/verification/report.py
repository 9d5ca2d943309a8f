"""Differences between a trace and its recomputation: the worst of each class, and where it is."""

import math

import torch

CLASSES = [
    "initial state",
    "data",
    "schedules",
    "losses",
    "terms",
    "directions",
    "norms",
    "parameters",
    "singular vectors",
    "optimizer memory",
    "average",
    "lookahead",
]

TOLERANCES = {torch.float64: 1e-9, torch.float32: 1e-3}

LEGEND = """\
Each move is recomputed in float64 from the traced state before it and its traced random numbers; the state after it
from the traced direction, which is itself compared. A difference is max|a − b| over an array, relative to
  losses, terms, norms, schedules   |b|
  directions                        the array's largest number
  states                            the largest change that the move makes to the array, not the array itself,
but at least to r = 16ε/tolerance times: 1 for a loss; the player's largest number of that kind for a direction or a
change; the array's largest number for a state. r, the limit that rounding sets, is 3.6e-06 in float64 and 1.9e-03 in
float32. Missing and unexpected arrays are errors."""


def largest(arrays):
    return max((array.abs().max().item() for array in arrays if array.numel()), default=0.0)


class Report:
    def __init__(self, number_type):
        self.tolerance = TOLERANCES[number_type]
        self.rounding = 16 * torch.finfo(number_type).eps / self.tolerance
        self.worst = {}  # class: (difference, where)
        self.counts = {}  # class: arrays compared
        self.errors = []

    def error(self, message):
        self.errors.append(message)

    def compare(self, kind, where, found, expected, scale):
        """Records max|found − expected| / scale; `found` may be None or of another shape, which is an error."""
        expected = torch.as_tensor(expected, dtype=torch.float64)
        if found is None:
            self.error(f"{where} is missing")
            return
        if expected.ndim == 0:
            expected = expected.reshape(1)
        if found.shape != expected.shape:
            self.error(f"{where} has shape {list(found.shape)}, not {list(expected.shape)}")
            return
        self.record(kind, where, relative(largest([found - expected]), scale))

    def record(self, kind, where, difference):
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if math.isnan(difference):
            difference = math.inf
        if kind not in self.worst or difference > self.worst[kind][0]:
            self.worst[kind] = difference, where

    def number(self, kind, where, found, expected, least=1e-300):
        self.compare(kind, where, found, expected, max(abs(expected), least))

    def overall(self):
        """(difference, where, class) of the worst of all."""
        return max(((d, where, kind) for kind, (d, where) in self.worst.items()), default=(0.0, "", ""))

    def passed(self):
        return not self.errors and self.overall()[0] <= self.tolerance

    def table(self):
        lines = [f"{'class':<18}{'compared':>9}  {'worst':>8}  where"]
        for kind in CLASSES:
            if kind in self.worst:
                difference, where = self.worst[kind]
                wrong = "" if difference <= self.tolerance else "  ← above tolerance"
                lines.append(f"{kind:<18}{self.counts[kind]:>9}  {difference:>8.1e}  {where}{wrong}")
        lines += [f"error: {message}" for message in self.errors]
        return "\n".join(lines)


def relative(difference, scale):
    if difference == 0:
        return 0.0
    return difference / scale if scale > 0 else math.inf
