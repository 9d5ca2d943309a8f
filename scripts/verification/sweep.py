"""Traces the matrix's configurations with gantrain and verifies each."""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import time

import torch

import report
from combinations import FLOAT32, QUICK, matrix
from main import verdict
from matrix import STEPS, configuration
from traces import Trace, TraceError
from verification import verify

ROOT = pathlib.Path(__file__).resolve().parents[2]


def program():
    return os.environ.get("GANTRAIN") or str(ROOT / ".build/release/gantrain")


def chosen(arguments):
    """(name, configuration) of each trace to make."""
    table = matrix()
    doubles = list(table) if arguments.all else QUICK if arguments.quick else ()
    singles = FLOAT32 if arguments.float32 else ()
    for precision, names in (("float64", doubles), ("float32", singles)):
        for name in names:
            if arguments.only in name:
                suffix = " (float32)" if precision == "float32" else ""
                yield name + suffix, configuration(table[name]) | {"precision": precision}


def trace(folder, name, config):
    """The file with the trace of a configuration."""
    stem = folder / re.sub(r"[^A-Za-z0-9.-]+", "-", name)
    source, result = stem.with_suffix(stem.suffix + ".json"), stem.with_suffix(stem.suffix + ".safetensors")
    source.write_text(json.dumps(config, indent=2) + "\n")
    command = [program(), "trace", "--config", source, "--steps", str(STEPS), "--out", result]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode != 0 or not result.exists():
        said = (ended.stderr or ended.stdout).strip()
        raise TraceError(f"gantrain trace ended with {ended.returncode}: {said}")
    return result


def verify_matrix(arguments):
    """Prints a line per configuration and the worst of all; whether every one agrees."""
    if not os.access(program(), os.X_OK):
        print(f"error: no gantrain at {program()}; build it, or set GANTRAIN")
        return False
    configurations = list(chosen(arguments))
    if not configurations:
        print(f"error: no configuration has {arguments.only!r} in its name; all names: --all")
        return False
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(arguments.keep or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        return verify_each(folder, configurations)


def verify_each(folder, configurations):
    start = time.monotonic()
    results, failed = {}, []
    for name, config in configurations:
        try:
            result = verify(Trace(trace(folder, name, config)))
        except TraceError as error:
            failed.append(name)
            print(f"{name:<48} error: {error}", flush=True)
            continue
        if not result.passed():
            failed.append(name)
        results[name] = result
        print(line(name, result), flush=True)
    print(summary(results))
    for name in failed:
        print(f"disagrees: {name}")
    agreeing = f"{len(configurations) - len(failed)} of {len(configurations)} agree"
    print(f"{agreeing}, in {time.monotonic() - start:.0f} s; {worst_of_all(results)}")
    return not failed


def worst_of_all(results):
    precisions = {report.TOLERANCES[torch.float64]: "float64", report.TOLERANCES[torch.float32]: "float32"}
    found = {}
    for result in results.values():
        precision = precisions[result.tolerance]
        found[precision] = max(found.get(precision, 0.0), result.overall()[0])
    return "worst difference " + ", ".join(f"{worst:.1e} in {precision}" for precision, worst in found.items())


def line(name, result):
    difference, where, _ = result.overall()
    if result.passed():
        return f"{name:<48} {difference:>8.1e}  {where}"
    return f"{name:<48} {difference:>8.1e}  {verdict(result)}"


def summary(results):
    """For each precision, the worst difference of each class over all configurations."""
    lines = [""]
    for tolerance in sorted({result.tolerance for result in results.values()}):
        lines.append(f"worst of each class, tolerance {tolerance:g}:")
        for kind in report.CLASSES:
            found = [
                (*result.worst[kind], name)
                for name, result in results.items()
                if kind in result.worst and result.tolerance == tolerance
            ]
            if found:
                difference, where, name = max(found)
                compared = sum(r.counts.get(kind, 0) for r in results.values() if r.tolerance == tolerance)
                lines.append(f"  {kind:<18}{compared:>8}  {difference:>8.1e}  {where}, in {name}")
    return "\n".join([*lines, "", report.LEGEND])
