"""The command line of scripts/bench: this program and its peers, measured in turn."""

import argparse
import datetime
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass

import checking
import tables
from competitors import ROOT, Failed, Gantrain, Place, gantrain, jax, torch

WORKLOADS = ("ring_ns", "r1_256", "wgangp_256", "jare_256", "mog8_64", "conopt_16", "r1_16", "study_16")
# What somebody who studies methods trains by the dozen.
SIDE_BY_SIDE = ("conopt_16", "r1_16", "study_16")
RUNS = 32
PAGE = os.path.join(ROOT, "docs", "benchmarks.md")
# Tables with the kernels of another core of OpenBLAS.
CORE_PAGE = os.path.join(ROOT, "data", "benchmarks-{}.md")


@dataclass
class Result:
    workload: str
    times: dict
    first: dict
    memory: dict
    blas: float = 0
    limit: float = 0


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(64, f"{self.prog}: {message}\n")  # EX_USAGE of sysexits.h, as gantrain


def arguments():
    parser = Parser(
        prog="scripts/bench", description="Measures gantrain, JAX and PyTorch in turn on the workloads of configs/bench."
    )
    parser.add_argument("--quick", action="store_true", help="few rounds, one thread; about two minutes")
    parser.add_argument("--check", action="store_true", help="only check that all three do the same work")
    parser.add_argument("--only", metavar="NAMES", help="workloads, separated by commas")
    parser.add_argument("--rounds", type=int, metavar="N", help="rounds; the median counts")
    parser.add_argument("--threads", metavar="N,…", help="thread counts (default: 1,2)")
    parser.add_argument("--core", metavar="NAME", help="the core that OpenBLAS shall take the machine for")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    parsed = parser.parse_args()
    parsed.only = parsed.only.split(",") if parsed.only else list(WORKLOADS)
    for name in parsed.only:
        if name not in WORKLOADS:
            parser.error(f"--only {name}: the workloads are {', '.join(WORKLOADS)}")
    if parsed.rounds is not None and parsed.rounds < 1:
        parser.error("--rounds must be at least 1")
    try:
        threads = [int(word) for word in (parsed.threads or ("1" if parsed.quick else "1,2")).split(",")]
    except ValueError:
        threads = [0]
    if min(threads) < 1:
        parser.error("--threads takes numbers of at least 1, separated by commas")
    cores = len(Place.cores()) or os.cpu_count() or 1
    parsed.threads = [count for count in threads if count <= cores]
    if parsed.threads != threads:
        print(f"This machine lets a program use {cores} cores: only {parsed.threads} of {threads} threads.")
    parsed.rounds = parsed.rounds or (2 if parsed.quick else 7)
    parsed.seconds = 0.15 if parsed.quick else 0.5
    return parsed


def in_turn(competitors, rounds, seconds):
    """Times by competitor; whoever was first in a round is last in the next, so that noise hits all alike."""
    times = {competitor.name: [] for competitor in competitors}
    for competitor in competitors:
        competitor.measure(seconds / 4)
    order = list(competitors)
    for _ in range(rounds):
        for competitor in order:
            times[competitor.name].append(competitor.measure(seconds))
        order.append(order.pop(0))
    return times


def finished(workload, competitors, times, blas=0, limit=0):
    facts = lambda value: {competitor.name: getattr(competitor, value) for competitor in competitors}
    result = Result(workload, times, facts("first"), facts("memory"), blas, limit)
    for competitor in competitors:
        competitor.stop()
    return result


