"""compare.py <committed> <computed>: the same files with the same structure and the same numbers?

A number may differ by 1e-13 of itself. In the files that hold sums of products, by 1e-13 of the largest
number of its array: a sum whose terms cancel keeps the accuracy of its terms, not of its result, and
machines differ in the order of the additions inside a matrix product. Eigenvalues magnify such a difference
by their condition: in spectrum.json 1e-10 is allowed. So it is in distances.json and seeds.json, where differences of
large sums and roots are taken.
"""

import json
import pathlib
import sys

TOLERANCE = 1e-13
TOLERANCES = {"spectrum.json": 1e-10, "sga.json": 1e-10, "distances.json": 1e-10, "seeds.json": 1e-10}
SUMS_OF_PRODUCTS = {"mlp.json", "gan.json", "sga.json", "spectrum.json"}


def size(value):
    """The largest absolute number in an array of any depth; zero if it holds anything else."""
    if isinstance(value, list):
        return max(map(size, value), default=0.0)
    return abs(value) if isinstance(value, (int, float)) else 0.0


def differences(where, ours, theirs, scale, arraywise, tolerance):
    if isinstance(ours, dict) and isinstance(theirs, dict) and list(ours) == list(theirs):
        for key in ours:
            yield from differences(f"{where}.{key}", ours[key], theirs[key], 0.0, arraywise, tolerance)
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        scale = scale or (size(ours) if arraywise else 0.0)
        for index, (one, other) in enumerate(zip(ours, theirs)):
            yield from differences(f"{where}[{index}]", one, other, scale, arraywise, tolerance)
    elif type(ours) is float and type(theirs) is float:
        if abs(ours - theirs) > tolerance * max(abs(ours), abs(theirs), scale):
            yield f"{where}: committed {ours!r}, computed {theirs!r}"
    elif type(ours) is not type(theirs) or ours != theirs:
        yield f"{where}: committed and computed differ in kind, length or value"


def main():
    committed, computed = map(pathlib.Path, sys.argv[1:3])
    found = []
    names = {path.name for folder in (committed, computed) for path in folder.glob("*.json")}
    for name in sorted(names):
        if not (committed / name).exists() or not (computed / name).exists():
            found.append(f"{name}: only in one of the two folders")
            continue
        one, other = (json.loads((folder / name).read_text()) for folder in (committed, computed))
        tolerance = TOLERANCES.get(name, TOLERANCE)
        found += differences(name, one, other, 0.0, name in SUMS_OF_PRODUCTS, tolerance)
    for line in found[:20]:
        print(line)
    print(f"{len(names)} files compared, {len(found)} differences")
    sys.exit(1 if found or not names else 0)


main()
