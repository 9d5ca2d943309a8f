"""spectrum.json: the Jacobian of a small game's vector field, under penalties and field methods, and its eigenvalues.

The field v is minus each player's gradient of its own loss, plus what the method adds, the discriminator's part
first. PyTorch differentiates it row by row; the eigenvalues are numpy's. Non-saturating loss (arXiv:1406.2661).
"""

import numpy
import torch
from torch.nn.functional import softplus

import common
import networks
from networks import array, forward

GENERATOR_SIZES = [2, 3, 2]
DISCRIMINATOR_SIZES = [2, 3, 1]
BATCH = 5
WEIGHT = 1.5


def flat_gradient(value, parameters):
    parts = torch.autograd.grad(value, parameters, create_graph=True, materialize_grads=True)
    return torch.cat([part.reshape(-1) for part in parts])


def main():
    networks.start(seed=17051)
    generator = networks.perceptron(GENERATOR_SIZES)
    discriminator = networks.perceptron(DISCRIMINATOR_SIZES)
    of_generator = [tensor for layer in generator for tensor in layer]
    of_discriminator = [tensor for layer in discriminator for tensor in layer]
    everything = of_discriminator + of_generator
    real = torch.randn(BATCH, 2)
    latent = torch.randn(BATCH, 2)
    tanh = networks.ACTIVATIONS["tanh"]

    def gradients(penalty=0.0):
        fake = forward(discriminator, forward(generator, latent, tanh), tanh)
        points = real.clone().requires_grad_()
        score = forward(discriminator, points, tanh)
        loss_d = softplus(-score).mean() + softplus(fake).mean()
        if penalty:
            slopes = torch.autograd.grad(score.sum(), points, create_graph=True)[0]
            loss_d = loss_d + penalty / 2 * slopes.square().sum(1).mean()
        return flat_gradient(loss_d, of_discriminator), flat_gradient(softplus(-fake).mean(), of_generator)

    def energy(gradient):
        return gradient.square().sum() / 2

    def plain():
        return gradients()

    def r1():
        return gradients(WEIGHT)

    def consensus():
        d, g = gradients()
        both = WEIGHT * (energy(d) + energy(g))
        return d + flat_gradient(both, of_discriminator), g + flat_gradient(both, of_generator)

    def jare():
        d, g = gradients()
        return (
            d + flat_gradient(WEIGHT * energy(g), of_discriminator),
            g + flat_gradient(WEIGHT * energy(d), of_generator),
        )

    def nagarajan_kolter():
        d, g = gradients()
        return d, g + flat_gradient(WEIGHT * 2 * energy(d), of_generator)

    methods = {"plain": plain, "r1": r1, "consensus": consensus, "jare": jare, "nagarajanKolter": nagarajan_kolter}
    spectra = {}
    for name, method in methods.items():
        field = -torch.cat(method())
        jacobian = torch.stack([flat_gradient(part, everything) for part in field]).detach()
        values = sorted(numpy.linalg.eigvals(jacobian.numpy()), key=lambda value: (value.real, value.imag))
        spectra[name] = {
            "field": array(field),
            "jacobian": array(jacobian),
            "eigenvalues": [[float(value.real), float(value.imag)] for value in values],
        }
    common.write(
        "spectrum.json",
        {
            "generatorSizes": GENERATOR_SIZES,
            "discriminatorSizes": DISCRIMINATOR_SIZES,
            "weight": WEIGHT,
            "generator": networks.layers_json(generator),
            "discriminator": networks.layers_json(discriminator),
            "real": array(real),
            "latent": array(latent),
            "spectra": spectra,
        },
    )


main()
