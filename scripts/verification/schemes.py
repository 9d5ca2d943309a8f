"""In which order the players move, and what each move computes and changes."""

import dataclasses
from dataclasses import dataclass

import torch

import fields
import optimizers
import spectral
from games import gradients
from traces import PLAYERS, memory, named, parameters, singular_vectors

ORDERS = {"discriminator": ("discriminator", "generator"), "generator": ("generator", "discriminator")}


@dataclass
class Move:
    players: tuple
    batches: int = 1
    unrolled_steps: int = 0
    stages: dict | None = None  # the scheme of Runge and Kutta
    ridge: dict | None = None  # the scheme of Wang, Zhang and Ba
    equilibrium: dict | None = None  # the scheme of Schäfer and Anandkumar


@dataclass
class Played:
    """What a move reports of the players that move, and what it keeps besides parameters: the optimizer memory of
    both that it updates from, and the discriminator's vectors u after it."""

    loss: dict  # {player: number}
    terms: dict  # {(player, name): number}
    direction: dict  # {player: {name: array}}
    memory: dict  # {player: memory}
    vectors: dict  # {"<k>.weight": u}
    base: dict = dataclasses.field(default_factory=dict)  # {player: weights} of those who do not step from the state
    chosen: dict = dataclasses.field(default_factory=dict)  # {player: {name: array}} taken in place of optimizers' updates


def moves(configuration):
    """The moves of one step."""
    scheme = configuration["scheme"]
    kind = scheme["kind"]
    if kind in ("simultaneous", "optimistic", "optimisticGradient"):
        return [Move(PLAYERS)]
    if kind == "extragradient":
        return [Move(PLAYERS, batches=2)]
    if kind == "rungeKutta":
        return [Move(PLAYERS, stages=scheme)]
    if kind == "followTheRidge":
        return [Move(PLAYERS, ridge=scheme)]
    if kind == "competitive":
        return [Move(PLAYERS, equilibrium=scheme)]
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
    if move.stages:
        return staged(game, move.stages, position, remembered, vectors, batches[0])
    if move.ridge:
        return along_ridge(game, move.ridge, position, remembered, vectors, batches[0])
    if move.equilibrium:
        return to_equilibrium(game, move.equilibrium, position, remembered, vectors, batches[0])
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


# How far along the slope before each further stage lies, and the weights of all stages.
STAGES = {2: ((1,), (1 / 2, 1 / 2)), 4: ((1 / 2, 1 / 2, 1), (1 / 6, 1 / 3, 1 / 3, 1 / 6))}


def staged(game, scheme, position, remembered, vectors, batch):
    """arXiv 2010.15040: Heun's or the classical Runge–Kutta method; ode_update of odegan_mog16.ipynb holds the other player
    still and reads the regularizer at the start alone."""
    pairs = look(game, position, vectors)
    kept = spectral.kept(pairs)
    losses, field = game.field(position, batch, pairs)
    everywhere = scheme["fieldMethodsAt"] == "all"
    own = field if everywhere else gradients(losses, position)
    distances, weights = STAGES[scheme["order"]]
    slope, mean = own, scaled(own, weights[0])
    for distance, weight in zip(distances, weights[1:]):
        ahead = {
            player: variables(
                {
                    name: array - distance * game.values[f"rate.{player}"] * slope[player][name]
                    for name, array in position[player].items()
                }
            )
            for player in PLAYERS
        }
        reached = {}
        for player in PLAYERS:
            place = {p: ahead[p] if p == player or not scheme["otherFrozen"] else position[p] for p in PLAYERS}
            there, changed = game.field(place, batch, look(game, place, kept, moves=False))
            reached[player] = (changed if everywhere else gradients(there, place))[player]
        slope = reached
        mean = fields.add(mean, slope, weight)
    if not everywhere:
        mean = fields.add(fields.add(mean, field), own, -1)
    return Played(
        loss={player: losses.loss[player].item() for player in PLAYERS},
        terms={key: term.item() for key, term in losses.terms.items()},
        direction={p: {name: array.detach() for name, array in mean[p].items()} for p in PLAYERS},
        memory=remembered,
        vectors=kept,
    )


def scaled(field, factor):
    return {p: {name: factor * array for name, array in field[p].items()} for p in field}


