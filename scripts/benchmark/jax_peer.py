"""The workloads in JAX as somebody would write them who wants them fast.

The whole loop is one compiled program whose state is donated; data are drawn inside it; gradients are taken for the
parameters of the player that moves and of nothing else. Tried and slower on the CPU (JAX 0.10.2): the generators "rbg"
and "unsafe_rbg" in place of the default threefry, loops whose length is given when they run, one pass of the
discriminator over real and fake points with R1 and the field methods, forward over reverse differentiation.
"""

import functools
import math

import jax
import jax.numpy as jnp

import peer


def activated(workload, x):
    if workload.activation == "tanh":
        return jnp.tanh(x)
    return jnp.where(x > 0, x, workload.slope * x) if workload.slope else jax.nn.relu(x)


def network(workload, layers, x):
    for weight, bias in layers[:-1]:
        x = activated(workload, x @ weight + bias)
    weight, bias = layers[-1]
    return x @ weight + bias


# The losses.


def discriminator_loss(workload, real, fake):
    if workload.objective == "wasserstein":
        return fake.mean() - real.mean()
    return jax.nn.softplus(-real).mean() + jax.nn.softplus(fake).mean()


def generator_loss(workload, fake):
    if workload.objective == "wasserstein":
        return -fake.mean()
    if workload.objective == "minimax":
        return -jax.nn.softplus(fake).mean()
    return jax.nn.softplus(-fake).mean()


def slopes_and_scores(workload, ofD, points):
    """∇ₓD at every row, and the scores, of one forward pass."""

    def total(points):
        scores = network(workload, ofD, points)
        return scores.sum(), scores

    (_, scores), slopes = jax.value_and_grad(total, has_aux=True)(points)
    return slopes, scores


def penalized(workload, ofD, fake, batch):
    real = batch["real"]
    if workload.method == "r1":
        slopes, scores = slopes_and_scores(workload, ofD, real)
        loss = discriminator_loss(workload, scores, network(workload, ofD, fake))
        return loss + workload.weight / 2 * jnp.square(slopes).sum(1).mean()
    # One pass over both batches.
    scores = network(workload, ofD, jnp.concatenate([real, fake]))
    loss = discriminator_loss(workload, scores[: len(real)], scores[len(real) :])
    if workload.method == "wganGP":
        share = batch["interpolation"]
        slopes, _ = slopes_and_scores(workload, ofD, share * real + (1 - share) * fake)
        lengths = jnp.sqrt(jnp.square(slopes).sum(1) + 1e-12)
        loss = loss + workload.weight * jnp.square(lengths - 1).mean()
    return loss


# Optimizers, as functions of trees of parameters.


def started(layers):
    zeros = lambda: jax.tree.map(jnp.zeros_like, layers)
    return {"layers": layers, "mean": zeros(), "squares": zeros(), "count": jnp.zeros((), jnp.float32)}


def stepped(workload, player, gradients):
    entry = workload.optimizer
    rate, epsilon = entry["learningRate"], entry["epsilon"]
    count = player["count"] + 1
    map = functools.partial(jax.tree.map)
    if entry["kind"] == "adam":
        beta1, beta2 = entry["beta1"], entry["beta2"]
        mean = map(lambda m, g: beta1 * m + (1 - beta1) * g, player["mean"], gradients)
        squares = map(lambda v, g: beta2 * v + (1 - beta2) * g * g, player["squares"], gradients)
        size, scale = rate / (1 - beta1**count), jnp.sqrt(1 - beta2**count)
        change = map(lambda m, v: size * m / (jnp.sqrt(v) / scale + epsilon), mean, squares)
    else:
        decay = entry["decay"]
        mean = player["mean"]
        squares = map(lambda v, g: decay * v + (1 - decay) * g * g, player["squares"], gradients)
        change = map(lambda g, v: rate * g / (jnp.sqrt(v) + epsilon), gradients, squares)
    layers = map(jnp.subtract, player["layers"], change)
    return {"layers": layers, "mean": mean, "squares": squares, "count": count}


# The moves.


def move_discriminator(workload, state, batch):
    D, G = state["discriminator"], state["generator"]
    fake = network(workload, G["layers"], batch["latent"])
    loss, gradients = jax.value_and_grad(lambda ofD: penalized(workload, ofD, fake, batch))(D["layers"])
    return {"discriminator": stepped(workload, D, gradients), "generator": G}, loss


def move_generator(workload, state, batch):
    D, G = state["discriminator"], state["generator"]

    def loss(ofG):
        return generator_loss(workload, network(workload, D["layers"], network(workload, ofG, batch["latent"])))

    loss, gradients = jax.value_and_grad(loss)(G["layers"])
    return {"discriminator": D, "generator": stepped(workload, G, gradients)}, loss


def half_square(field):
    return sum(jnp.square(array).sum() for array in jax.tree.leaves(field)) / 2


