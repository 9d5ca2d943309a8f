"""Has the programs that exports are for read them, and compares what they read with the run's own files.

usage: exports.py GANTRAIN FOLDER
"""

import csv
import json
import pathlib
import subprocess
import sys

import numpy as np
import onnx
import onnxruntime
from safetensors.numpy import load_file
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

PROGRAM, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])

RUN = {
    "steps": 60,
    "batch": 16,
    "threads": 1,
    "data": {"kind": "ring", "modes": 3, "radius": 1, "standardDeviation": 0.2},
    "latent": {"width": 3},
    "generator": {"hidden": [7, 5], "optimizer": {"learningRate": 0.01}},
    "discriminator": {"hidden": [6, 4], "optimizer": {"learningRate": 0.01}},
    "record": {"metricsEvery": 7, "evaluateEvery": 20, "samples": 40, "snapshots": 3},
}

# What networks can be made of, by name: changes to RUN, and whether rows are independent of one another.
NETWORKS = {
    "lrelu": ({}, True),
    "relu": ({"generator.activation": {"kind": "relu"}, "discriminator.activation": {"kind": "relu"}}, True),
    "tanh": ({"generator.activation": {"kind": "tanh"}, "discriminator.inputScale": 0.25}, True),
    "spectral": ({"discriminator.spectralNormalization": {}, "average": {"decay": 0.9}}, True),
    "normalized": (
        {
            "generator.batchNormalization": {"epsilon": 1e-4},
            "discriminator.activation": {"kind": "maxout", "pieces": 3},
        },
        False,
    ),
    "no-biases": ({"generator.biases": "none", "discriminator.biases": "hidden"}, True),
    "packed": ({"generator.batchNormalization": {"epsilon": 1e-4}, "discriminator.packing": 2}, False),
    "line": ({"data": {"kind": "mixture", "centres": [1, -1], "standardDeviation": 0.2}}, True),
}

failures = []
passed = 0


def expect(what, condition, remark=""):
    global passed
    if condition:
        passed += 1
    else:
        failures.append(what)
        print(f"failed: {what} {remark}")


