"""mixtures.json: what is measured of samples of mixtures with unequal modes, in the plane and on a line.

Coverage and spread within modes by numpy and scipy: Mahalanobis's distance to each mode by scipy's cdist, the
Kullback-Leibler divergence by scipy.special.rel_entr against the weights, covariances by numpy.cov of the whitened offsets.
The variance of a coordinate of a normal point that is cut off: scipy.stats.truncnorm on a line, an integral over rings by
scipy.integrate.quad in the plane. On a line W1 and W2 by POT's definition, here from scipy.optimize.linear_sum_assignment.
"""

import numpy as np
from scipy import integrate, optimize, spatial, special, stats

import common

COUNT, WITHIN = 120, 2.5


def cut_off(dimensions):
    """(share, variance of a coordinate) of standard normal points nearer than WITHIN to the origin."""
    if dimensions == 1:
        return stats.chi2.cdf(WITHIN**2, 1), stats.truncnorm.var(-WITHIN, WITHIN)
    def density(r):
        return r * np.exp(-(r**2) / 2)

    share = integrate.quad(density, 0, WITHIN, epsabs=1e-14)[0]
    return share, integrate.quad(lambda r: r**2 / 2 * density(r), 0, WITHIN, epsabs=1e-14)[0] / share


def measures(points, centres, covariances, weights):
    dimensions = points.shape[1]
    distances = np.stack(
        [
            spatial.distance.cdist(points, centre[None], "mahalanobis", VI=np.linalg.inv(covariance))[:, 0]
            for centre, covariance in zip(centres, covariances)
        ],
        1,
    )
    nearest = distances.argmin(1)
    good = distances.min(1) < WITHIN
    counts = np.bincount(nearest[good], minlength=len(centres))
    share, variance = cut_off(dimensions)
    offsets, widths = [], []
    for mode, (centre, covariance) in enumerate(zip(centres, covariances)):
        members = points[good & (nearest == mode)]
        white = np.linalg.solve(np.linalg.cholesky(covariance), (members - centre).T)
        if len(members) > 0:
            offsets.append(np.linalg.norm(white.mean(1)))
        if len(members) > 1:
            widths.append(np.sqrt(np.trace(np.atleast_2d(np.cov(white, bias=True))) / dimensions / variance))
    return {
        "modes": int((counts > 0).sum()),
        "highQuality": float(good.mean()),
        "reverseKL": float(special.rel_entr(counts / counts.sum(), weights).sum()),
        "shareGap": float(np.abs(counts / len(points) - share * weights).sum() / 2),
        "modeOffset": float(np.mean(offsets)),
        "modeSpread": float(np.mean(widths)),
    }


def transport(x, y):
    result = {}
    for name, power in (("w1", 1), ("w2", 2)):
        costs = np.abs(x - y.T) ** power
        rows, columns = optimize.linear_sum_assignment(costs)
        result[name] = float(costs[rows, columns].mean() ** (1 / power))
    return result


def case(random, centres, covariances, weights, drawn):
    centres, covariances = np.array(centres, dtype=float), np.array(covariances, dtype=float)
    weights = np.array(weights, dtype=float) / np.sum(weights)
    mode = random.choice(len(centres), size=COUNT, p=np.array(drawn) / np.sum(drawn))
    normal = random.normal(size=(COUNT, centres.shape[1]))
    # A generator that is a little off: shifted, and wider than the target.
    points = centres[mode] + 0.05 + 1.2 * np.einsum("nij,nj->ni", np.linalg.cholesky(covariances)[mode], normal)
    points = np.round(points, 6)
    data = np.round(centres[mode[::-1]] + normal[::-1], 6)
    values = measures(points, centres, covariances, weights)
    if centres.shape[1] == 1:
        values |= transport(points, data) | {"slicedW1": transport(points, data)["w1"]}
    return {
        "within": WITHIN,
        "centres": centres.tolist(),
        "covariances": covariances.tolist(),
        "weights": weights.tolist(),
        "generated": points.tolist(),
        "data": data.tolist(),
        "values": values,
    }


def main():
    random = np.random.Generator(np.random.PCG64(1729))
    angle = 2 * np.pi * np.arange(8) / 8
    ring = 2 * np.stack([np.cos(angle), np.sin(angle)], 1)
    skew = [[[4, -1.2], [-1.2, 0.5]], [[0.25, 0], [0, 0.25]], [[0.09, 0.05], [0.05, 1]]]
    common.write(
        "mixtures.json",
        {
            "unequalRing": case(
                random, ring, [0.01 * np.eye(2)] * 8, [4, 1, 2, 1, 0.5, 1, 0.25, 1], [1, 1, 1, 1, 2, 0, 1, 1]
            ),
            "skew": case(random, [[-3, 1], [5, 0], [0, 4]], skew, [1, 2, 3], [2, 1, 1]),
            "line": case(random, [[-2], [2]], [[[1]], [[1]]], [1, 1], [1, 2]),
            "unequalLine": case(random, [[-2], [2], [9]], [[[1]], [[0.04]], [[0.25]]], [1, 3, 0.5], [1, 1, 1]),
        },
    )


main()
