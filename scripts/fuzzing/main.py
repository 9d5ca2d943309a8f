"""The command line of scripts/fuzz."""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from calls import PROGRAM, ROOT, call, snapshot
from cases import KINDS, Bases, lay_out

KEPT = ROOT / "data/fuzz"
FINDINGS = Path("fuzz-findings")
# What calls may change: the run they are given and the folder they are told to write.
WRITABLE = ("run", "out", "comparison", "runs")


def arguments():
    parser = argparse.ArgumentParser(prog="scripts/fuzz", description="Gives gantrain damaged and generated input.")
    parser.add_argument("--seconds", type=float, default=60, help="how long to try new cases (default: 60)")
    parser.add_argument("--seed", type=int, default=1, help="which cases (default: 1)")
    parser.add_argument("--only", choices=KINDS, help="one kind of case")
    parser.add_argument("cases", nargs="*", type=Path, metavar="FILE.json", help="only these cases")
    return parser.parse_args()


def try_case(case, bases):
    """What is wrong, a sentence each, with the call in front."""
    found = []
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        place = Path(name).resolve()
        work, outside = lay_out(case, bases, place)
        before = snapshot(outside), snapshot(work, ignored=WRITABLE)
        for index, words in enumerate(case["calls"]):
            code, _, error, problems = call(words, work)
            if "exit" in case and code != case["exit"][index]:
                problems.append(f"exit code {code} in place of {case['exit'][index]}: {error[:200].decode(errors='replace')}")
            found += [f"gantrain {' '.join(words)[:300]}: {problem}" for problem in problems]
        after = snapshot(outside), snapshot(work, ignored=WRITABLE)
        if before != after or set(os.listdir(place)) != {"work", "outside"}:
            changed = {key for old, new in zip(before, after) for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
            found.append(f"wrote where it was not told to: {sorted(changed)[:5]}, {os.listdir(place)}")
    return found


def report(name, found):
    print(f"{name}: {len(found)} found")
    for sentence in found:
        print(f"    {sentence!a}" if not sentence.isprintable() else f"    {sentence}")


def main():
    options = arguments()
    if not os.access(PROGRAM, os.X_OK):
        print(f"no program {PROGRAM}; build it with: swift build -c release --product gantrain", file=sys.stderr)
        return 69
    with tempfile.TemporaryDirectory(prefix="fuzz-bases-") as folder:
        bases = Bases(folder)
        failed = 0
        kept = options.cases or sorted(KEPT.glob("*.json"))
        for file in kept:
            found = try_case(json.loads(file.read_text()), bases)
            if found:
                report(file, found)
                failed += 1
        print(f"{len(kept) - failed} of {len(kept)} kept cases passed", flush=True)
        if not options.cases:
            failed += new_cases(options, bases)
    return 1 if failed else 0


def new_cases(options, bases):
    kinds = [options.only] if options.only else list(KINDS)
    counts, findings, end = Counter(), 0, time.monotonic() + options.seconds
    while time.monotonic() < end:
        kind = kinds[sum(counts.values()) % len(kinds)]
        number = counts[kind]
        case = KINDS[kind](random.Random(f"{options.seed} {kind} {number}"), bases)
        found = try_case(case, bases)
        if found:
            FINDINGS.mkdir(exist_ok=True)
            file = FINDINGS / f"{kind}-{options.seed}-{number}.json"
            file.write_text(json.dumps(dict(about=found[0], **case), indent=1, ensure_ascii=True) + "\n")
            report(file, found)
            sys.stdout.flush()
            findings += 1
        counts[kind] += 1
    print(f"seed {options.seed}: {', '.join(f'{count} {kind}' for kind, count in counts.items())}; {findings} findings")
    return findings


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