class Session:
    """One call of scripts/bench."""

    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.versions = {}

    def configuration(self, workload):
        path = os.path.join(self.folder, f"{workload}.json")
        if not os.path.exists(path):
            with open(path, "w") as file:
                file.write(gantrain("config", "show", f"bench/{workload}.json"))
        return path

    def place(self, threads):
        return Place(threads, self.options.core)

    def check(self, workload, peers):
        checking.check(workload, peers, self.folder)

    def check_only(self):
        for workload in self.options.only:
            path = self.configuration(workload)
            for start in (jax, torch):
                peer = start(path, self.place(1))
                self.check(workload, [peer])
                peer.stop()

    def one_run(self, workload, threads):
        path = self.configuration(workload)
        peers = [jax(path, self.place(threads)), torch(path, self.place(threads))]
        if threads == self.options.threads[0]:
            self.check(workload, peers)
        competitors = [Gantrain(workload, self.place(threads)), *peers]
        times = in_turn(competitors, self.options.rounds, self.options.seconds)
        self.versions |= {c.name: c.version for c in competitors} | {"core": competitors[0].core}
        explained = json.loads(
            gantrain(
                "explain", "--config", f"bench/{workload}.json", "--threads", str(threads), "--json",
                place=self.place(threads),
            )
        )
        return finished(workload, competitors, times, explained["blasMilliseconds"], explained["fusedMilliseconds"])

    def side_by_side(self, workload, threads):
        path = self.configuration(workload)
        competitors = [Gantrain(workload, self.place(threads), RUNS), jax(path, self.place(threads), RUNS)]
        times = in_turn(competitors, self.options.rounds, self.options.seconds)
        return finished(workload, competitors, times)

    def measure(self):
        parts = []
        for threads in self.options.threads:
            results = [self.one_run(workload, threads) for workload in self.options.only]
            parts.append(f"One run, {counted(threads)}, a step:\n\n{tables.one_run(results)}")
        many = [workload for workload in self.options.only if workload in SIDE_BY_SIDE]
        if many:
            threads = self.options.threads[-1]
            results = [self.side_by_side(workload, threads) for workload in many]
            parts.append(f"{RUNS} runs at once, {counted(threads)}, a step of one run:\n\n{tables.many_runs(results)}")
        return "\n\n".join([self.heading(), *parts]) + "\n"

    def heading(self):
        versions = self.versions
        when = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
        return (
            f"{when}, commit {commit()}, {processor()}, {len(Place.cores()) or os.cpu_count()} cores; "
            f"{versions['gantrain']}, core {versions['core']}; {versions['JAX']}; {versions['PyTorch']}; "
            f"Python {platform.python_version()}; medians of {self.options.rounds} rounds of {self.options.seconds} s"
        )


def counted(threads):
    return f"{threads} thread" + ("" if threads == 1 else "s")


def commit():
    def git(*words):
        return subprocess.run(["git", "-C", ROOT, *words], capture_output=True, text=True).stdout.strip()

    changed = git("status", "--porcelain", "--", "Sources", "Package.swift", "scripts", "configs")
    return (git("rev-parse", "--short", "HEAD") or "unknown") + (" with changes" if changed else "")


def processor():
    try:
        with open("/proc/cpuinfo") as file:
            return next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def write(report, core):
    """Puts the report into its page, and returns the page's path."""
    name = f"measured with {core}" if core else "measured"
    path = CORE_PAGE.format(core.lower()) if core else PAGE
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    text = open(path).read() if os.path.exists(path) else ""
    if begin not in text:
        raise Failed(f"{os.path.relpath(path)} has no place for it: {begin}")
    before, rest = text.split(begin)
    with open(path, "w") as file:
        file.write(f"{before}{begin}\n\n{report}\n{end}{rest.split(end)[1]}")
    return os.path.relpath(path)


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        session = Session(options, folder)
        if options.check:
            session.check_only()
            return
        report = session.measure()
    print("\n" + report, end="")
    if options.write:
        print(f"\nThe tables are in {write(report, options.core)}.")


if __name__ == "__main__":
    # A reader that has gone away (`scripts/bench … | head`) ends the program quietly.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        main()
    except (Failed, checking.Disagreement) as error:
        sys.exit(f"scripts/bench: {error}")