def along_ridge(game, scheme, position, remembered, vectors, batch):
    """arXiv 1910.07512: ψ also moves by −H⁻¹(∂d/∂θ)Δθ. conjugate_gradient of the authors' utils/misc.py solves
    (H² + damping)x = Hb; follow_ridge_2D.py reads the discriminator's gradient where both have come to."""
    pairs = look(game, position, vectors)
    losses, field = game.field(position, batch, pairs)
    weights, _ = update(game, "generator", position["generator"], remembered["generator"], field["generator"])
    theta, psi = list(position["generator"].values()), list(position["discriminator"].values())
    move = [(new - old).detach() for new, old in zip(weights.values(), theta)]
    d = list(field["discriminator"].values())

    def detached(arrays):
        return [array.detach() for array in arrays]

    def curve(x):
        return detached(fields.directional(d, psi, x))

    def damped(x):
        return [a + scheme["damping"] * b for a, b in zip(curve(curve(x)), x)]

    push = detached(fields.directional(d, theta, move))
    shift = conjugate_gradients(damped, curve(push), scheme["iterations"])
    base = {name: (array - x).detach() for (name, array), x in zip(position["discriminator"].items(), shift)}
    if scheme["alternating"]:
        there = {"discriminator": variables(base), "generator": variables(weights)}
        pairs = look(game, there, vectors)
        seen, changed = game.field(there, batch, pairs)
    else:
        seen, changed = losses, field
    return Played(
        loss={"discriminator": seen.loss["discriminator"].item(), "generator": losses.loss["generator"].item()},
        terms={
            key: term.item()
            for found, player in ((seen, "discriminator"), (losses, "generator"))
            for key, term in found.terms.items()
            if key[0] == player
        },
        direction={
            "discriminator": {name: array.detach() for name, array in changed["discriminator"].items()},
            "generator": {name: array.detach() for name, array in field["generator"].items()},
        },
        memory=remembered,
        vectors=spectral.kept(pairs),
        base={"discriminator": base},
    )


def to_equilibrium(game, scheme, position, remembered, vectors, batch):
    """arXiv 1905.12103 with rates of each number, arXiv 1910.05852: acgd.py of devzhk/cgds-package, solved for the
    discriminator. There x ascends and y descends; here both descend, so that D_xy = ∂d_D/∂θ = −(∂d_G/∂ψ)ᵀ. Products come
    from the transposed side, as Hvp_vec does: D_xy·v is −∇_ψ⟨d_G, v⟩."""
    pairs = look(game, position, vectors)
    losses, field = game.field(position, batch, pairs)
    names = {p: list(field[p]) for p in PLAYERS}
    d = {p: [field[p][name] for name in names[p]] for p in PLAYERS}
    place = {p: [position[p][name] for name in names[p]] for p in PLAYERS}
    given, rates = {}, {}
    for p in PLAYERS:
        shortened = optimizers.clipped(game.configuration, p, field[p], "gradient")
        given[p] = [shortened[name].detach() for name in names[p]]
        rates[p] = [
            optimizers.factor(game.configuration, p, remembered[p], name, g, game.values[f"rate.{p}"])
            for name, g in zip(names[p], given[p])
        ]

    def transposed(player, other, v):
        pairing = sum((array * part).sum() for array, part in zip(d[other], v))
        found = torch.autograd.grad(
            pairing, place[player], retain_graph=True, allow_unused=True, materialize_grads=True
        )
        return [-array for array in found]

    roots = [rate**0.5 for rate in rates["discriminator"]]

    def product(y):
        scaled = [root * part for root, part in zip(roots, y)]
        felt = transposed("generator", "discriminator", scaled)
        back = transposed("discriminator", "generator", [q * part for q, part in zip(rates["generator"], felt)])
        return [part - root * other for part, root, other in zip(y, roots, back)]

    answer = transposed("discriminator", "generator", [q * g for q, g in zip(rates["generator"], given["generator"])])
    right = [root * (g - a) for root, g, a in zip(roots, given["discriminator"], answer)]
    solution = conjugate_gradients(product, right, scheme["iterations"])
    discriminator = [root * part for root, part in zip(roots, solution)]
    felt = transposed("generator", "discriminator", discriminator)
    generator = [q * (g - a) for q, g, a in zip(rates["generator"], given["generator"], felt)]
    taken = {"discriminator": discriminator, "generator": generator}
    return Played(
        loss={player: losses.loss[player].item() for player in PLAYERS},
        terms={key: term.item() for key, term in losses.terms.items()},
        direction={p: {name: array.detach() for name, array in field[p].items()} for p in PLAYERS},
        memory=remembered,
        vectors=spectral.kept(pairs),
        chosen={p: dict(zip(names[p], taken[p])) for p in PLAYERS},
    )


