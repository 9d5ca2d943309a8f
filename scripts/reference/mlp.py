"""mlp.json: a discriminator's first derivatives and the gradients of its gradient penalties.

The penalties contain ∇ₓD(x), so their gradients with respect to the parameters go through second
derivatives: this is what the file is for.
"""

import torch

import common
import networks
from networks import array, forward, gradient

SIZES = [2, 7, 5, 1]
BATCH = 6
GAMMA = 3.0
LAMBDA = 10.0
ROOT_EPSILON = 1e-12
# Finite differences and other implementations agree only away from the kink of a rectifier.
KINK_MARGIN = 1e-3


def input_gradient(layers, points, activation, kinks):
    """∇ₓD at every point, kept differentiable. The scores are summed because a sample's score
    depends on its own point only."""
    x = points.clone().requires_grad_()
    scores = forward(layers, x, activation, kinks)
    (slope,) = torch.autograd.grad(scores.sum(), x, create_graph=True)
    return slope


def zero_centred_penalty(layers, points, activation, kinks):
    """R1 on real and R2 on fake points, Mescheder, Geiger & Nowozin 2018 (arXiv:1801.04406), eq. 9:
    γ/2 · mean ‖∇ₓD(x)‖²."""
    slope = input_gradient(layers, points, activation, kinks)
    value = GAMMA / 2 * slope.square().sum(1).mean()
    return {"value": value.item(), "gradient": gradient(value, layers)}


def one_centred_penalty(layers, points, activation, kinks):
    """WGAN-GP, Gulrajani et al. 2017 (arXiv:1704.00028), eq. 3: λ · mean (‖∇ₓD(x̂)‖ − 1)².

    The reference value has 1e-12 under the root, where the norm's derivative would be 0/0 at a zero
    gradient; the value with the plain norm stands beside it."""
    slope = input_gradient(layers, points, activation, kinks)
    squared = slope.square().sum(1)
    value = LAMBDA * (torch.sqrt(squared + ROOT_EPSILON) - 1).square().mean()
    plain = LAMBDA * (torch.linalg.vector_norm(slope, dim=1) - 1).square().mean()
    return {
        "points": array(points),
        "value": value.item(),
        "gradient": gradient(value, layers),
        "valueWithPlainNorm": plain.item(),
    }


def results(layers, real, fake, between, activation):
    kinks = []
    scores = forward(layers, real, activation, kinks)
    answer = {
        "scores": array(scores),
        "meanScore": scores.mean().item(),
        "meanScoreGradient": gradient(scores.mean(), layers),
        "inputGradient": array(input_gradient(layers, real, activation, kinks)),
        "r1": zero_centred_penalty(layers, real, activation, kinks),
        "r2": zero_centred_penalty(layers, fake, activation, kinks),
        "wganGP": one_centred_penalty(layers, between, activation, kinks),
    }
    return answer, min(kinks)


def main():
    networks.start(seed=20184)
    layers = networks.perceptron(SIZES)
    real = torch.randn(BATCH, 2)
    fake = torch.randn(BATCH, 2) * 0.7 + torch.tensor([0.3, -0.2])
    alpha = torch.rand(BATCH, 1)
    between = alpha * real + (1 - alpha) * fake
    activations = {}
    for name, activation in networks.ACTIVATIONS.items():
        activations[name], margin = results(layers, real, fake, between, activation)
        assert margin > KINK_MARGIN, f"{name}: a pre-activation at {margin}: choose another seed"
        slopes = torch.tensor(activations[name]["inputGradient"])
        assert slopes.square().sum(1).min() > 0, f"{name}: a dead sample: choose another seed"
    common.write(
        "mlp.json",
        {
            "sizes": SIZES,
            "leakySlope": networks.LEAKY_SLOPE,
            "gamma": GAMMA,
            "lambda": LAMBDA,
            "rootEpsilon": ROOT_EPSILON,
            "layers": networks.layers_json(layers),
            "real": array(real),
            "fake": array(fake),
            "alpha": array(alpha),
            "activations": activations,
        },
    )


main()
