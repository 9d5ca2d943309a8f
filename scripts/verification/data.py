"""What can be said of a batch of data without the random numbers it was drawn from: how near it lies to its shape."""

import csv
import math

import numpy
import torch

# A normal number beyond seven standard deviations is drawn once in 4·10¹¹.
FARTHEST = 7 * math.sqrt(2)


def ring(data):
    angles = 2 * math.pi * torch.arange(data["modes"], dtype=torch.float64) / data["modes"]
    return data["radius"] * torch.stack([angles.cos(), angles.sin()], 1)


def grid(data):
    places = data["spacing"] * (torch.arange(data["side"], dtype=torch.float64) - (data["side"] - 1) / 2)
    return torch.cartesian_prod(places, places)


def table(data):
    """The points of the file, by Python's csv module or numpy."""
    if data["kind"] == "npy":
        points = torch.from_numpy(numpy.load(data["path"]).astype(numpy.float64))
        return points if points.dim() == 2 else points[:, None]
    with open(data["path"], encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(line for line in file if line.strip() and not line.startswith("#")))
    names, columns = rows[0], data["columns"]
    if not any(character.isdigit() for character in names[0]):
        rows = rows[1:]
    places = range(len(names)) if columns is None else [c - 1 if isinstance(c, int) else names.index(c) for c in columns]
    return torch.tensor([[float(row[place]) for place in places] for row in rows], dtype=torch.float64)


def width(data):
    """Numbers in a point."""
    if data["kind"] in ("mixture", "gaussian"):
        return Mixture(data).centres.shape[1]
    return table(data).shape[1] if data["kind"] in ("csv", "npy") else 2


def tensor(value):
    return torch.tensor(value, dtype=torch.float64)


class Mixture:
    """Gaussians with centres [k, d], lower factors of the covariances [k, d, d] and weights [k] of sum 1."""

    def __init__(self, data):
        kind = data["kind"]
        if kind == "mixture":
            centres = tensor(data["centres"])
            self.centres = centres if centres.dim() == 2 else centres[:, None]
        elif kind in ("ring", "grid"):
            self.centres = (ring if kind == "ring" else grid)(data)
        else:
            self.centres = tensor(data["mean"]).reshape(1, -1)
        count, width = self.centres.shape
        if data.get("covariance") is not None:
            factors = torch.linalg.cholesky(tensor(data["covariance"]))
        else:
            factors = tensor(data["standardDeviation"]).reshape(-1, 1, 1) * torch.eye(width, dtype=torch.float64)
        self.factors = factors.expand(count, width, width)
        weights = tensor(data["weights"]) if data.get("weights") is not None else torch.ones(count, dtype=torch.float64)
        self.weights = weights / weights.sum()

    def deviations(self, points):
        """[n, k]: each point's distance from each centre, in standard deviations."""
        offsets = points[None] - self.centres[:, None]
        return torch.linalg.solve_triangular(self.factors, offsets.mT, upper=False).norm(dim=1).T

    def moments(self):
        mean = self.weights @ self.centres
        squares = (self.factors @ self.factors.mT).diagonal(dim1=1, dim2=2) + (self.centres - mean).square()
        return mean, self.weights @ squares


MIXTURES = ("ring", "grid", "gaussian", "mixture")


def to_segment(points, start, end):
    start, end = torch.tensor(start, dtype=torch.float64), torch.tensor(end, dtype=torch.float64)
    along = ((points - start) @ (end - start) / (end - start).square().sum()).clamp(0, 1)
    return (points - start - along[:, None] * (end - start)).norm(dim=1)


def four_segments(data, points):
    far, half = data["side"] / 2, data["length"] / 2
    ends = [((-half, y), (half, y)) for y in (-far, far)] + [((x, -half), (x, half)) for x in (-far, far)]
    return torch.stack([to_segment(points, *pair) for pair in ends]).amin(0)


