"""gan.json: both players' losses and gradients for three objectives. D is high on real points.

minimax and nonSaturating: Goodfellow et al. 2014 (arXiv:1406.2661), eq. 1 and section 3, with
D = sigmoid(score), so −log D = softplus(−score) and −log(1 − D) = softplus(score).
wasserstein: Arjovsky, Chintala & Bottou 2017 (arXiv:1701.07875), without its weight clipping.
"""

import torch
from torch.nn.functional import softplus

import common
import networks
from networks import array, forward, gradient

GENERATOR_SIZES = [3, 6, 5, 2]
DISCRIMINATOR_SIZES = [2, 7, 5, 1]
BATCH = 6
KINK_MARGIN = 1e-3


def vanilla_discriminator(real, fake):
    return softplus(-real).mean() + softplus(fake).mean()


# (discriminator loss of the scores of real and fake points, generator loss of those of fake points)
OBJECTIVES = {
    "minimax": (vanilla_discriminator, lambda fake: -softplus(fake).mean()),
    "nonSaturating": (vanilla_discriminator, lambda fake: softplus(-fake).mean()),
    "wasserstein": (lambda real, fake: -real.mean() + fake.mean(), lambda fake: -fake.mean()),
}


def main():
    networks.start(seed=20140)
    generator = networks.perceptron(GENERATOR_SIZES)
    discriminator = networks.perceptron(DISCRIMINATOR_SIZES)
    real = torch.randn(BATCH, 2)
    latent = torch.randn(BATCH, 3)
    kinks = []

    def generate():
        return forward(generator, latent, networks.ACTIVATIONS["tanh"])

    def score(points):
        return forward(discriminator, points, networks.ACTIVATIONS["leakyRelu"], kinks)

    objectives = {}
    for name, (discriminator_loss, generator_loss) in OBJECTIVES.items():
        # A fresh graph for each player: each is differentiated at the same point, as in simultaneous play.
        loss_d = discriminator_loss(score(real), score(generate().detach()))
        loss_g = generator_loss(score(generate()))
        objectives[name] = {
            "discriminatorLoss": loss_d.item(),
            "discriminatorGradient": gradient(loss_d, discriminator),
            "generatorLoss": loss_g.item(),
            "generatorGradient": gradient(loss_g, generator),
        }
    assert min(kinks) > KINK_MARGIN, f"a pre-activation at {min(kinks)}: choose another seed"
    common.write(
        "gan.json",
        {
            "generatorSizes": GENERATOR_SIZES,
            "generatorActivation": "tanh",
            "discriminatorSizes": DISCRIMINATOR_SIZES,
            "discriminatorActivation": "leakyRelu",
            "leakySlope": networks.LEAKY_SLOPE,
            "generator": networks.layers_json(generator),
            "discriminator": networks.layers_json(discriminator),
            "real": array(real),
            "latent": array(latent),
            "generated": array(generate()),
            "realScores": array(score(real)),
            "generatedScores": array(score(generate())),
            "objectives": objectives,
        },
    )


main()
