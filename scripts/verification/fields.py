"""Methods that change the field v: both players' directions at one position, as functions of all parameters.

A field and a position are {player: {parameter name: array}}. v must be differentiable in w, and what a method returns
is so again, so that methods can be applied one after another. Notation: v_D = ∇_D L_D, v_G = ∇_G L_G, H = ∂v/∂w.
"""

import torch

from traces import PLAYERS


def flat(field, players=PLAYERS):
    return [array for player in players for array in field[player].values()]


def unflat(arrays, like, players=PLAYERS):
    arrays = iter(arrays)
    return {player: {name: next(arrays) for name in like[player]} for player in players}


def differentiate(scalar, position, players=PLAYERS):
    """∂scalar/∂w for the parameters w of `players`, differentiable again."""
    inputs = flat(position, players)
    if not inputs or not scalar.requires_grad:
        return unflat([torch.zeros_like(array) for array in inputs], position, players)
    gradients = torch.autograd.grad(scalar, inputs, create_graph=True, allow_unused=True, materialize_grads=True)
    return unflat(gradients, position, players)


def dot(a, b):
    return sum((x * y).sum() for x, y in zip(flat(a), flat(b)))


def squared_norm(field, players):
    return sum((array**2).sum() for array in flat(field, players))


def add(field, other, factor=1):
    """field + factor·other, where `other` may lack players."""
    return {
        player: {
            name: array + factor * other[player][name] if player in other else array
            for name, array in field[player].items()
        }
        for player in field
    }


def penalized(field, position, terms):
    """v with the gradient of terms[player] added to each player's own direction; and the terms as numbers."""
    for player, term in terms.items():
        change = differentiate(term, position, (player,))
        field = add(field, change)
    return field, terms


D, G, BOTH = ("discriminator",), ("generator",), PLAYERS

# What each method adds to each player's loss: {player: (factor of its weight, players whose ‖v‖² it penalizes)}.
SQUARED_NORMS = {
    # arXiv 1705.10461: w ← w − h·(v + γ∇½‖v‖²), ½‖v‖² over both players, added to both.
    "consensus": {"discriminator": (1 / 2, BOTH), "generator": (1 / 2, BOTH)},
    # arXiv 1706.04156: the generator descends V + η‖∇_D V‖²; no ½.
    "nagarajanKolter": {"generator": (1, D)},
    # arXiv 1806.09235: γ/2 times the square of the OTHER player's gradient, to each.
    "jare": {"discriminator": (1 / 2, G), "generator": (1 / 2, D)},
    # weilinie/JARE, synthetic/ops.py.
    "simregG1": {"generator": (1 / 2, BOTH)},
    "simregG2": {"generator": (1 / 2, D)},
    "simregD1": {"discriminator": (1 / 2, BOTH)},
    "simregD2": {"discriminator": (1 / 2, G)},
}


def symplectic_adjustment(entry, weight, field, position):
    """arXiv 1802.05642: v + λAᵀv with A = ½(H − Hᵀ), so Aᵀv = ½(Hᵀv − Hv).

    Aligned, λ takes the sign of ⟨v, Hᵀv⟩·⟨Aᵀv, Hᵀv⟩/n + 0.1. In the authors' program n = len(vars_): the arrays of both
    players (google-deepmind/symplectic-gradient-adjustment, SymplecticOptimizer.apply_gradients). The paper divides by
    the dimension. data/reference/sga.json has numbers that the program itself gave.
    """
    w, v = flat(position), flat(field)
    transposed = torch.autograd.grad(v, w, v, create_graph=True, allow_unused=True, materialize_grads=True)
    # Hv by differentiating the linear function u ↦ Hᵀu, paired with v.
    u = [torch.zeros_like(array, requires_grad=True) for array in v]
    of_u = torch.autograd.grad(v, w, u, create_graph=True, allow_unused=True, materialize_grads=True)
    straight = torch.autograd.grad(of_u, u, v, create_graph=True, allow_unused=True, materialize_grads=True)
    transposed = unflat(transposed, position)
    adjustment = add(transposed, unflat(straight, position), -1)
    adjustment = {p: {k: array / 2 for k, array in adjustment[p].items()} for p in adjustment}
    if entry["aligned"]:
        counts = {"arrays": len(w), "numbers": sum(array.numel() for array in w)}
        count = counts[entry["divisor"]]
        weight = weight * torch.sign(dot(field, transposed) * dot(adjustment, transposed) / count + 0.1).detach()
    return add(field, adjustment, weight), {}


