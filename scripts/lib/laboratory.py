"""laboratory.py FOLDER [--all]: writes the configurations that scripts/verify --quick traces into a folder, or all of its
matrix, in both precisions; but for Anderson mixing's, with which a page cannot train."""

import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "verification"))
from combinations import FLOAT32, QUICK, matrix  # noqa: E402
from matrix import BASE, configuration  # noqa: E402

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, changes in matrix().items():
    for precision in ("float64", "float32"):
        changed = configuration(changes)
        if "mixing" in changed or ("--all" not in sys.argv and name not in {*QUICK, *FLOAT32}):
            continue
        # More numbers than a block of a chain has, and no multiple of a vector; particles stand equally often in 2400 samples.
        if changed["batch"] == BASE["batch"]:
            changed["batch"] = 200
        file = re.sub(r"[^A-Za-z0-9-]+", "-", name) + f"-{precision}.json"
        (folder / file).write_text(json.dumps(changed | {"precision": precision}, indent=2) + "\n")
