"""The workloads in PyTorch, eager, as somebody would write them who wants them fast.

Gradients are taken for the parameters of the player that moves and of nothing else; a graph of a gradient is made only
where it is differentiated again; both optimizers step without a Python loop over parameters.
"""

import math

import torch
from torch.nn.functional import linear, softplus

import peer


class TorchPeer:
    def __init__(self, workload, threads, runs):
        if runs != 1:
            raise ValueError("PyTorch is measured with one run")
        torch.set_num_threads(threads)
        torch.set_num_interop_threads(1)
        torch.manual_seed(0)
        self.version = f"PyTorch {torch.__version__}"
        self.workload = workload
        self.centres = torch.tensor(
            [
                [workload.radius * f(2 * math.pi * k / workload.modes) for f in (math.cos, math.sin)]
                for k in range(workload.modes)
            ]
        )
        self.start({player: self.initial(player) for player in peer.PLAYERS})

    def initial(self, player):
        widths = self.workload.widths(player)
        return [
            (torch.nn.init.xavier_uniform_(torch.empty(out, into)), torch.zeros(out))
            for into, out in zip(widths, widths[1:])
        ]

    def start(self, layers):
        self.layers = {
            player: [tuple(torch.as_tensor(array).clone().requires_grad_() for array in pair) for pair in pairs]
            for player, pairs in layers.items()
        }
        self.parameters = {player: [array for pair in self.layers[player] for array in pair] for player in peer.PLAYERS}
        self.optimizers = {player: self.optimizer(self.parameters[player]) for player in peer.PLAYERS}

    def optimizer(self, parameters):
        entry = self.workload.optimizer
        if entry["kind"] == "adam":
            betas = (entry["beta1"], entry["beta2"])
            return torch.optim.Adam(parameters, entry["learningRate"], betas, entry["epsilon"], fused=True)
        return torch.optim.RMSprop(
            parameters, entry["learningRate"], alpha=entry["decay"], eps=entry["epsilon"], foreach=True
        )

    def network(self, player, x):
        *hidden, last = self.layers[player]
        for weight, bias in hidden:
            x = linear(x, weight, bias)
            if self.workload.activation == "tanh":
                x = torch.tanh(x)
            elif self.workload.slope:
                x = torch.nn.functional.leaky_relu(x, self.workload.slope)
            else:
                x = torch.relu(x)
        return linear(x, *last)

    # The losses.

    def discriminator_loss(self, real, fake):
        if self.workload.objective == "wasserstein":
            return fake.mean() - real.mean()
        return softplus(-real).mean() + softplus(fake).mean()

    def generator_loss(self, fake):
        if self.workload.objective == "wasserstein":
            return -fake.mean()
        if self.workload.objective == "minimax":
            return -softplus(fake).mean()
        return softplus(-fake).mean()

    def scores(self, real, fake):
        """One pass over both, except where only the fake scores are differentiated a second time."""
        if self.workload.method == "jare":
            return self.network("discriminator", real), self.network("discriminator", fake)
        return self.network("discriminator", torch.cat([real, fake])).split([len(real), len(fake)])

    def slopes(self, points):
        """∇ₓD at every row, to be differentiated again, and the scores that it took."""
        points.requires_grad_()
        scores = self.network("discriminator", points)
        (slopes,) = torch.autograd.grad(scores.sum(), points, create_graph=True)
        return slopes, scores

    # The moves.

    def step(self, player, gradients):
        for parameter, gradient in zip(self.parameters[player], gradients):
            parameter.grad = gradient
        self.optimizers[player].step()

    def move_discriminator(self, batch):
        with torch.no_grad():
            fake = self.network("generator", batch["latent"])
        loss = self.penalized(batch, fake)
        self.step("discriminator", torch.autograd.grad(loss, self.parameters["discriminator"]))
        return loss

    def penalized(self, batch, fake):
        real = batch["real"]
        if self.workload.method == "r1":
            slopes, scores = self.slopes(real)
            loss = self.discriminator_loss(scores, self.network("discriminator", fake))
            return loss + self.workload.weight / 2 * slopes.square().sum(1).mean()
        loss = self.discriminator_loss(*self.scores(real, fake))
        if self.workload.method == "wganGP":
            share = batch["interpolation"]
            slopes, _ = self.slopes(share * real + (1 - share) * fake)
            lengths = (slopes.square().sum(1) + 1e-12).sqrt()
            loss = loss + self.workload.weight * (lengths - 1).square().mean()
        return loss

    def move_generator(self, batch):
        fake = self.network("generator", batch["latent"])
        loss = self.generator_loss(self.network("discriminator", fake))
        self.step("generator", torch.autograd.grad(loss, self.parameters["generator"]))
        return loss

    def move_both(self, batch):
        ofD, ofG = self.parameters["discriminator"], self.parameters["generator"]
        fake = self.network("generator", batch["latent"])
        real, fake = self.scores(batch["real"], fake)
        lossD, lossG = self.discriminator_loss(real, fake), self.generator_loss(fake)
        fieldD = torch.autograd.grad(lossD, ofD, create_graph=True)
        fieldG = torch.autograd.grad(lossG, ofG, create_graph=True)
        vD, vG = ([v.detach() for v in field] for field in (fieldD, fieldG))
        # The gradient of ½‖v‖² is that of v·(v as a constant).
        if self.workload.method == "jare":
            changes = torch.autograd.grad(fieldG, ofD, vG, retain_graph=True) + torch.autograd.grad(fieldD, ofG, vD)
        else:
            changes = torch.autograd.grad(fieldD + fieldG, ofD + ofG, vD + vG)
        directions = torch._foreach_add(vD + vG, changes, alpha=self.workload.weight)
        self.step("discriminator", directions[: len(vD)])
        self.step("generator", directions[len(vD) :])
        return lossD, lossG

    # The loops.

    def drawn(self, forGenerator=False):
        count = self.workload.batch
        batch = {"latent": torch.randn(count, self.workload.latent)}
        if forGenerator:
            return batch
        centres = self.centres[torch.randint(self.workload.modes, (count,))]
        batch["real"] = torch.randn(count, 2).mul_(self.workload.deviation).add_(centres)
        if self.workload.method == "wganGP":
            batch["interpolation"] = torch.rand(count, 1)
        return batch

    def train(self, steps):
        for _ in range(steps):
            if self.workload.simultaneous:
                self.move_both(self.drawn())
                continue
            for _ in range(self.workload.critic_steps):
                self.move_discriminator(self.drawn())
            self.move_generator(self.drawn(forGenerator=True))

    def replay(self, layers, steps):
        self.start(layers)
        losses, count = [], 0
        for moves in steps:
            batches = [{kind: torch.tensor(array) for kind, array in move.items()} for move in moves]
            if self.workload.simultaneous:
                losses += [loss.item() for loss in self.move_both(batches[0])]
            else:
                losses += [self.move_discriminator(batch).item() for batch in batches[:-1]]
                losses.append(self.move_generator(batches[-1]).item())
            count += 1
        end = {p: [tuple(array.detach().numpy() for array in pair) for pair in self.layers[p]] for p in peer.PLAYERS}
        return losses, end, count


if __name__ == "__main__":
    peer.serve(TorchPeer)
