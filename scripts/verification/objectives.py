"""What the players minimize, given the logits of a batch. The discriminator is high on REAL points.

Both functions take the scores of real and of generated points, [n, 1] each.
"""

import torch
from torch.nn.functional import softplus


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


OBJECTIVES = {
    "minimax": minimax,
    "nonSaturating": non_saturating,
    "wasserstein": wasserstein,
    "hinge": hinge,
    "leastSquares": least_squares,
    "relativisticPaired": relativistic_paired,
}