def conjugate_gradients(product, b, iterations):
    """Hestenes, Stiefel 1952, from 0."""

    def inner(u, v):
        return sum((x * y).sum() for x, y in zip(u, v))

    x, r, p = [0 * array for array in b], b, b
    square = inner(r, r)
    for _ in range(iterations):
        if square == 0:
            break
        image = product(p)
        length = square / inner(p, image)
        x = [a + length * q for a, q in zip(x, p)]
        r = [a - length * q for a, q in zip(r, image)]
        after = inner(r, r)
        p = [a + after / square * q for a, q in zip(r, p)]
        square = after
    return x


def renamed(arrays):
    """The same numbers, and functions of the same variables, yet not what others were computed from."""
    return {name: array.clone() for name, array in arrays.items()}


def update(game, player, weights, remembered, direction, chosen=None):
    rate = game.values[f"rate.{player}"]
    return optimizers.step(game.configuration, player, weights, remembered, direction, rate, chosen)


def after(game, move, state, played, direction):
    """The state after a move whose players are given `direction`; the moving average follows the generator."""
    state = dict(state) | named("discriminator", {f"{name}_u": u for name, u in played.vectors.items()})
    for player in move.players:
        weights, remembered = update(
            game,
            player,
            played.base.get(player, parameters(state, player)),
            played.memory[player],
            direction[player],
            played.chosen.get(player),
        )
        state |= named(player, weights) | named(f"optimizer.{player}", remembered)
    average = game.configuration["average"]
    if average is not None and "generator" in move.players:
        # arXiv 1806.04498: w̄ ← βw̄ + (1−β)w.
        for name, weight in parameters(state, "generator").items():
            key = f"generatorAverage.{name}"
            state[key] = average["decay"] * state[key] + (1 - average["decay"]) * weight
    return state


def after_step(configuration, state, step, before):
    """The state after a step's last move, from that before its first; arXiv 2006.14567: slow ← slow + α(fast − slow),
    fast ← slow."""
    if configuration["mixing"] is not None:
        state = mixed(configuration["mixing"], state, step, before)
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


def joined(state):
    """All parameters of both players as one vector, layer by layer, weights before biases."""
    order = lambda name: (int(name.split(".")[0]), name.endswith("bias"))
    arrays = [parameters(state, player) for player in PLAYERS]
    names = [sorted(of_player, key=order) for of_player in arrays]
    return torch.cat([of_player[name].flatten() for of_player, own in zip(arrays, names) for name in own])


def mixed(settings, state, step, before):
    """AA.py (type2) of hehuannb/GDA-AM: g = w − F(w), S and Y the last changes of w and g,
    (YᵀY + ρ(‖Y‖² + ‖S‖²)I)γ = Yᵀg, w ← F(w) − (S − Y)γ. Rows here are columns there."""
    w, image = joined(before), joined(state)
    g = w - image
    moves, changes = state["mixing.moves"].clone(), state["mixing.changes"].clone()
    window, next_w = settings["window"], image
    products = torch.zeros(window + 1, window)
    if step > 1:
        row = (step - 2) % window
        moves[row], changes[row] = w - state["mixing.last"][0], g - state["mixing.last"][1]
        used = min(step - 1, window)
        shift = settings["regularization"] * ((changes**2).sum() + (moves**2).sum())
        matrix = changes[:used] @ changes[:used].T + shift * torch.eye(used)
        gamma = torch.linalg.solve(matrix, changes[:used] @ g)
        next_w = image - gamma @ (moves - changes)[:used]
        products = torch.cat([changes @ changes.T, (moves**2).sum(1)[None]])
    state = dict(state) | {
        "mixing.moves": moves,
        "mixing.changes": changes,
        "mixing.products": products,
        "mixing.last": torch.stack([w, g]),
    }
    start = 0
    order = lambda name: (int(name.split(".")[0]), name.endswith("bias"))
    for player in PLAYERS:
        own = parameters(state, player)
        for name in sorted(own, key=order):
            count = own[name].numel()
            state[f"{player}.{name}"] = next_w[start : start + count].reshape(own[name].shape)
            start += count
    return state
