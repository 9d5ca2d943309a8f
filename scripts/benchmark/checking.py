"""Whether this program and its peers do the same work: the same losses from the same start and the same batches."""

import os

from safetensors.numpy import load_file

from competitors import gantrain

STEPS = 3
TOLERANCE = 1e-4
# Of the way that all parameters have come; float32 and optimizers that divide by a gradient's size leave so much.
MOVEMENT_TOLERANCE = 1e-2


class Disagreement(Exception):
    pass


def traced(workload, folder):
    path = os.path.join(folder, f"{workload}.safetensors")
    if not os.path.exists(path):
        gantrain("trace", "--config", f"bench/{workload}.json", "--steps", str(STEPS), "--out", path)
    return path


def losses(path):
    arrays, found = load_file(path), []
    for step in range(1, STEPS + 1):
        move = 0
        while f"{step}.{move}.batch.0.latent" in arrays:
            for player in ("discriminator", "generator"):
                loss = arrays.get(f"{step}.{move}.loss.{player}")
                if loss is not None:
                    found.append(float(loss[0]))
            move += 1
    return found


def check(workload, peers, folder):
    """Prints the losses side by side; raises Disagreement."""
    path = traced(workload, folder)
    own = losses(path)
    for peer in peers:
        answer = peer.check(path)
        theirs = answer["losses"]
        if len(own) != len(theirs):
            raise Disagreement(f"{workload}: {len(own)} losses of gantrain, {len(theirs)} of {peer.name}")
        # A critic's mean score may be near 0 where its scores are not.
        worst = max(abs(a - b) / max(abs(a), 0.1) for a, b in zip(own, theirs))
        last = f"last {own[-1]:.6f} and {theirs[-1]:.6f}"
        print(
            f"{workload}: {len(own)} losses of {STEPS} steps, {last}; {peer.name} differs by {worst:.1e} at most,"
            f" its parameters by {answer['movement']:.1e} of their way",
            flush=True,
        )
        if not worst <= TOLERANCE:
            raise Disagreement(f"{workload}: {peer.name} computes other losses than gantrain: {own} and {theirs}")
        if not answer["movement"] <= MOVEMENT_TOLERANCE:
            raise Disagreement(f"{workload}: {peer.name} moves other ways than gantrain")
