"""What both peers have in common: a process that trains when it is told to, and says how long that took.

It is started with the file of a workload, a number of threads and a number of runs, trains one step, and then reads
one JSON command a line from standard input and answers each with one JSON line:
  {"command": "measure", "seconds": 0.5}   trains about so long → {"milliseconds", "steps", "peakMemoryMB"}
  {"command": "check", "trace": FILE}      replays a trace of gantrain → {"losses": […], "movement": …}
"""

import json
import os
import resource
import statistics
import sys
import time

import numpy
from safetensors.numpy import load_file

import workload
from workload import PLAYERS


class Replay:
    """A trace as numbers: the parameters at the start, the batches of every move, the parameters at the end."""

    def __init__(self, path):
        self.arrays = load_file(path)

    def parameters(self, player, step=0):
        """[(weight [out, in], bias [out])] by layer."""
        prefix = f"{step}.state.{player}."
        layers = sorted(
            int(name[len(prefix) :].split(".")[0])
            for name in self.arrays
            if name.startswith(prefix) and name.endswith(".weight")
        )
        return [(self.arrays[f"{prefix}{k}.weight"], self.arrays[f"{prefix}{k}.bias"]) for k in layers]

    def batch(self, step, move):
        prefix = f"{step}.{move}.batch.0."
        return {name[len(prefix) :]: array for name, array in self.arrays.items() if name.startswith(prefix)}

    def steps(self):
        step = 1
        while f"{step}.0.batch.0.real" in self.arrays:
            move = 0
            while f"{step}.{move}.batch.0.real" in self.arrays:
                move += 1
            yield [self.batch(step, m) for m in range(move)]
            step += 1


def flat(layers):
    return numpy.concatenate([numpy.asarray(array, dtype=numpy.float64).ravel() for pair in layers for array in pair])


def movement(replay, start, end, steps):
    """How far the players have come from where gantrain has come to, as a share of the way."""
    way = numpy.concatenate([flat(replay.parameters(p, steps)) - flat(replay.parameters(p)) for p in PLAYERS])
    own = numpy.concatenate([flat(end[p]) - flat(start[p]) for p in PLAYERS])
    return float(numpy.linalg.norm(own - way) / numpy.linalg.norm(way))


def check(peer, path):
    replay = Replay(path)
    start = {player: replay.parameters(player) for player in PLAYERS}
    losses, end, steps = peer.replay(start, replay.steps())
    return {"losses": losses, "movement": movement(replay, start, end, steps)}


class Stopwatch:
    """Times training. The number of steps is chosen once: JAX compiles a loop for each."""

    def __init__(self, train):
        self.train = train
        self.steps = None

    def timed(self, steps):
        start = time.perf_counter()
        self.train(steps)
        return (time.perf_counter() - start) / steps

    def measure(self, seconds):
        if self.steps is None:
            step = statistics.median(self.timed(1) for _ in range(5))
            self.steps = max(1, round(seconds / step))
            self.train(self.steps)
        return self.timed(self.steps)


def peak_memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def serve(make):
    """`make(workload, threads, runs)` is the peer: it has `train(steps)`, `replay(…)` and `version`."""
    path, threads, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    peer = make(workload.load(path), threads, runs)
    peer.train(1)
    # Since the driver started this process: interpreter, imports and compilation included.
    first = time.time() - float(os.environ["BENCHMARK_START"])
    answer({"version": peer.version, "secondsToFirstStep": first})
    watch = Stopwatch(peer.train)
    for line in sys.stdin:
        request = json.loads(line)
        if request["command"] == "check":
            answer(check(peer, request["trace"]))
        else:
            each = watch.measure(request["seconds"])
            answer({"milliseconds": 1e3 * each / runs, "steps": watch.steps, "peakMemoryMB": peak_memory()})


def answer(value):
    print(json.dumps(value), flush=True)