def gantrain(*arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"gantrain {' '.join(map(str, arguments))} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout.splitlines()


def train(name, changes, figures=False):
    configuration = json.loads(json.dumps(RUN)) | {"name": name}
    for key, value in changes.items():
        *path, last = key.split(".")
        place = configuration
        for part in path:
            place = place[part]
        place[last] = value
    file = FOLDER / f"{name}.json"
    file.write_text(json.dumps(configuration))
    run = FOLDER / name
    gantrain("--config", file, "--out", run, "--quiet", *([] if figures else ["--no-figures"]))
    return run


def numbers(file):
    return np.loadtxt(file, delimiter=",", skiprows=1, ndmin=2)


def check_networks(run, isolated):
    double = json.loads((run / "config.json").read_text())["precision"] == "float64"
    kind, bound = (np.float64, 1e-12) if double else (np.float32, 1e-5)

    def network(player):
        file = str(run / "exports" / f"{player}.onnx")
        onnx.checker.check_model(onnx.load(file), full_check=True)
        session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
        return lambda points: session.run(None, {"points": points.astype(kind)})[0]

    gantrain("export", run, "--to", "onnx")
    generator, discriminator = network("generator"), network("discriminator")
    latents, samples = numbers(run / "latents.csv"), numbers(run / "samples.csv")
    made = generator(latents)
    error = np.abs(made - samples).max() / np.abs(samples).max()
    expect(f"{run.name}: samples of onnxruntime", made.dtype == kind and error < bound, f"differ by {error:.1e}")
    if isolated:
        for rows in (1, 2, 5):
            error = np.abs(generator(latents[:rows]) - samples[:rows]).max() / np.abs(samples).max()
            expect(f"{run.name}: {rows} samples at a time", error < bound, f"differ by {error:.1e}")
    width = json.loads((run / "config.json").read_text())["discriminator"]["packing"] * samples.shape[1]
    scores = discriminator(np.resize(samples, (6, width)))
    expect(f"{run.name}: points of {width} numbers", scores.shape == (6, 1))
    if (run / "surfaces.safetensors").exists() and samples.shape[1] == 2:
        surfaces = load_file(run / "surfaces.safetensors")
        steps = json.loads((run / "summary.json").read_text())["steps"]
        with np.load(run / "exports" / "run.npz") as arrays:
            mesh = np.stack(np.meshgrid(arrays["surface_x"], arrays["surface_y"]), axis=-1).reshape(-1, 2)
        expected = surfaces[f"step-{steps}"].reshape(-1, 1)
        error = np.abs(discriminator(mesh) - expected).max() / np.abs(expected).max()
        # Surfaces are kept in single precision.
        expect(f"{run.name}: scores of onnxruntime", error < 1e-5, f"differ by {error:.1e}")


def check_arrays(run):
    gantrain("export", run, "--to", "npz")
    with np.load(run / "exports" / "run.npz", allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    with open(run / "metrics.csv") as file:
        names, *rows = csv.reader(file)
    table = np.array([[float(cell) if cell else np.nan for cell in row] for row in rows])
    expect(f"{run.name}: columns", list(arrays["columns"]) == names)
    expect(f"{run.name}: metrics", np.array_equal(arrays["metrics"], table, equal_nan=True))
    for name in ("samples", "latents"):
        read = numbers(run / f"{name}.csv").astype(arrays[name].dtype)
        expect(f"{run.name}: {name}", np.array_equal(arrays[name], read))
    snapshots = numbers(run / "snapshots.csv")
    steps = np.repeat(arrays["snapshot_steps"], arrays["snapshots"].shape[1])
    expect(f"{run.name}: steps of snapshots", np.array_equal(steps, snapshots[:, 0]))
    points = arrays["snapshots"].reshape(-1, arrays["snapshots"].shape[2])
    expect(f"{run.name}: snapshots", np.array_equal(points, snapshots[:, 1:].astype("float32")))
    file = run / "surfaces.safetensors"
    surfaces = load_file(file) if file.exists() else {}
    if not surfaces:
        expect(f"{run.name}: no surfaces", not any(name.startswith("surface") for name in arrays))
        return
    expect(f"{run.name}: steps of surfaces", {f"step-{step}" for step in arrays["surface_steps"]} == set(surfaces))
    for step, scores in zip(arrays["surface_steps"], arrays["surfaces"]):
        expect(f"{run.name}: surface of step {step}", np.array_equal(scores, surfaces[f"step-{step}"]))


def check_events(run):
    gantrain("export", run, "--to", "tensorboard")
    events = EventAccumulator(str(run / "exports"), size_guidance={"scalars": 0, "images": 0}).Reload()
    with open(run / "metrics.csv") as file:
        rows = list(csv.DictReader(file))
    tags = {tag.split("/")[-1]: tag for tag in events.Tags()["scalars"]}
    expect(f"{run.name}: tags", set(tags) == {name for row in rows for name in row if row[name]} - {"step"})
    for name, tag in tags.items():
        expected = [(int(row["step"]), np.float32(row[name])) for row in rows if row[name]]
        found = [(event.step, np.float32(event.value)) for event in events.Scalars(tag)]
        expect(f"{run.name}: {tag}", found == expected)
    times = [event.wall_time for event in events.Scalars(tags["seconds"])]
    seconds = [float(row["seconds"]) for row in rows if row["seconds"]]
    expect(f"{run.name}: times", np.allclose(np.diff(times), np.diff(seconds), atol=1e-6) and times[0] > 1.7e9)
    figures = sorted((run / "figures").glob("*.png"))
    expect(f"{run.name}: pictures", len(events.Tags()["images"]) == len(figures))
    for figure in figures:
        image = events.Images(f"figures/{figure.stem}")[0]
        size = np.frombuffer(figure.read_bytes()[16:24], ">u4")
        same = image.encoded_image_string == figure.read_bytes() and (image.width, image.height) == tuple(size)
        expect(f"{run.name}: figures/{figure.stem}", same)


for name, (changes, isolated) in NETWORKS.items():
    for precision in ("float32", "float64"):
        run = train(f"{name}-{precision}", changes | {"precision": precision}, figures=name == "lrelu")
        check_arrays(run)
        check_networks(run, isolated)
        if name in ("lrelu", "line"):
            check_events(run)
print(f"{passed} passed, {len(failures)} failed")
sys.exit(bool(failures))
