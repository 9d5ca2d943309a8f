"""Gradient penalties, all of them terms of the discriminator's loss alone, all at points without instance noise.

Each function takes its entry of `penalties`, its weight at this step, the discriminator as a function of points,
real points, generated points, and the batch's other random numbers.
"""

import torch

NORM_EPSILON = 1e-12


def slopes_squared(score, points):
    """‖∇ₓD(x)‖² at each point, [n]: differentiable in D's parameters, and in whatever the points depend on."""
    if not points.requires_grad:
        points = points.clone().requires_grad_()
    (slopes,) = torch.autograd.grad(score(points).sum(), points, create_graph=True)
    return (slopes**2).sum(dim=1)


def r1(entry, weight, score, real, fake, batch):
    """arXiv 1801.04406: γ/2 · E‖∇D(x)‖² at real points."""
    return weight / 2 * slopes_squared(score, real).mean()


def r2(entry, weight, score, real, fake, batch):
    """arXiv 1801.04406: γ/2 · E‖∇D(x)‖² at generated points."""
    return weight / 2 * slopes_squared(score, generated(entry, fake)).mean()


def generated(entry, fake):
    """Generated points as programs take them that detach them, or as functions of the generator's parameters."""
    return fake.detach() if entry["detached"] else fake


def around_target(entry, weight, score, points):
    excess = torch.sqrt(slopes_squared(score, points) + NORM_EPSILON) - entry["target"]
    if entry["oneSided"]:
        excess = torch.relu(excess)
    return weight * (excess**2).mean()


def wgan_gp(entry, weight, score, real, fake, batch):
    """arXiv 1704.00028: λ · E(‖∇D(x̂)‖ − target)², x̂ = αx + (1−α)G(z); one-sided as in arXiv 1709.08894."""
    share = batch["interpolation"]
    return around_target(entry, weight, score, share * real + (1 - share) * generated(entry, fake))


def dragan(entry, weight, score, real, fake, batch):
    """arXiv 1705.07215 and its authors' program: λ · E(‖∇D(x + δ)‖ − target)², δ = spread·std·u, u ~ U[0, 1).

    std is the one standard deviation of all numbers of the batch, with divisor n. One-sided is not among its keys.
    """
    deviation = torch.sqrt(((real - real.mean()) ** 2).mean())
    points = real + entry["spread"] * deviation * batch["perturbation"]
    return around_target({"oneSided": False, **entry}, weight, score, points)


PENALTIES = {"r1": r1, "r2": r2, "wganGP": wgan_gp, "dragan": dragan}

# The random numbers of a batch that each penalty needs besides points and latents.
RANDOM_INPUTS = {"wganGP": ["interpolation"], "dragan": ["perturbation"]}

WEIGHT_KEYS = {"r1": "gamma", "r2": "gamma", "wganGP": "lambda", "dragan": "lambda", "l2": "lambda"}
