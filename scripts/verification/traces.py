"""Reading the files that `gantrain trace` writes."""

import json

import torch
from safetensors import safe_open

PLAYERS = ("discriminator", "generator")

FORMAT = "gantrain trace 2"


class TraceError(Exception):
    """The file is no trace, or lacks something without which nothing can be checked."""


class Trace:
    """The arrays of a trace by name, in float64 whatever the file holds, and which of them have been looked at."""

    def __init__(self, path):
        self.path = path
        self.arrays = {}
        self.used = set()
        self.real_batches = []  # as far as they have been read, in the order of the training
        types = set()
        try:
            with safe_open(path, "pt") as file:
                metadata = file.metadata() or {}
                for name in file.keys():
                    array = file.get_tensor(name)
                    types.add(array.dtype)
                    self.arrays[name] = array.to(torch.float64)
        except (OSError, ValueError) as error:
            raise TraceError(f"{path}: {error}") from error
        except Exception as error:  # SafetensorError has no stable place to import it from
            if type(error).__name__ != "SafetensorError":
                raise
            raise TraceError(f"{path}: not a safetensors file: {error}") from error
        if metadata.get("format") != FORMAT:
            raise TraceError(f"{path}: its format is {metadata.get('format')!r}, not {FORMAT!r}")
        self.configuration = json.loads(metadata["configuration"])
        game = self.configuration["game"]["kind"]
        if game != "network":
            raise TraceError(
                f"{path}: a trace of the game {game!r}; here are networks alone. 'gantrain game {game}' compares it "
                "with formulas"
            )
        self.steps = int(metadata["steps"])
        self.type = {"float32": torch.float32, "float64": torch.float64}[self.configuration["precision"]]
        self.wrong_types = sorted(str(kind) for kind in types - {self.type})

    def get(self, name):
        """The array of that name, or None; either way it is accounted for."""
        self.used.add(name)
        return self.arrays.get(name)

    def below(self, prefix):
        """All arrays whose names start with `prefix` and a dot, by the rest of their names."""
        prefix += "."
        names = [name for name in self.arrays if name.startswith(prefix)]
        self.used.update(names)
        return {name.removeprefix(prefix): self.arrays[name] for name in names}

    def unused(self):
        return sorted(set(self.arrays) - self.used)


def parameters(state, player):
    """A player's parameters in a state, by "<k>.weight" and "<k>.bias"."""
    return {name: array for name, array in below(state, player).items() if not name.endswith("_u")}


def singular_vectors(state):
    """The vectors u of the discriminator's spectral normalization, by "<k>.weight"."""
    arrays = below(state, "discriminator")
    return {name.removesuffix("_u"): array for name, array in arrays.items() if name.endswith("_u")}


def memory(state, player):
    """A player's optimizer memory in a state: {"count": [1], "<k>.weight.<slot>": array}."""
    return below(state, f"optimizer.{player}")


def below(state, prefix):
    return {name.removeprefix(prefix + "."): array for name, array in state.items() if name.startswith(prefix + ".")}


def named(prefix, arrays):
    return {f"{prefix}.{name}": array for name, array in arrays.items()}
