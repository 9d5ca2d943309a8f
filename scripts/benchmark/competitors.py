"""Processes that train when they are told to: this program and its peers."""

import json
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PROGRAM = os.environ.get("GANTRAIN") or os.path.join(ROOT, ".build", "release", "gantrain")


class Failed(Exception):
    """A process that did not do what it was started for."""


class Place:
    """Where a process may run: so many cores, always the same ones, and the environment that goes with them."""

    def __init__(self, threads, core=None):
        self.threads = threads
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("OPENBLAS_", "OMP_", "MKL_"))}
        self.environment["PYTHONDONTWRITEBYTECODE"] = "1"
        self.environment["OMP_NUM_THREADS"] = str(threads)
        if core:
            self.environment["OPENBLAS_CORETYPE"] = core
        if threads == 1:
            self.environment["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

    @staticmethod
    def cores():
        return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []

    def pin(self):
        if self.cores():
            os.sched_setaffinity(0, self.cores()[-self.threads :])

    def start(self, command, **options):
        return subprocess.Popen(
            command, env=self.environment, preexec_fn=self.pin, stdout=subprocess.PIPE, text=True, **options
        )


def gantrain(*arguments, place=None):
    process = (place or Place(1)).start([PROGRAM, *arguments])
    output, _ = process.communicate()
    if process.returncode != 0:
        raise Failed(f"gantrain {' '.join(arguments)} failed with status {process.returncode}")
    return output


class Gantrain:
    """This program. It starts so fast that every measurement is a process of its own."""

    name = "gantrain"

    def __init__(self, workload, place, runs=1):
        self.command = ["bench", workload, "--threads", str(place.threads), "--runs", str(runs), "--json"]
        self.place = place
        self.firsts, self.version, self.estimate = [], None, None

    def measure(self, seconds):
        steps = [] if self.estimate is None else ["--steps", str(max(1, round(seconds / self.estimate)))]
        result = json.loads(gantrain(*self.command, "--repeats", "1", *steps, place=self.place))
        self.version, self.core = result["openBLAS"], result["blasCore"]
        self.estimate = result["millisecondsPerStep"] * result["runs"] / 1e3
        self.firsts.append(result["secondsToFirstStep"])
        self.memory = result["peakMemoryMB"]
        return result["millisecondsPerStep"]

    @property
    def first(self):
        return sorted(self.firsts)[len(self.firsts) // 2]

    def stop(self):
        pass


class Peer:
    """A Python program that stays and waits between measurements."""

    def __init__(self, name, program, configuration, place, runs=1):
        self.name = name
        environment = {"BENCHMARK_START": repr(time.time())}
        place.environment |= environment
        command = [sys.executable, os.path.join(HERE, program), configuration, str(place.threads), str(runs)]
        self.process = place.start(command, stdin=subprocess.PIPE)
        greeting = self.answer()
        self.version, self.first, self.memory = greeting["version"], greeting["secondsToFirstStep"], None

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise Failed(f"{self.name} ended with status {self.process.wait()}")
        return json.loads(line)

    def ask(self, **request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return self.answer()

    def measure(self, seconds):
        answer = self.ask(command="measure", seconds=seconds)
        self.memory = answer["peakMemoryMB"]
        return answer["milliseconds"]

    def check(self, trace):
        return self.ask(command="check", trace=trace)

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def jax(configuration, place, runs=1):
    return Peer("JAX", "jax_peer.py", configuration, place, runs)


def torch(configuration, place):
    return Peer("PyTorch", "torch_peer.py", configuration, place)