def directional(functions, variables, tangents):
    """(∂f/∂x)·t by differentiating the linear function u ↦ Jᵀu, paired with t."""
    u = [torch.zeros_like(array, requires_grad=True) for array in functions]
    of_u = torch.autograd.grad(functions, variables, u, create_graph=True, allow_unused=True, materialize_grads=True)
    return torch.autograd.grad(of_u, u, tangents, create_graph=True, allow_unused=True, materialize_grads=True)


def competitive(entry, eta, field, position):
    """arXiv 1905.12103: the players' answers to each other's steps solve d* = d − ηM·d*, M having the mixed
    derivatives A = ∂d_D/∂θ and B = ∂d_G/∂ψ off its diagonal. By sweeps, the discriminator's answer last but one."""
    keys = {p: list(field[p]) for p in field}
    plain = {p: [field[p][k] for k in keys[p]] for p in field}
    place = {p: [position[p][k] for k in keys[p]] for p in field}

    def answer(player, other, others):
        response = directional(plain[player], place[other], others)
        return [mine - eta * theirs for mine, theirs in zip(plain[player], response)]

    d = plain["discriminator"]
    for _ in range(entry["sweeps"]):
        d = answer("discriminator", "generator", answer("generator", "discriminator", d))
    found = {"discriminator": d, "generator": answer("generator", "discriminator", d)}
    return {p: dict(zip(keys[p], found[p])) for p in field}, {}


def opponent_aware(entry, alpha, field, position, losses):
    """arXiv 1811.08469: ∇_i of L_i − α⟨∇_j L_i, ∇_j L_j⟩, as 'lola' of aletcher/stable-opponent-shaping. arXiv 1709.04326
    has the part through ∇_j L_j alone; the other one is ∂²L_i/∂θ_i∂θ_j·∇_j L_j."""
    changed = {}
    for player in PLAYERS:
        other = next(p for p in PLAYERS if p != player)
        felt = differentiate(losses[player], position, (other,))[other]
        theirs = differentiate(losses[other], position, (other,))[other]
        change = differentiate(sum((felt[k] * theirs[k]).sum() for k in theirs), position, (player,))[player]
        if not entry["lookAhead"]:
            own = differentiate(losses[player], position, (player,))[player]
            places = [position[other][k] for k in theirs]
            ahead = directional(list(own.values()), places, [theirs[k] for k in theirs])
            change = {k: array - part for (k, array), part in zip(change.items(), ahead)}
        changed[player] = change
    return add(field, changed, -alpha), {}


def apply(entry, weight, field, position, losses):
    """The changed field, and the terms {player: number} that the method stands for."""
    kind = entry["kind"]
    if kind == "sga":
        return symplectic_adjustment(entry, weight, field, position)
    if kind == "lola":
        return opponent_aware(entry, weight, field, position, losses)
    if kind == "cgd":
        return competitive(entry, weight, field, position)
    terms = {
        player: weight * factor * squared_norm(field, whose)
        for player, (factor, whose) in SQUARED_NORMS[kind].items()
    }
    return penalized(field, position, terms)


WEIGHT_KEYS = {kind: "gamma" for kind in SQUARED_NORMS} | {"nagarajanKolter": "eta", "sga": "lambda", "cgd": "eta"} | {"lola": "alpha"}
