"""looks.json: what the measures of a look at a generator say of a small set of points, computed anew.

The measures use the first `points` of the samples and of the data. Wasserstein distances: scipy's linear_sum_assignment.
Neighbours: the definitions of arXiv 1904.06991 and 2002.09797 on the full matrix of distances, a point on the rim of a
circle counting as within. Energy distance: scipy's cdist. Spread: numpy.cov. Slopes: torch.autograd of the discriminator
D(x, y) = x²y + 3y − 1, at the points x̂ = a·data + (1 − a)·samples with a = (i + ½)/n for pair i.
"""

import numpy as np
import torch
from scipy import optimize, spatial

import common

RADIUS, SIGMA, MODES, WITHIN = 2.0, 0.1, 8, 3.0


def ring(random, count, sigma=SIGMA, weights=None):
    angle = 2 * np.pi * random.choice(MODES, size=count, p=weights) / MODES
    return RADIUS * np.stack([np.cos(angle), np.sin(angle)], 1) + sigma * random.normal(size=(count, 2))


def transport(x, y, power):
    costs = spatial.distance.cdist(x, y) ** power
    rows, columns = optimize.linear_sum_assignment(costs)
    return float(costs[rows, columns].mean() ** (1 / power))


def neighbours(generated, data, k):
    def radii(points):
        # The nearest of all is the point itself.
        return np.sort(spatial.distance.cdist(points, points), 1)[:, k]

    between = spatial.distance.cdist(data, generated)
    of_data, of_generated = radii(data), radii(generated)
    inside = between <= of_data[:, None]
    return {
        "precision": float(inside.any(0).mean()),
        "recall": float((between <= of_generated[None, :]).any(1).mean()),
        "density": float(inside.sum(0).mean() / k),
        "coverage": float((between.min(1) <= of_data).mean()),
    }


def energy(x, y):
    n, m = len(x), len(y)
    between, within_x, within_y = (spatial.distance.cdist(a, b).sum() for a, b in [(x, y), (x, x), (y, y)])
    return float(2 * between / (n * m) - within_x / (n * (n - 1)) - within_y / (m * (m - 1)))


def spread(points):
    angle = 2 * np.pi * np.arange(MODES) / MODES
    centres = RADIUS * np.stack([np.cos(angle), np.sin(angle)], 1)
    distances = spatial.distance.cdist(points, centres)
    nearest = distances.argmin(1)
    # The variance of one coordinate of a standard normal point of the plane within a circle, by 10⁶ rings of equal width.
    radius = (np.arange(10**6) + 0.5) * WITHIN / 10**6
    density = radius * np.exp(-(radius**2) / 2)
    variance = (radius**2 / 2 * density).sum() / density.sum()
    gap, offsets, widths = 0.0, [], []
    for mode, centre in enumerate(centres):
        members = points[(nearest == mode) & (distances[:, mode] < WITHIN * SIGMA)]
        gap += abs(len(members) / len(points) - (1 - np.exp(-(WITHIN**2) / 2)) / MODES)
        if len(members) > 0:
            offsets.append(np.linalg.norm(members.mean(0) - centre) / SIGMA)
        if len(members) > 1:
            widths.append(np.sqrt(np.trace(np.cov(members.T, bias=True)) / 2 / variance) / SIGMA)
    return {"shareGap": gap / 2, "modeOffset": float(np.mean(offsets)), "modeSpread": float(np.mean(widths))}


def slopes(generated, data):
    def at(points):
        x = torch.tensor(points, dtype=torch.float64, requires_grad=True)
        scores = x[:, 0] ** 2 * x[:, 1] + 3 * x[:, 1] - 1
        (gradient,) = torch.autograd.grad(scores.sum(), x)
        return float(gradient.norm(dim=1).mean()), float(scores.detach().abs().mean())

    share = ((np.arange(len(data)) + 0.5) / len(data))[:, None]
    return {
        "slopeReal": at(data)[0],
        "slopeGenerated": at(generated)[0],
        "slopeBetween": at(share * data + (1 - share) * generated)[0],
        "scoreSize": at(data)[1],
    }


def main():
    random = np.random.Generator(np.random.PCG64(4711))
    weights = np.array([5, 3, 0.2, 2, 4, 0, 1, 2]) / 17.2
    generated = np.round(ring(random, 150, sigma=0.14, weights=weights) + 0.02, 6)
    data = np.round(ring(random, 150), 6)
    # Points on each other's rims and on each other.
    generated[:6] = data[:6]
    points, k = 120, 4
    x, y = generated[:points], data[:points]
    common.write(
        "looks.json",
        {
            "generated": generated.tolist(),
            "data": data.tolist(),
            "modes": MODES,
            "radius": RADIUS,
            "sigma": SIGMA,
            "points": points,
            "neighbours": k,
            "values": {
                "w1": transport(x, y, 1),
                "w2": transport(x, y, 2),
                **neighbours(x, y, k),
                "energyDistance": energy(x, y),
                **spread(generated),
                **slopes(x, y),
            },
        },
    )


main()