def swiss_roll(points):
    # The spiral is |x| = its angle; turns are 2π apart.
    angle = torch.atan2(points[:, 1], points[:, 0])
    turns = torch.stack([angle + 2 * math.pi * turn for turn in range(1, 4)])
    inside = (turns >= 1.5 * math.pi - 1) & (turns <= 4.5 * math.pi + 1)
    return torch.where(inside, (turns - points.norm(dim=1)).abs(), torch.inf).amin(0)


def two_moons(points):
    """sklearn.datasets.make_moons without noise."""

    def to_arc(centre, side):
        offset = (points - tensor(centre)) * tensor([1, side])
        to_ends = torch.cdist(offset, tensor([[-1, 0], [1, 0]]), compute_mode="donot_use_mm_for_euclid_dist").amin(1)
        return torch.where(offset[:, 1] >= -1e-12, (offset.norm(dim=1) - 1).abs(), to_ends)

    return torch.minimum(to_arc([0, 0], 1), to_arc([1, 0.5], -1))


def two_circles(data, points):
    return torch.minimum((points.norm(dim=1) - 1).abs(), (points.norm(dim=1) - data["factor"]).abs())


GRAPHS = {"sine": torch.sin, "parabola": torch.square}


def to_graph(data, points):
    """At most the distance: the height above the graph over √(1 + s²), s its largest slope where points may lie."""
    x, y = points[:, 0], points[:, 1]
    slope = 1 if data["kind"] == "sine" else 2 * (max(abs(data["from"]), abs(data["to"])) + 1)
    height = (y - GRAPHS[data["kind"]](x)).abs() / math.sqrt(1 + slope**2)
    outside = torch.maximum(data["from"] - x, x - data["to"]).clamp(min=0)
    return torch.maximum(height, outside)


def to_nearest(points, centres):
    # By differences: the product form cancels, and data without noise must lie on their points.
    return torch.cdist(points, centres, compute_mode="donot_use_mm_for_euclid_dist").amin(1)


# Each point's distance from the data without noise, before scaling; `random` is not recomputed.
DISTANCES = {
    "random": lambda data, points: (points.abs().amax(1) - data["extent"]).clamp(min=0),
    "segment": lambda data, points: to_segment(points, data["from"], data["to"]),
    "circle": lambda data, points: (points.norm(dim=1) - data["radius"]).abs(),
    "fourSegments": four_segments,
    "swissRoll": lambda data, points: swiss_roll(points),
    "twoMoons": lambda data, points: two_moons(points),
    "twoCircles": two_circles,
    "sine": to_graph,
    "parabola": to_graph,
    "csv": lambda data, points: to_nearest(points, table(data)),
    "npy": lambda data, points: to_nearest(points, table(data)),
}


def curve(data, count=200_001):
    """Points of the shape at even steps, whose moments by the trapezoidal rule are those of the shape."""
    u = torch.linspace(0, 1, count, dtype=torch.float64)[:, None]
    if data["kind"] == "segment":
        return tensor(data["from"]) + u * (tensor(data["to"]) - tensor(data["from"]))
    if data["kind"] == "circle":
        return data["radius"] * torch.cat([(2 * math.pi * u).cos(), (2 * math.pi * u).sin()], 1)
    if data["kind"] == "twoMoons":
        # Each step of the one half circle is followed by the same step of the other.
        t = math.pi * u
        return torch.cat([t.cos(), t.sin(), 1 - t.cos(), 0.5 - t.sin()], 1).reshape(-1, 2)
    if data["kind"] == "twoCircles":
        circle = torch.cat([(2 * math.pi * u).cos(), (2 * math.pi * u).sin()], 1)
        return torch.stack([circle, data["factor"] * circle], 1).reshape(-1, 2)
    if data["kind"] in GRAPHS:
        x = data["from"] + u * (data["to"] - data["from"])
        return torch.cat([x, GRAPHS[data["kind"]](x)], 1)
    t = 1.5 * math.pi * (1 + 2 * u)
    return t * torch.cat([t.cos(), t.sin()], 1)


