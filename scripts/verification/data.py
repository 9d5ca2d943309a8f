"""What can be said of a batch of data without the random numbers it was drawn from: how near it lies to its shape."""

import csv
import math

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
    with open(data["path"], encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    if not any(character.isdigit() for character in rows[0][0]):
        rows = rows[1:]
    return torch.tensor([[float(cell) for cell in row] for row in rows], dtype=torch.float64)


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


def to_nearest(points, centres):
    # By differences: the product form cancels, and data without noise must lie on their points.
    return torch.cdist(points, centres, compute_mode="donot_use_mm_for_euclid_dist").amin(1)


# Each point's distance from the data without noise, before scaling; `random` is not recomputed.
DISTANCES = {
    "ring": lambda data, points: to_nearest(points, ring(data)),
    "grid": lambda data, points: to_nearest(points, grid(data)),
    "random": lambda data, points: (points.abs().amax(1) - data["extent"]).clamp(min=0),
    "gaussian": lambda data, points: to_nearest(points, torch.tensor([data["mean"]], dtype=torch.float64)),
    "segment": lambda data, points: to_segment(points, data["from"], data["to"]),
    "circle": lambda data, points: (points.norm(dim=1) - data["radius"]).abs(),
    "fourSegments": four_segments,
    "swissRoll": lambda data, points: swiss_roll(points),
    "csv": lambda data, points: to_nearest(points, table(data)),
}


def check_data(report, where, data, points):
    """Records an infinite difference where a point lies farther from the data's shape than noise can carry it."""
    deviation = data.get("standardDeviation", data.get("noise"))
    distance = DISTANCES[data["kind"]](data, points / data["scale"]).max().item()
    bound = FARTHEST * deviation + report.rounding * 1e-3
    report.record("data", where, 0.0 if distance <= bound else math.inf)
