"""In which order the players move, and what each move computes and changes."""

from dataclasses import dataclass

import optimizers
import spectral
from traces import PLAYERS, memory, named, parameters, singular_vectors

ORDERS = {"discriminator": ("discriminator", "generator"), "generator": ("generator", "discriminator")}


@dataclass
class Move:
    players: tuple
    batches: int = 1
    unrolled_steps: int = 0


@dataclass
class Played:
    """What a move reports of the players that move, and what it keeps besides parameters: the optimizer memory of
    both that it updates from, and the discriminator's vectors u after it."""

    loss: dict  # {player: number}
    terms: dict  # {(player, name): number}
    direction: dict  # {player: {name: array}}
    memory: dict  # {player: memory}
    vectors: dict  # {"<k>.weight": u}


def moves(configuration):
    """The moves of one step."""
    scheme = configuration["scheme"]
    kind = scheme["kind"]
    if kind in ("simultaneous", "optimistic", "optimisticGradient"):
        return [Move(PLAYERS)]
    if kind == "extragradient":
        return [Move(PLAYERS, batches=2)]
    order = ORDERS[scheme["first"]]
    if kind == "alternating":
        counts = {player: scheme[f"{player}Steps"] for player in PLAYERS}
        return [Move((player,)) for player in order for _ in range(counts[player])]
    if kind == "unrolled":
        unrolled = {"discriminator": 0, "generator": scheme["unrolledSteps"]}
        return [Move((player,), unrolled_steps=unrolled[player]) for player in order]
    raise ValueError(f"unknown scheme {kind}")


def variables(arrays):
    return {name: array.detach().clone().requires_grad_() for name, array in arrays.items()}


def play(game, move, state, batches):
    """Recomputes a move from the state before it."""
    position = {player: variables(parameters(state, player)) for player in PLAYERS}
    remembered = {player: memory(state, player) for player in PLAYERS}
    before = vectors = singular_vectors(state)
    if move.batches == 2:
        position, remembered, vectors = extrapolated(game, position, remembered, vectors, batches[0])
    elif move.unrolled_steps:
        steps = move.unrolled_steps
        position, vectors = unrolled(game, steps, position, remembered["discriminator"], vectors, batches[0])
    moves = "discriminator" in move.players
    if spectral.at_calls(game.configuration):
        moves, pairs = True, spectral.Calls(game.configuration, vectors, move.players)
    else:
        pairs = look(game, position, vectors, moves)
    losses, field = game.field(position, batches[-1], pairs)
    return Played(
        loss={player: losses.loss[player].item() for player in move.players},
        terms={key: term.item() for key, term in losses.terms.items() if key[0] in move.players},
        direction={p: {name: array.detach() for name, array in field[p].items()} for p in move.players},
        memory=remembered,
        vectors=spectral.kept(pairs) if moves else before,
    )


def look(game, position, vectors, moves=True):
    return spectral.look(game.configuration, position["discriminator"], vectors, moves)


def extrapolated(game, position, remembered, vectors, batch):
    """arXiv 1802.10551: the position after a step of both players, and what this step leaves to remember."""
    pairs = look(game, position, vectors)
    _, field = game.field(position, batch, pairs)
    reached, kept = {}, {}
    for player in PLAYERS:
        weights, kept[player] = update(game, player, position[player], remembered[player], field[player])
        reached[player] = variables(weights)
        kept[player] = {name: array.detach() for name, array in kept[player].items()}
    return reached, kept, spectral.kept(pairs)


def unrolled(game, steps, position, remembered, vectors, batch):
    """arXiv 1611.02163: (θ, ψ^K), where ψ^K remains a function of θ through all K steps; and the vectors u there.

    ψ^{k+1} = ψ^k − step(d(θ, ψ^k)), where d is the direction the discriminator would be given at the position
    (θ, ψ^k), field methods included. All derivatives within d are partial ones, which know nothing of ψ^k being a
    function of θ: hence the new names for both at each step.
    """
    own = position
    for _ in range(steps):
        pairs = look(game, position, vectors)
        vectors = spectral.kept(pairs)
        _, field = game.field(position, batch, pairs)
        weights, remembered = update(
            game, "discriminator", position["discriminator"], remembered, field["discriminator"]
        )
        position = {"generator": renamed(own["generator"]), "discriminator": weights}
    return {**position, "generator": own["generator"]}, vectors


def renamed(arrays):
    """The same numbers, and functions of the same variables, yet not what others were computed from."""
    return {name: array.clone() for name, array in arrays.items()}


def update(game, player, weights, remembered, direction):
    rate = game.values[f"rate.{player}"]
    return optimizers.step(game.configuration, player, weights, remembered, direction, rate)


def after(game, move, state, played, direction):
    """The state after a move whose players are given `direction`; the moving average follows the generator."""
    state = dict(state) | named("discriminator", {f"{name}_u": u for name, u in played.vectors.items()})
    for player in move.players:
        weights, remembered = update(
            game, player, parameters(state, player), played.memory[player], direction[player]
        )
        state |= named(player, weights) | named(f"optimizer.{player}", remembered)
    average = game.configuration["average"]
    if average is not None and "generator" in move.players:
        # arXiv 1806.04498: w̄ ← βw̄ + (1−β)w.
        for name, weight in parameters(state, "generator").items():
            key = f"generatorAverage.{name}"
            state[key] = average["decay"] * state[key] + (1 - average["decay"]) * weight
    return state


def after_step(configuration, state, step):
    """The state after a step's last move; arXiv 2006.14567: slow ← slow + α(fast − slow), fast ← slow."""
    lookahead = configuration["lookahead"]
    if lookahead is None or step % lookahead["every"]:
        return state
    state = dict(state)
    for player in PLAYERS:
        for name, fast in parameters(state, player).items():
            slow = state[f"slow.{player}.{name}"]
            slow = slow + lookahead["alpha"] * (fast - slow)
            state[f"slow.{player}.{name}"] = state[f"{player}.{name}"] = slow
    return state
