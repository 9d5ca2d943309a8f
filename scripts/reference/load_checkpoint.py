"""Loads a run's generator into torch.nn.Sequential and compares its samples with the run's own.

    python3 scripts/reference/load_checkpoint.py RUN

Exits with 1 if a sample differs by more than 1e-5. Needs torch and safetensors.
"""

import json
import pathlib
import sys

import torch
from safetensors.torch import load_file


def activation(configuration):
    """The module of `activation` in a configuration."""
    kind = configuration["kind"]
    if kind == "lrelu":
        return torch.nn.LeakyReLU(configuration["slope"])
    return torch.nn.ReLU() if kind == "relu" else torch.nn.Tanh()


def main(run):
    configuration = json.loads((run / "config.json").read_text())
    state = load_file(run / "checkpoint.safetensors")
    # A run that keeps a moving average samples from it.
    prefix = "generator." if configuration["average"] is None else "generatorAverage."
    state = {name.removeprefix(prefix): value for name, value in state.items() if name.startswith(prefix)}

    modules = []
    for name, weight in sorted(state.items(), key=lambda item: int(item[0].split(".")[0])):
        if name.endswith("weight"):
            modules += [torch.nn.Linear(weight.shape[1], weight.shape[0]),
                        activation(configuration["generator"]["activation"])]
    generator = torch.nn.Sequential(*modules[:-1]).to(weight.dtype)
    generator.load_state_dict(state)

    def table(name):
        lines = (run / name).read_text().splitlines()[1:]
        return torch.tensor([[float(cell) for cell in line.split(",")] for line in lines], dtype=weight.dtype)

    with torch.no_grad():
        samples = generator(configuration["generator"]["inputScale"] * table("latents.csv"))
    worst = (samples - table("samples.csv")).abs().max().item()
    print(f"{len(samples)} samples, worst difference {worst:.1e}")
    return 0 if worst <= 1e-5 else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: load_checkpoint.py RUN")
    sys.exit(main(pathlib.Path(sys.argv[1])))
