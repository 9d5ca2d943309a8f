"""transport.py <folder with `solve`> <points>: exact W1 and W2 by gantrain, scipy and POT on the same points."""

import pathlib
import subprocess
import sys
import time

import numpy as np
import ot
from scipy import optimize, spatial


def ring(random, count, sigma=0.02, weights=None):
    angle = 2 * np.pi * random.choice(8, size=count, p=weights) / 8
    return 2 * np.stack([np.cos(angle), np.sin(angle)], 1) + sigma * random.normal(size=(count, 2))


def half_trained(random, count):
    """Unequal wide modes, bridges between neighbours and a cloud in the middle."""
    points = ring(random, count, 0.15, np.array([5, 3, 0.2, 2, 4, 0.1, 1, 2]) / 17.3)
    turned = points @ np.array([[0, 1], [-1, 0]]) / np.sqrt(2) + points / np.sqrt(2)
    share = random.random((count, 1)) * (random.random((count, 1)) < 0.25)
    points = (1 - share) * points + share * turned
    cloud = random.random(count) < 0.1
    points[cloud] = random.normal(size=(cloud.sum(), 2))
    return points


def timed(solve):
    start = time.perf_counter()
    value = solve()
    return value, time.perf_counter() - start


def assignment(costs):
    rows, columns = optimize.linear_sum_assignment(costs)
    return costs[rows, columns].mean()


def main():
    folder, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    random = np.random.default_rng(11)
    target = ring(random, count)
    mass = np.full(count, 1 / count)
    sources = {
        "half-trained": half_trained(random, count),
        "cloud": random.normal(size=(count, 2)),
        "two samples": ring(random, count),
        "collapsed": 0.02 * ring(random, count) + [1.9, 0.1],
    }
    print(f"{count} points, seconds         gantrain     scipy       POT   relative difference")
    failed = False
    for name, points in sources.items():
        path = folder / "points"
        np.savetxt(path, np.hstack([points, target]), fmt="%.17g")
        solved = subprocess.run([folder / "solve", path], check=True, capture_output=True, text=True).stdout.split()
        for power, label in ((1, "W1"), (2, "W2")):
            (peer, scipy_time), (_, pot_time) = (
                timed(lambda: solve(spatial.distance.cdist(points, target) ** power))
                for solve in (assignment, lambda costs: ot.emd2(mass, mass, costs, numItermax=10**8))
            )
            value, seconds = map(float, solved[2 * power - 2 : 2 * power])
            difference = abs(value / peer ** (1 / power) - 1)
            failed |= difference > 1e-9 or seconds > min(scipy_time, pot_time)
            print(f"{name:<15} {label}  {seconds:>16.3f} {scipy_time:>9.3f} {pot_time:>9.3f}   {difference:.0e}")
    sys.exit("gantrain is slower, or its value is another" if failed else 0)


main()