def moments(data):
    """(mean, variance) of each coordinate before scaling, noise included."""
    if data["kind"] in MIXTURES:
        return Mixture(data).moments()
    if data["kind"] in ("csv", "npy"):
        points = table(data)
        weights = torch.full((len(points),), 1 / len(points), dtype=torch.float64)
    else:
        points = curve(data)
        weights = torch.full((len(points),), 1.0, dtype=torch.float64)
        weights[[0, -1]] = 0.5
        weights /= weights.sum()
    mean = weights @ points
    return mean, weights @ (points - mean).square() + data["noise"] ** 2


def placed_back(data, points):
    """The points before they were scaled and moved, or standardized, and the factor of each coordinate."""
    width = points.shape[1]
    if data["standardize"]:
        mean, variance = moments(data)
        factor = torch.where(variance > 0, variance, 1).rsqrt()
        return points / factor + mean, factor
    factor = tensor(data["scale"]).expand(width)
    return (points - tensor(data["shift"]).expand(width)) / factor, factor


def check_data(report, where, data, points):
    """Records an infinite difference where a point lies farther from the data's shape than noise can carry it."""
    points, factor = placed_back(data, points)
    rounding = report.rounding * 1e-3 * max(1.0, 1 / factor.min().item())
    if data["kind"] in MIXTURES:
        mixture = Mixture(data)
        deviations = mixture.deviations(points)
        report.record("data", where, 0.0 if deviations.amin(1).max().item() <= FARTHEST else math.inf)
        # Of points that are drawn once, turns are taken in the whole set and not in a batch.
        if data.get("choice") == "balanced" and data["points"] is None:
            check_turns(report, where, mixture, deviations.argmin(1))
        return
    deviation = data.get("standardDeviation", data.get("noise"))
    distance = DISTANCES[data["kind"]](data, points).max().item()
    report.record("data", where, 0.0 if distance <= FARTHEST * deviation + rounding else math.inf)


def check_turns(report, where, mixture, modes):
    """Every mode has its share of the batch, to one point."""
    counts = torch.bincount(modes, minlength=len(mixture.weights))
    apart = (counts - len(modes) * mixture.weights).abs().max().item()
    report.record("data", f"{where} in turn", 0.0 if apart < 1 + 1e-9 else math.inf)


def seen(configuration, batches):
    """The batches that a move depends on: those of the discriminator's moves, first of each step under alternation."""
    scheme = configuration["scheme"]
    if scheme["kind"] == "simultaneous":
        return [batch for _, batch in batches]
    if scheme["kind"] != "alternating" or configuration["fieldMethods"] or "relativ" in configuration["objective"]:
        return []
    first = scheme["generatorSteps"] if scheme["first"] == "generator" else 0
    moves = range(first, first + scheme["discriminatorSteps"])
    return [batch for where, batch in batches if int(where.split(".")[1]) in moves]


def check_order(report, configuration, batches):
    """How all batches of a training, one after another, are taken from finitely many points.

    Each round of the points is the same set, and in turn the same list; drawn points are no more than there are."""
    data, batches = configuration["data"], seen(configuration, batches)
    is_file = data["kind"] in ("csv", "npy")
    count = len(table(data)) if is_file else data["points"]
    if count is None or (is_file and data["noise"] > 0) or not batches:
        return
    rows = torch.cat(batches)
    order = data["batches"]
    sound = len(torch.unique(rows, dim=0)) <= count
    rounds = [rows[start : start + count] for start in range(0, len(rows), count)]
    whole = [part for part in rounds if len(part) == count]
    if order == "shuffled" and not is_file:
        sound = sound and all(len(torch.unique(part, dim=0)) == count for part in whole)
    if order == "inTurn":
        sound = sound and all(torch.equal(part, rounds[0][: len(part)]) for part in rounds)
        if is_file:
            expected = placed(data, table(data))[: len(rounds[0])]
            sound = sound and (expected - rounds[0]).abs().max().item() <= report.rounding * 1e-3
    report.record("data", "order of batches", 0.0 if sound else math.inf)


def placed(data, points):
    if data["standardize"]:
        mean, variance = moments(data)
        return (points - mean) * torch.where(variance > 0, variance, 1).rsqrt()
    return tensor(data["scale"]) * points + tensor(data["shift"])
