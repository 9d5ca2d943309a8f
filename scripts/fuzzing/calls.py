"""Calls of the program, and what must hold of each."""

import hashlib
import os
import resource
import signal
import subprocess
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("GANTRAIN") or str(ROOT / ".build/release/gantrain")
# Those of `gantrain --help` that no case may lead to are left out: 70 is a defect of the program, 130 an interruption.
DOCUMENTED = {0, 1, 3, 64, 65, 69, 73, 74}
TIMEOUT = 30
OUTPUT_LIMIT = 1 << 20
BIDIRECTIONAL = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def limits():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Against a test machine that swaps; far above what these small cases need.
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))


def call(arguments, folder):
    """The exit code and the output of the program, or what went wrong with it."""
    environment = dict(os.environ, GANTRAIN_HOME=str(ROOT), LC_ALL="C.UTF-8")
    process = subprocess.Popen(
        [PROGRAM, *[argument.encode("utf-8", "surrogateescape") for argument in arguments]],
        cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=limits, start_new_session=True,
    )
    try:
        out, error = process.communicate(timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None, b"", b"", [f"did not end within {TIMEOUT} s"]
    return process.returncode, out, error, problems(process.returncode, out, error)


def problems(code, out, error):
    if code < 0:
        return [f"ended by signal {-code}: {error[-200:].decode(errors='replace').strip()}"]
    found = []
    if code not in DOCUMENTED:
        found.append(f"exit code {code}: {error[-200:].decode(errors='replace').strip()}")
    if code != 0 and not error.strip() and not out.strip():
        found.append(f"exit code {code} without a message")
    if len(out) + len(error) > OUTPUT_LIMIT:
        found.append(f"{len(out) + len(error)} bytes of output")
    for stream in (out, error):
        raw = {c for c in stream.decode(errors="replace") if is_control(c)}
        if raw:
            found.append(f"control characters in the output: {', '.join(sorted(map(ascii, raw)))}")
    return found


def is_control(character):
    return character in BIDIRECTIONAL or unicodedata.category(character) == "Cc" and character not in "\n\t"


def snapshot(folder, ignored=()):
    """What is in a folder: names with the contents of files and the targets of links, which are not followed."""
    seen = {}
    for place, folders, files in os.walk(folder):
        for name in folders + files:
            path = Path(place, name)
            relative = str(path.relative_to(folder))
            if relative.split("/")[0] in ignored:
                continue
            if path.is_symlink():
                seen[relative] = os.readlink(path)
            elif path.is_file():
                seen[relative] = hashlib.sha256(path.read_bytes()).hexdigest()
            else:
                seen[relative] = "folder"
    return seen