def move_both(workload, state, batch):
    D, G = state["discriminator"], state["generator"]

    def losses(ofD, ofG):
        fake = network(workload, ofD, network(workload, ofG, batch["latent"]))
        real = network(workload, ofD, batch["real"])
        return discriminator_loss(workload, real, fake), generator_loss(workload, fake)

    def fieldD(ofD, ofG):
        return jax.grad(lambda ofD: losses(ofD, ofG)[0])(ofD)

    def fieldG(ofD, ofG):
        return jax.grad(lambda ofG: losses(ofD, ofG)[1])(ofG)

    def energyD(ofD, ofG):
        return half_square(v := fieldD(ofD, ofG)), v

    def energyG(ofD, ofG):
        return half_square(v := fieldG(ofD, ofG)), v

    def energy(ofD, ofG):
        (halfD, vD), (halfG, vG) = energyD(ofD, ofG), energyG(ofD, ofG)
        return halfD + halfG, (vD, vG)

    at = (D["layers"], G["layers"])
    if workload.method == "jare":
        (_, vG), changeD = jax.value_and_grad(energyG, 0, has_aux=True)(*at)
        (_, vD), changeG = jax.value_and_grad(energyD, 1, has_aux=True)(*at)
    else:
        (_, (vD, vG)), (changeD, changeG) = jax.value_and_grad(energy, (0, 1), has_aux=True)(*at)
    add = lambda v, change: v + workload.weight * change
    D = stepped(workload, D, jax.tree.map(add, vD, changeD))
    G = stepped(workload, G, jax.tree.map(add, vG, changeG))
    return {"discriminator": D, "generator": G}, losses(*at)


# The loops.


def drawn(workload, key, forGenerator=False):
    forLatent, forCentre, forNoise, forShare = jax.random.split(key, 4)
    count = workload.batch
    batch = {"latent": jax.random.normal(forLatent, (count, workload.latent))}
    if forGenerator:
        return batch
    angles = 2 * math.pi / workload.modes * jnp.arange(workload.modes)
    centres = workload.radius * jnp.stack([jnp.cos(angles), jnp.sin(angles)], 1)
    chosen = centres[jax.random.randint(forCentre, (count,), 0, workload.modes)]
    batch["real"] = chosen + workload.deviation * jax.random.normal(forNoise, (count, 2))
    if workload.method == "wganGP":
        batch["interpolation"] = jax.random.uniform(forShare, (count, 1))
    return batch


def training_step(workload, state, key):
    if workload.simultaneous:
        return move_both(workload, state, drawn(workload, key))[0]
    keys = jax.random.split(key, workload.critic_steps + 1)
    if workload.critic_steps == 1:
        state, _ = move_discriminator(workload, state, drawn(workload, keys[0]))
    else:
        state, _ = jax.lax.scan(
            lambda state, key: (move_discriminator(workload, state, drawn(workload, key))[0], None), state, keys[:-1]
        )
    return move_generator(workload, state, drawn(workload, keys[-1], forGenerator=True))[0]


class JaxPeer:
    def __init__(self, workload, threads, runs):
        self.version = f"JAX {jax.__version__}"
        self.workload = workload
        self.key = jax.random.key(0)
        make = lambda key: {p: started(self.initial(p, jax.random.fold_in(key, i))) for i, p in enumerate(peer.PLAYERS)}
        step = functools.partial(training_step, workload)
        if runs > 1:
            make, step = jax.vmap(make), jax.vmap(step)
        split = (lambda key: jax.random.split(key, runs)) if runs > 1 else (lambda key: key)

        @functools.partial(jax.jit, donate_argnums=0, static_argnums=2)
        def train(state, key, steps):
            body = lambda state, i: (step(state, split(jax.random.fold_in(key, i))), None)
            return jax.lax.scan(body, state, jnp.arange(steps))[0]

        self.loop = train
        self.state = jax.jit(make)(split(self.key))

    def initial(self, player, key):
        widths = self.workload.widths(player)
        keys = jax.random.split(key, len(widths) - 1)
        xavier = jax.nn.initializers.glorot_uniform()
        return [
            (xavier(key, (into, out), jnp.float32), jnp.zeros(out)) for key, into, out in zip(keys, widths, widths[1:])
        ]

    def train(self, steps):
        self.key, key = jax.random.split(self.key)
        self.state = self.loop(self.state, key, steps)
        jax.block_until_ready(self.state)

    def replay(self, layers, steps):
        moves = {
            kind: jax.jit(functools.partial(move, self.workload))
            for kind, move in {"D": move_discriminator, "G": move_generator, "both": move_both}.items()
        }
        # Weights lie here as [in, out].
        flipped = {p: [(jnp.asarray(weight.T), jnp.asarray(bias)) for weight, bias in layers[p]] for p in layers}
        state = {player: started(flipped[player]) for player in peer.PLAYERS}
        losses, count = [], 0
        for batches in steps:
            count += 1
            for index, batch in enumerate(batches):
                kind = "both" if self.workload.simultaneous else "G" if index == len(batches) - 1 else "D"
                state, values = moves[kind](state, {name: jnp.asarray(array) for name, array in batch.items()})
                losses += [float(value) for value in jax.tree.leaves(values)]
        end = {p: [(weight.T, bias) for weight, bias in state[p]["layers"]] for p in peer.PLAYERS}
        return losses, end, count


if __name__ == "__main__":
    peer.serve(JaxPeer)
