"""metrics.json: mode coverage of small point sets, computed with NumPy.

A point belongs to its nearest centre and is of high quality if it lies less than 3σ from it (strict).
A mode is covered if it has at least one high-quality point: Srivastava et al. 2017, VEEGAN
(arXiv:1705.07761), section 4.1. Reverse KL of the high-quality shares p from the uniform
distribution over K modes: Σ p log(p K) = log K − H(p), natural logarithm; null if there are none.
"""

import numpy as np

import common

# No point may lie so close to a border that float32 arithmetic could decide otherwise.
MARGIN = 1e-3


def ring_centres(count=8, radius=2.0):
    angle = 2 * np.pi * np.arange(count) / count
    return radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def grid_centres():
    side = np.array([-4.0, -2.0, 0.0, 2.0, 4.0])
    return np.array([[x, y] for x in side for y in side])


def measure(points, centres, sigma, on_border=0):
    distances = np.sqrt(((points[:, None, :] - centres[None, :, :]) ** 2).sum(2))
    ordered = np.sort(distances, axis=1)
    nearest, distance = distances.argmin(1), ordered[:, 0]
    assert (ordered[:, 1] - distance > MARGIN).all(), "a point between two centres"
    assert (distance == 3 * sigma).sum() == on_border
    close = np.abs(distance / (3 * sigma) - 1) < MARGIN
    assert close.sum() == on_border, "a point at the border of high quality by chance"
    counts = np.bincount(nearest[distance < 3 * sigma], minlength=len(centres))
    total = int(counts.sum())
    share = counts[counts > 0] / max(total, 1)
    entropy = -(share * np.log(share)).sum()
    return {
        "highQualityCounts": counts.tolist(),
        "modesCovered": int((counts > 0).sum()),
        "highQualityShare": total / len(points),
        "reverseKL": float(np.log(len(centres)) - entropy) if total else None,
    }


def scatter(random, centres, modes, weights, spread, count=200):
    """`count` points around the chosen centres; four decimals keep the file small and the points exact."""
    chosen = random.choice(modes, size=count, p=np.array(weights) / np.sum(weights))
    return np.round(centres[chosen] + random.normal(size=(count, 2)) * spread, 4)


def one_set(kind, centres, sigma, points, on_border=0):
    outcome = measure(points, centres, sigma, on_border)
    return {"distribution": kind, "points": points.tolist(), "outcome": outcome}


def main():
    random = np.random.Generator(np.random.PCG64(20170))
    ring, grid = ring_centres(), grid_centres()
    ring_sigma, grid_sigma = 0.02, 0.05

    ring_points = scatter(random, ring, [0, 1, 3, 4, 6], [5, 1, 2, 2, 1], 1.3 * ring_sigma)
    # One visitor at a further mode makes it covered; one beyond 3σ of another does not.
    ring_points[0] = np.round(ring[7] + [0.01, -0.02], 4)
    ring_points[1] = np.round(ring[2] + [0.05, 0.05], 4)

    modes = [0, 2, 3, 5, 6, 8, 9, 11, 13, 14, 16, 17, 19, 20, 21, 23]
    grid_points = scatter(random, grid, modes, range(1, 17), 1.2 * grid_sigma)
    # The centre 12 is the origin, so this point's distance is 3σ to the last bit (of double and of
    # float32 alike): not of high quality, and the mode stays uncovered.
    grid_points[0] = [3 * grid_sigma, 0.0]
    # Just inside at one mode, just outside at another, neither visited otherwise.
    grid_points[1] = grid[24] + [0.0, 0.1495]
    grid_points[2] = grid[1] + [-0.1505, 0.0]

    one_mode = scatter(random, ring, [5], [1], 0.5 * ring_sigma, count=20)
    even = np.round(np.repeat(ring, 3, axis=0) + random.normal(size=(24, 2)) * 0.01, 4)
    # On a circle of half the radius: as many points as before, none near a centre.
    far = np.round(0.5 * scatter(random, ring, range(8), [1] * 8, 0.1), 4)

    common.write(
        "metrics.json",
        {
            "distributions": {
                "ring": {"sigma": ring_sigma, "centres": ring.tolist()},
                "grid": {"sigma": grid_sigma, "centres": grid.tolist()},
            },
            "sets": {
                "ringPartial": one_set("ring", ring, ring_sigma, ring_points),
                "gridPartial": one_set("grid", grid, grid_sigma, grid_points, on_border=1),
                "ringOneMode": one_set("ring", ring, ring_sigma, one_mode),
                "ringEven": one_set("ring", ring, ring_sigma, even),
                "ringNoneHighQuality": one_set("ring", ring, ring_sigma, far),
            },
        },
    )


main()
