"""Cases: a base to start from, files to change in it, and calls to make. A case is plain JSON, so that a finding can be
kept and tried again:

  base      a run that the program made: network, half (at half of its steps) or game; or none
  files     by path: {"text": …}, {"base64": …}, {"link": target}, {"fifo": true}, {"folder": true} or {"gone": true}
  calls     lists of arguments
  exit      the exit codes that are right, one for each call, where they are known
"""

import base64
import json
import os
import shutil
from pathlib import Path

import damage
import schema
from calls import ROOT, call

TINY = ["--set", "generator.hidden=[4]", "--set", "discriminator.hidden=[4]", "--set", "batch=8",
        "--set", "record.samples=32", "--set", "record.snapshots=2"]
QUIET = ["--quiet", "--no-figures"]
RUN_FILES = ["config.json", "metrics.csv", "summary.json", "samples.csv", "latents.csv", "snapshots.csv",
             "surfaces.safetensors",
             "checkpoint.safetensors"]


class Bases:
    """Runs that cases start from, made once."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.make("network", "train", "--config", "mog8.json", *TINY, "--set", "record.keepEvery=10",
                  "--set", "record.spectrumEvery=10", "--set", "record.spectrumBatches=1", "--set", "record.metricsEvery=5",
                  "--steps", "20")
        self.make("game", "train", "--config", "dirac.json", "--steps", "30", "--set", "record.evaluateEvery=10")
        # As if it had been killed after step 10.
        half = self.folder / "half"
        shutil.copytree(self.folder / "network", half)
        shutil.copy(min((half / "checkpoints").iterdir()), half / "checkpoint.safetensors")
        for name in ("summary.json", "samples.csv", "latents.csv"):
            (half / name).unlink()
        self.configurations = [self.shown(file) for file in sorted(ROOT.glob("configs/*.json"))]
        self.schema = json.loads(self.output("config", "schema"))

    def make(self, name, *arguments):
        code, _, error, found = call([*arguments, "--out", str(self.folder / name), *QUIET], self.folder)
        if code != 0 or found:
            raise SystemExit(f"could not make the run {name}: {error.decode(errors='replace')}{found}")

    def output(self, *arguments):
        return call(list(arguments), self.folder)[1]

    def shown(self, file):
        return json.loads(self.output("config", "show", str(file)))

    def bytes(self, base, name):
        return (self.folder / base / name).read_bytes()


def content(data):
    try:
        return {"text": data.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode()}


def train(*arguments):
    return ["train", "--steps", "2", "--out", "out", "--threads", "1", *QUIET, *arguments]


def configuration(random, bases):
    way = random.randrange(4)
    if way == 0:
        tree = schema.sample(random, bases.schema)
    elif way == 1:
        # Subtrees of two that ship, exchanged.
        tree, other = (dict(random.choice(bases.configurations)) for _ in range(2))
        for key in random.sample(sorted(other), 3):
            tree[key] = other[key]
    else:
        tree = damage.json_tree(random, random.choice(bases.configurations))
    data = json.dumps(tree).encode()
    if way == 3:
        data = damage.raw(random, data)
    calls = [["config", "check", "c.json"], ["config", "show", "c.json"]]
    small = TINY if isinstance(tree, dict) and tree.get("game", {"kind": "network"}) == {"kind": "network"} else []
    calls.append(train("--config", "c.json", *small))
    return {"base": None, "files": {"c.json": content(data)}, "calls": calls}


def setting(random, bases):
    changes = []
    for _ in range(random.randrange(1, 4)):
        tree = random.choice(bases.configurations)
        path = ".".join(map(str, random.choice(list(damage.places(tree)))))
        if random.random() < 0.2:
            path = damage.text(random, path)
        new = damage.value(random)
        written = new if isinstance(new, str) and random.random() < 0.7 else json.dumps(new)
        changes += ["--set", f"{path}={written}".replace("\0", "")]
    return {"base": None, "files": {}, "calls": [train("--config", "mog8.json", *TINY, *changes)]}


def reading(random):
    """Calls that read the folder `run`."""
    return random.choice([
        ["resume", "run", *QUIET],
        ["resume", "run", *QUIET],
        ["spectrum", "run", "--no-figures", "--batches", "1", "--out", "out"],
        ["spectrum", "run", "--no-figures", "--batches", "1", "--at", random.choice(["10", "20", "0", "-1", "99"])],
        ["compare", "run", "other", "--no-figures"],
        ["compare", "run", "other", "--json"],
        ["compare", "run", "run", "--no-figures", "--quiet"],
        ["plot", "run"],
        ["train", "--config", "mog8.json", *TINY, "--steps", "2", "--out", "run", "--overwrite", *QUIET],
    ])


def checkpoint(random, bases):
    base = random.choice(["network", "half"])
    original = bases.bytes(base, "checkpoint.safetensors")
    change = random.choice([damage.raw, damage.safetensors])
    return {"base": base, "files": {"run/checkpoint.safetensors": content(change(random, original))},
            "calls": [reading(random), reading(random)]}


def data(random, bases):
    points = "x,y\n" + "".join(f"{i / 7},{-i / 3}\n" for i in range(12))
    change = random.choice([damage.table, damage.raw])
    source = json.dumps({"kind": "csv", "path": "points.csv"})
    return {"base": None, "files": {"points.csv": content(change(random, points.encode()))},
            "calls": [train("--config", "mog8.json", *TINY, "--set", f"data={source}")]}


def folder(random, bases):
    base = random.choice(["network", "half", "game"])
    files = {}
    present = [str(file.relative_to(bases.folder / base)) for file in sorted((bases.folder / base).rglob("*"))
               if file.is_file()]
    for _ in range(random.choice([1, 1, 2, 3])):
        name = random.choice([random.choice(present), random.choice(RUN_FILES)])
        original = bases.bytes(base, name) if name in present else b""
        files[f"run/{name}"] = damaged(random, name, original)
    return {"base": base, "files": files, "calls": [reading(random), reading(random)]}


def damaged(random, name, original):
    way = random.randrange(8)
    if way == 0:
        return random.choice([{"gone": True}, {"text": ""}, {"folder": True}, {"fifo": True}])
    if way == 1:
        return {"link": random.choice(["../../outside/canary", "/dev/null", "/dev/zero", "/dev/full", "nowhere", ".",
                                       os.path.basename(name), "../other/" + name])}
    if way < 4 or not original:
        return content(damage.raw(random, original))
    if name.endswith(".csv"):
        return content(damage.table(random, original))
    if name.endswith(".json"):
        return content(json.dumps(damage.json_tree(random, json.loads(original))).encode())
    return content(damage.safetensors(random, original))


COMMANDS = ["train", "resume", "game", "plot", "compare", "spectrum", "trace", "explain", "config", "help", ""]
OPTIONS = ["--config", "--seed", "--set", "--steps", "--out", "--threads", "--quiet", "--no-figures", "--json", "--at",
           "--batches", "--step", "--method", "--count", "--gamma", "--eta", "--start", "--overwrite", "--plain", "--",
           "--no-times", "--of", "--dimension", "--apart", "--path", "--help", "--version", "--write-jacobian"]
WORDS = ["dirac", "bilinear", "gaussian", "quadratic", "run", "other", "mog8.json", "check", "show", "keys", "1", "0", "-1",
         "1.5", "krylov", "dense", "out", ".", "..", "/dev/null", "nowhere/at/all", "a=b", "batch=1", "1,1", "=", "x."]


def arguments(random, bases):
    made = [random.choice(COMMANDS)]
    for _ in range(random.randrange(5)):
        made.append(random.choice(OPTIONS) if random.random() < 0.5 else random.choice(WORDS + damage.TEXTS))
        if random.random() < 0.2:
            made.append(str(random.choice(damage.NUMBERS)))
    # Long by design, and these cases are about words.
    limits = ["--steps", "2"] if made[0] in ("train", "game", "trace") and "--steps" not in made else []
    return {"base": "network", "files": {}, "calls": [[a.replace("\0", "") for a in [*made, *limits]]]}


PIECES = ["x", "y", "x2", "y17", "z", "1", ".5", "1e", "9e99", "1e999", "+", "-", "*", "**", "/", "^", "(", ")", ",", " ",
          "sin(", "exp(", "log(", "sqrt(", "abs(", "dot(", "sum(", "pi", "f3", "²", "−", "·", "é", "🙂", "\u0301", "\x1b[1m",
          "\u202e", "\n", "randomBilinear(2,3,0)", "randomQuadratic(", "_"]


def formula(random, bases):
    text = "".join(random.choice(PIECES) for _ in range(random.randrange(1, 14)))
    if random.random() < 0.1:
        text *= random.choice([50, 1000])
    if random.random() < 0.3:
        text = f"({text})*y + x"
    calls = [["game", "--of", text, "--steps", "20", "--no-figures"]]
    if random.random() < 0.5:
        game = json.dumps({"kind": "function", "of": text})
        calls = [train("--config", "dirac.json", "--set", f"game={game}")]
    return {"base": None, "files": {}, "calls": calls}


KINDS = {kind.__name__: kind for kind in (configuration, setting, checkpoint, data, folder, arguments, formula)}


def lay_out(case, bases, place):
    """The folders of a case: `work`, where it is called, and `outside`, which nobody may touch."""
    work, outside = place / "work", place / "outside"
    work.mkdir(parents=True)
    outside.mkdir()
    (outside / "canary").write_text("step,canary\n1,1\n")
    if case["base"]:
        shutil.copytree(bases.folder / case["base"], work / "run", symlinks=True)
        shutil.copytree(bases.folder / case["base"], work / "other", symlinks=True)
    for name, new in case["files"].items():
        path = work / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.is_symlink() or path.exists():
            path.unlink()
        path.parent.mkdir(parents=True, exist_ok=True)
        if "text" in new:
            path.write_bytes(new["text"].encode())
        elif "base64" in new:
            path.write_bytes(base64.b64decode(new["base64"]))
        elif "link" in new:
            path.symlink_to(new["link"])
        elif "fifo" in new:
            os.mkfifo(path)
        elif "folder" in new:
            path.mkdir()
    return work, outside
