"""sga.json: symplectic gradient adjustment of a small game, by the rule of the authors' program and by the paper's.

google-deepmind/symplectic-gradient-adjustment, the method apply_gradients of the notebook's SymplecticOptimizer, gives
its RMSProp g + λ·Aᵀg, λ = sign(⟨g, Hᵀg⟩·⟨Aᵀg, Hᵀg⟩/n + 0.1), where n = len(vars_): how many *arrays* both players have.
The paper (arXiv 1802.05642) divides by the dimension: how many *numbers*. The weights are chosen so that the two have
different signs.
"""

import torch
from torch.nn.functional import softplus

import common
import networks
from networks import array, forward

GENERATOR_SIZES = [3, 4, 2]
DISCRIMINATOR_SIZES = [2, 5, 1]
BATCH = 6


def steep(layers):
    """Weights so large that the alignment is negative."""
    return [((1.5 * weight).detach().requires_grad_(), bias) for weight, bias in layers]


def main():
    networks.start(seed=20184)
    generator = steep(networks.perceptron(GENERATOR_SIZES))
    discriminator = steep(networks.perceptron(DISCRIMINATOR_SIZES))
    real, latent = torch.randn(BATCH, 2), torch.randn(BATCH, 3)
    layers = [*discriminator, *generator]
    w = [tensor for layer in layers for tensor in layer]

    def score(points):
        return forward(discriminator, points, torch.tanh)

    fake = forward(generator, latent, torch.tanh)
    losses = softplus(-score(real)).mean() + softplus(score(fake)).mean(), softplus(-score(fake)).mean()
    split = 2 * len(discriminator)
    g = [
        *torch.autograd.grad(losses[0], w[:split], create_graph=True),
        *torch.autograd.grad(losses[1], w[split:], create_graph=True),
    ]
    flat = torch.cat([piece.flatten() for piece in g])
    # The whole Jacobian, row by row: H[i, j] = ∂g_i/∂w_j.
    rows = [torch.autograd.grad(number, w, retain_graph=True, materialize_grads=True) for number in flat]
    h = torch.stack([torch.cat([piece.flatten() for piece in row]) for row in rows])
    adjustment = (h.T - h) @ flat / 2
    product = (flat @ (h.T @ flat)) * (adjustment @ (h.T @ flat))

    def adjusted(strength):
        pieces = (flat + strength * adjustment).split([tensor.numel() for tensor in w])
        shaped = [piece.reshape(tensor.shape) for piece, tensor in zip(pieces, w)]
        pairs = list(zip(shaped[0::2], shaped[1::2]))
        return {
            "discriminator": networks.layers_json(pairs[: len(discriminator)]),
            "generator": networks.layers_json(pairs[len(discriminator) :]),
        }

    counts = {"arrays": len(w), "numbers": sum(tensor.numel() for tensor in w)}
    signs = {name: torch.sign(product / count + 0.1).item() for name, count in counts.items()}
    assert signs["arrays"] != signs["numbers"], f"{product.item()}: choose another seed or scale"
    common.write(
        "sga.json",
        {
            "generatorSizes": GENERATOR_SIZES,
            "discriminatorSizes": DISCRIMINATOR_SIZES,
            "generator": networks.layers_json(generator),
            "discriminator": networks.layers_json(discriminator),
            "real": array(real),
            "latent": array(latent),
            "product": product.item(),
            "counts": counts,
            "signs": signs,
            "directions": {name: adjusted(sign) for name, sign in signs.items()},
        },
    )


main()
