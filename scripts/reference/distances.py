"""distances.json: measures of small sets of points in the plane, computed with other people's programs.

Wasserstein distances of n points against n: scipy.optimize.linear_sum_assignment on the full matrix of costs, which must
agree with POT's network simplex. Sliced W1: scipy.stats.wasserstein_distance of the projections, mean over the directions.
Energy distance: scipy's cdist; for points on a line it must agree with scipy.stats.energy_distance (whose square it is).
Precision, recall, density and coverage: the package prdc of Naeem et al. (arXiv 2002.09797), which counts a point only if
it is nearer than the k-th neighbour, so the sets given to it have no ties. Spread within modes: numpy.cov, and
scipy.integrate for the variance of a Gaussian that is cut off.
"""

import contextlib
import io

import numpy as np
import ot
import prdc
from scipy import integrate, optimize, spatial, stats

import common

DIRECTIONS = 32
# The first word of Philox 4x32-10 with counter and key zero (Random123's kat_vectors): the offset of seed 0.
OFFSET = (0x6627E8D5 + 0.5) / 2**32


def ring(random, count, modes=8, radius=2.0, sigma=0.02, weights=None):
    angle = 2 * np.pi * random.choice(modes, size=count, p=weights) / modes
    return radius * np.stack([np.cos(angle), np.sin(angle)], 1) + sigma * random.normal(size=(count, 2))


def half_trained(random, count):
    """Unequal wide modes, bridges between neighbours and a cloud in the middle."""
    points = ring(random, count, sigma=0.15, weights=np.array([5, 3, 0.2, 2, 4, 0.1, 1, 2]) / 17.3)
    turned = points @ np.array([[0, 1], [-1, 0]]) / np.sqrt(2) + points / np.sqrt(2)
    share = random.random((count, 1)) * (random.random((count, 1)) < 0.25)
    points = (1 - share) * points + share * turned
    cloud = random.random(count) < 0.1
    points[cloud] = random.normal(size=(cloud.sum(), 2))
    return points


def assignment(costs):
    rows, columns = optimize.linear_sum_assignment(costs)
    value = float(costs[rows, columns].mean())
    mass = np.full(len(costs), 1 / len(costs))
    other = ot.emd2(mass, mass, costs, numItermax=10**7)
    assert abs(value - other) <= 1e-12 * max(value, 1), (value, other)
    return value


def sliced(x, y):
    angle = np.pi * (np.arange(DIRECTIONS) + OFFSET) / DIRECTIONS
    directions = np.stack([np.cos(angle), np.sin(angle)])
    pairs = zip((x @ directions).T, (y @ directions).T)
    return float(np.mean([stats.wasserstein_distance(one, other) for one, other in pairs]))


def energy(x, y):
    between, within_x, within_y = (spatial.distance.cdist(a, b).sum() for a, b in [(x, y), (x, x), (y, y)])
    n, m = len(x), len(y)
    v = 2 * between / (n * m) - within_x / n**2 - within_y / m**2
    u = 2 * between / (n * m) - within_x / (n * (n - 1)) - within_y / (m * (m - 1))
    if np.ptp(x[:, 1]) == np.ptp(y[:, 1]) == 0 and x[0, 1] == y[0, 1]:
        assert abs(v - stats.energy_distance(x[:, 0], y[:, 0]) ** 2) < 1e-12
    return {"vStatistic": float(v), "uStatistic": float(u)}


def neighbours(generated, data, k):
    with contextlib.redirect_stdout(io.StringIO()):
        return {key: float(value) for key, value in prdc.compute_prdc(data, generated, k).items()}


def spread(points, modes=8, radius=2.0, sigma=0.02, within=3.0):
    angle = 2 * np.pi * np.arange(modes) / modes
    centres = radius * np.stack([np.cos(angle), np.sin(angle)], 1)
    distances = spatial.distance.cdist(points, centres)
    nearest = distances.argmin(1)
    density = lambda r: r * np.exp(-r * r / 2)
    variance = integrate.quad(lambda r: r * r / 2 * density(r), 0, within)[0] / integrate.quad(density, 0, within)[0]
    rows = []
    for mode, centre in enumerate(centres):
        members = points[(nearest == mode) & (distances[:, mode] < within * sigma)]
        row = {"count": len(members), "share": len(members) / len(points)}
        if len(members) > 1:
            covariance = np.cov(members.T, bias=True) / (sigma**2 * variance)
            row["offset"] = ((members.mean(0) - centre) / sigma).tolist()
            row["covariance"] = [covariance[0, 0], covariance[0, 1], covariance[1, 1]]
        rows.append(row)
    return {"points": points.tolist(), "centres": centres.tolist(), "sigma": sigma, "varianceWithin": variance, "modes": rows}


def one_set(generated, data, ties=False):
    generated, data = np.round(generated, 6), np.round(data, 6)
    squared = spatial.distance.cdist(generated, data, "sqeuclidean")
    content = {
        "generated": generated.tolist(),
        "data": data.tolist(),
        "w1": assignment(np.sqrt(squared)),
        "w2": float(np.sqrt(assignment(squared))),
        "slicedW1": sliced(generated, data),
        "energy": energy(generated, data),
    }
    if not ties:
        content["neighbours"] = {str(k): neighbours(generated, data, k) for k in (3, 5)}
    return content


def main():
    random = np.random.Generator(np.random.PCG64(20117))
    lattice = np.array([[x, y] for x in range(9) for y in range(9)], dtype=float)
    line = np.stack([np.arange(60) * 0.25, np.ones(60)], 1)
    halved, target = half_trained(random, 240), ring(random, 240)
    # As many exact copies as a collapsed generator makes, and data that a file lists more than once.
    copies = np.repeat(np.round(ring(random, 6), 3), 20, axis=0)
    doubled = np.repeat(np.round(ring(random, 60), 3), 2, axis=0)
    common.write(
        "distances.json",
        {
            "sets": {
                "halfTrained": one_set(halved, target),
                "twoSamples": one_set(ring(random, 200), ring(random, 200)),
                "oneModeOnly": one_set(ring(random, 150, modes=1, sigma=0.001) + 0.1, ring(random, 150)),
                "cloud": one_set(random.normal(size=(97, 2)), ring(random, 97)),
                "lattices": one_set(lattice, lattice[::-1] * 1.5 + [0.5, 0], ties=True),
                "line": one_set(line, line[random.permutation(60)] * [2, 1], ties=True),
                "copies": one_set(copies, doubled, ties=True),
            },
            "spread": spread(ring(random, 300, sigma=0.025) + [0.004, -0.01]),
        },
    )


main()
