"""What the players minimize, given the logits of a batch. The discriminator is high on REAL points.

Both functions take the scores of real and of generated points, [n, 1] each.
"""

import torch
from torch.nn.functional import binary_cross_entropy_with_logits, softplus


def minimax(real, fake):
    """arXiv 1406.2661: V = E log σ(D(x)) + E log(1 − σ(D(G(z)))), which D maximizes and G minimizes."""
    return (softplus(-real) + softplus(fake)).mean(), -softplus(fake).mean()


def non_saturating(real, fake):
    """arXiv 1406.2661, section 3: D as above, G maximizes E log σ(D(G(z)))."""
    return (softplus(-real) + softplus(fake)).mean(), softplus(-fake).mean()


def wasserstein(real, fake):
    """arXiv 1701.07875."""
    return (fake - real).mean(), -fake.mean()


def hinge(real, fake):
    """arXiv 1705.02894."""
    return (torch.relu(1 - real) + torch.relu(1 + fake)).mean(), -fake.mean()


def least_squares(real, fake):
    """arXiv 1611.04076 with targets 1, 0 and 1, without its factor ½."""
    return ((real - 1) ** 2 + fake**2).mean(), ((fake - 1) ** 2).mean()


def relativistic_paired(real, fake):
    """arXiv 1807.00734 (RSGAN) and 2501.05441: the i-th real point against the i-th generated one."""
    return softplus(fake - real).mean(), softplus(real - fake).mean()


def relativistic_average(real, fake):
    """arXiv 1807.00734 (RaSGAN): each point against the mean of the other kind, by cross-entropy as in its program."""
    above, below = real - fake.mean(), fake - real.mean()
    ones, zeros = torch.ones_like(real), torch.zeros_like(real)
    loss = binary_cross_entropy_with_logits
    return loss(above, ones) + loss(below, zeros), loss(above, zeros) + loss(below, ones)


def f_gan(activation, conjugate):
    """arXiv 1606.00709, Algorithm 1, with the output activations and conjugates of its tables 2 and 6."""

    def losses(real, fake):
        generated = conjugate(activation(fake)).mean()
        return generated - activation(real).mean(), -generated

    return losses


def smoothed(objective, smoothing):
    """arXiv 1606.03498, section 3.4: the label of real points is 1 − s; by PyTorch's cross-entropy."""

    def losses(real, fake):
        labels = torch.full_like(real, 1 - smoothing)
        loss = binary_cross_entropy_with_logits
        return loss(real, labels) + loss(fake, torch.zeros_like(fake)), objective(real, fake)[1]

    return losses if smoothing else objective


OBJECTIVES = {
    "minimax": minimax,
    "nonSaturating": non_saturating,
    "wasserstein": wasserstein,
    "hinge": hinge,
    "leastSquares": least_squares,
    "relativisticPaired": relativistic_paired,
    "relativisticAverage": relativistic_average,
    "kl": f_gan(lambda v: v, lambda t: torch.exp(t - 1)),
    "reverseKL": f_gan(lambda v: -torch.exp(-v), lambda t: -1 - torch.log(-t)),
    "pearson": f_gan(lambda v: v, lambda t: t**2 / 4 + t),
    "squaredHellinger": f_gan(lambda v: 1 - torch.exp(-v), lambda t: t / (1 - t)),
}
