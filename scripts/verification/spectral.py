"""Spectral normalization of the discriminator, arXiv 1802.05957: W/σ in place of each weight matrix W.

σ = uᵀWv, where u and v are numbers, not functions of W: derivatives of σ see W alone. u of each matrix is kept in the
state as "<k>.weight_u".
"""

import torch


def unit(vector):
    return vector / torch.linalg.vector_norm(vector)


def look(configuration, weights, vectors, moves):
    """{"<k>.weight": (u, v)} with which the discriminator is to be evaluated.

    Algorithm 1: v ← Wᵀu/‖Wᵀu‖, then u ← Wv/‖Wv‖, before each of its own moves; otherwise u stays.
    """
    settings = configuration["discriminator"]["spectralNormalization"]
    if settings is None:
        return {}
    pairs = {}
    with torch.no_grad():
        for name, u in vectors.items():
            matrix = weights[name]
            if moves:
                for _ in range(settings["iterations"]):
                    v = unit(matrix.T @ u)
                    u = unit(matrix @ v)
            else:
                v = unit(matrix.T @ u)
            pairs[name] = u, v
    return pairs


class Calls:
    """torch.nn.utils.spectral_norm in training: u goes on at each call of the discriminator, by whoever's move.

    A move of the discriminator calls D(x), D(G(z)) and then each penalty; a move of the generator alone calls D(G(z)),
    and whatever else is computed there sees the same u.
    """

    def __init__(self, configuration, vectors, players):
        self.iterations = configuration["discriminator"]["spectralNormalization"]["iterations"]
        self.vectors = dict(vectors)
        self.generator_alone = players == ("generator",)
        self.called = 0

    def normalized(self, weights):
        goes_on = not self.generator_alone or self.called == 0
        self.called += 1
        pairs = {}
        with torch.no_grad():
            for name, u in self.vectors.items():
                matrix = weights[name]
                v = unit(matrix.T @ u)
                for iteration in range(self.iterations if goes_on else 0):
                    v = unit(matrix.T @ u) if iteration else v
                    u = unit(matrix @ v)
                self.vectors[name] = u
                pairs[name] = u, v
        return normalized(weights, pairs)


def at_calls(configuration):
    settings = configuration["discriminator"]["spectralNormalization"]
    return settings is not None and settings["per"] == "call"


def normalized(weights, pairs):
    """The discriminator's weights as it uses them."""
    if isinstance(pairs, Calls):
        return pairs.normalized(weights)
    return {
        name: array / torch.einsum("i,ij,j->", pairs[name][0], array, pairs[name][1]) if name in pairs else array
        for name, array in weights.items()
    }


def kept(pairs):
    """The vectors u after a look."""
    if isinstance(pairs, Calls):
        return pairs.vectors
    return {name: u for name, (u, _) in pairs.items()}
