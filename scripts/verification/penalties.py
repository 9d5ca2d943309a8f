"""Gradient penalties, all of them terms of the discriminator's loss alone, all at points without instance noise.

Each function takes its entry of `penalties`, its weight at this step, the discriminator as a function of points,
real points, generated points, and the batch's other random numbers.
"""

import torch

NORM_EPSILON = 1e-12


def power(squares, exponent):
    """‖·‖ᵖ; a root is taken with NORM_EPSILON."""
    return squares ** (exponent // 2) * (torch.sqrt(squares + NORM_EPSILON) if exponent % 2 else 1)


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
    if entry["of"] == "probability":
        # arXiv 1902.03984 and its authors' GradientPenaltiesGAN.py, whose discriminator ends in a sigmoid.
        return around_target(entry, weight, lambda points: torch.sigmoid(score(points)), between(entry, real, fake, batch))
    return around_target(entry, weight, score, between(entry, real, fake, batch))


def between(entry, real, fake, batch):
    share = batch["interpolation"]
    return share * real + (1 - share) * generated(entry, fake)


def wgan_div(entry, weight, score, real, fake, batch):
    """arXiv 1712.01026: k·E‖∇D(x̂)‖ᵖ; with both kinds of points k/2 of each, wgan_div.py of PyTorch-GAN."""
    if entry["points"] == "between":
        return weight * power(slopes_squared(score, between(entry, real, fake, batch)), entry["power"]).mean()
    of_real = power(slopes_squared(score, real), entry["power"])
    of_fake = power(slopes_squared(score, generated(entry, fake)), entry["power"])
    return weight / 2 * (of_real + of_fake).mean()


def drift(entry, weight, score, real, fake, batch):
    """arXiv 1710.10196, appendix A.1: ε_drift·E D(x)²; of both kinds of points arXiv 1909.13188, taufikxu/GAN_PID."""
    seen = {"real": [real], "generated": [fake], "both": [real, fake]}[entry["points"]]
    return weight * sum((score(points) ** 2).mean() for points in seen)


def dragan(entry, weight, score, real, fake, batch):
    """arXiv 1705.07215 and its authors' program: λ · E(‖∇D(x + δ)‖ − target)², δ = spread·std·u, u ~ U[0, 1).

    std is the one standard deviation of all numbers of the batch, with divisor n. One-sided is not among its keys.
    """
    deviation = torch.sqrt(((real - real.mean()) ** 2).mean())
    points = real + entry["spread"] * deviation * batch["perturbation"]
    return around_target({"oneSided": False, **entry}, weight, score, points)


PENALTIES = {"r1": r1, "r2": r2, "wganGP": wgan_gp, "dragan": dragan, "wganDiv": wgan_div, "drift": drift}

# The random numbers of a batch that each penalty needs besides points and latents.
def random_inputs(entry):
    if entry["kind"] == "wganDiv" and entry["points"] == "both":
        return []
    return {"wganGP": ["interpolation"], "wganDiv": ["interpolation"], "dragan": ["perturbation"]}.get(entry["kind"], [])


WEIGHT_KEYS = {
    "r1": "gamma",
    "r2": "gamma",
    "wganGP": "lambda",
    "wganDiv": "k",
    "drift": "lambda",
    "dragan": "lambda",
    "l2": "lambda",
}
