"""Whether `gantrain game` still prints the tables of data/games, on which pages of docs/results rest: games.py PROGRAM."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?")


def alike(kept, printed):
    """Words equal, numbers to a hundredth: where a run has come to rest, its distance is rounding."""
    if NUMBER.sub("#", kept).split() != NUMBER.sub("#", printed).split():
        return False
    pairs = zip(map(float, NUMBER.findall(kept)), map(float, NUMBER.findall(printed)))
    return all(abs(a - b) <= 0.01 * max(abs(a), abs(b)) or max(abs(a), abs(b)) < 1e-7 for a, b in pairs)


def main(program):
    failed = 0
    for file in sorted((ROOT / "data" / "games").glob("*.txt")):
        printed = subprocess.run(
            [program, "game", file.stem, "--no-figures"], capture_output=True, text=True, check=True
        ).stdout.rstrip("\n")
        kept = file.read_text().rstrip("\n")
        lines = list(zip(kept.split("\n"), printed.split("\n")))
        if len(kept.split("\n")) != len(printed.split("\n")):
            print(f"failed: {file.stem}: as many lines as in {file.relative_to(ROOT)}")
            failed += 1
        for old, new in lines:
            if not alike(old, new):
                print(f"failed: {file.relative_to(ROOT)} has\n  {old}\nand the program prints\n  {new}")
                failed += 1
        print(f"{file.stem}: {len(lines)} lines")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
