"""Losses, terms and field of a position on a batch."""

from dataclasses import dataclass

import torch

import fields
import spectral
from networks import network
from objectives import OBJECTIVES, smoothed
from penalties import PENALTIES, random_inputs
from traces import PLAYERS


@dataclass
class Losses:
    loss: dict  # {player: objective plus that player's penalties}
    terms: dict  # {(player, name): contribution, weight included}


def gradients(losses, position):
    """Each player's gradient of its own loss."""
    return {player: fields.differentiate(losses.loss[player], position, (player,))[player] for player in PLAYERS}


class Game:
    """The game of a configuration at one step, with that step's scheduled values."""

    def __init__(self, configuration, values):
        self.configuration = configuration
        self.values = values
        self.generate = network(configuration["generator"])
        self.judge = network(configuration["discriminator"])
        self.objective = smoothed(OBJECTIVES[configuration["objective"]], configuration["labelSmoothing"])

    @property
    def packing(self):
        return self.configuration["discriminator"]["packing"]

    def generated(self, position, batch):
        """Generated points, or packs of them as rows: arXiv 1712.04086."""
        made = self.generate(position["generator"], batch["latent"], self.packing)
        if self.configuration["generator"]["kind"] == "frozen":
            # gan_toy.py of arXiv 1704.00028: the real points of the same batch with noise.
            made = batch["real"] + made
        return self.packs(made)

    def packs(self, points):
        return torch.stack([points[place :: self.packing] for place in range(self.packing)], 1).flatten(1)

    def inputs(self):
        """Kinds of random inputs that a batch must hold."""
        kinds = {"real", "latent"}
        for entry in self.configuration["penalties"]:
            kinds.update(random_inputs(entry))
        if self.configuration["instanceNoise"] is not None:
            kinds.update(["realNoise", "fakeNoise"])
        return kinds

    def losses(self, position, batch, pairs):
        weights = None if isinstance(pairs, spectral.Calls) else spectral.normalized(position["discriminator"], pairs)

        def score(points):
            now = spectral.normalized(position["discriminator"], pairs) if weights is None else weights
            return self.judge(now, points)

        real, fake = self.packs(batch["real"]), self.generated(position, batch)
        seen_real, seen_fake = real, fake
        if self.configuration["instanceNoise"] is not None:
            # arXiv 1610.04490: the objective sees real and generated points through the same noise.
            seen_real = real + self.values["noise"] * batch["realNoise"]
            seen_fake = fake + self.values["noise"] * batch["fakeNoise"]
        if isinstance(pairs, spectral.Calls) and pairs.generator_alone:
            of_fake = score(seen_fake)
            of_real = score(seen_real)
        else:
            of_real = score(seen_real)
            of_fake = score(seen_fake)
        loss = dict(zip(PLAYERS, self.objective(of_real, of_fake)))
        terms = {}
        for entry in self.configuration["penalties"]:
            weight = self.values[f"penalty.{entry['kind']}"]
            if entry["kind"] == "l2":
                for player in PLAYERS:
                    if entry["player"] in ("both", player):
                        term = weight / 2 * sum((array**2).sum() for array in position[player].values())
                        terms[player, "l2"] = term
                        loss[player] = loss[player] + term
                continue
            term = PENALTIES[entry["kind"]](entry, weight, score, real, fake, batch)
            terms["discriminator", entry["kind"]] = term
            loss["discriminator"] = loss["discriminator"] + term
        return Losses(loss, terms)

    def field(self, position, batch, pairs):
        """Losses, and the directions of both players after the field methods, in the order of their list.

        `pairs` are the vectors of spectral normalization, see spectral.look.
        """
        losses = self.losses(position, batch, pairs)
        field = gradients(losses, position)
        for entry in self.configuration["fieldMethods"]:
            weight = self.values[f"field.{entry['kind']}"]
            field, terms = fields.apply(entry, weight, field, position, losses.loss)
            losses.terms |= {(player, entry["kind"]): term for player, term in terms.items()}
        return losses, field
