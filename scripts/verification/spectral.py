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


def normalized(weights, pairs):
    """The discriminator's weights as it uses them."""
    return {
        name: array / torch.einsum("i,ij,j->", pairs[name][0], array, pairs[name][1]) if name in pairs else array
        for name, array in weights.items()
    }


def kept(pairs):
    """The vectors u after a look."""
    return {name: u for name, (u, _) in pairs.items()}
