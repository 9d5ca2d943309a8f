"""dirac.json: radii of the Dirac-GAN after 500 steps, from the update rules written out by hand.

For each method the radius sqrt(theta^2 + psi^2) after SimGD and after AltGD
(generator first) with one and with five steps of the discriminator, from (1, 1) with h = 0.2.

Rules: Mescheder, Geiger, Nowozin 2018, arXiv 1801.04406, in that paper's signs (D(x) = psi x is high on
generated points); settings of notebooks/DiracGAN.ipynb of their GAN_stability.
"""

import math

import common

H, STEPS = 0.2, 500


def sigmoid(t):
    return 1 / (1 + math.exp(-t)) if t >= 0 else math.exp(t) / (1 + math.exp(t))


def slope(t):  # f'(t) of f(t) = -log(1 + e^-t)
    return sigmoid(-t)


def bend(t):  # f''(t)
    return -sigmoid(t) * sigmoid(-t)


def logistic(theta, psi):
    return -psi * slope(psi * theta), theta * slope(psi * theta)


def nonsaturating(theta, psi):
    return -psi * slope(-psi * theta), theta * slope(psi * theta)


def wasserstein(theta, psi):
    return -psi, theta


def penalized(field, gamma):
    return lambda theta, psi: (field(theta, psi)[0], field(theta, psi)[1] - gamma * psi)


def wgan_gp(theta, psi, gamma=0.7, target=1.0):
    return -psi, theta - gamma * (abs(psi) - target) * math.copysign(1, psi)


def consensus(theta, psi, gamma=1.0):
    """minus gamma times the gradient of (psi^2 + theta^2) f'(psi theta)^2 / 2."""
    f, df, r = slope(psi * theta), bend(psi * theta), psi * psi + theta * theta
    v = logistic(theta, psi)
    return v[0] - gamma * (theta * f * f + r * f * df * psi), v[1] - gamma * (psi * f * f + r * f * df * theta)


METHODS = {
    "GAN": (logistic, None),
    "NSGAN": (nonsaturating, None),
    "WGAN": (wasserstein, None),
    "WGAN, clipped": (wasserstein, 1.0),
    "WGAN-GP": (wgan_gp, None),
    "GP 0.3": (penalized(logistic, 0.3), None),
    "GP 1": (penalized(logistic, 1.0), None),
    "GP 2": (penalized(logistic, 2.0), None),
    "ConOpt": (consensus, None),
    "NSGAN, GP 0.3": (penalized(nonsaturating, 0.3), None),
}


def clip(psi, limit):
    return psi if limit is None else min(max(psi, -limit), limit)


def radius(field, limit, discriminator_steps):
    theta = psi = 1.0
    for _ in range(STEPS):
        if discriminator_steps == 0:
            v = field(theta, psi)
            theta, psi = theta + H * v[0], clip(psi + H * v[1], limit)
            continue
        theta += H * field(theta, psi)[0]
        for _ in range(discriminator_steps):
            psi = clip(psi + H * field(theta, psi)[1], limit)
    return math.hypot(theta, psi)


if __name__ == "__main__":
    radii = {name: [radius(*method, n) for n in (0, 1, 5)] for name, method in METHODS.items()}
    common.write("dirac.json", radii)
