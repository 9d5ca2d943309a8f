"""Writing of the reference files: JSON in which every double survives the round trip."""

import json
import pathlib
import sys


def write(name, content):
    """Writes `content` to <folder given on the command line>/<name>."""
    path = pathlib.Path(sys.argv[1]) / name
    path.write_text(render(content) + "\n", encoding="utf-8")
    print(f"{name}: {path.stat().st_size} bytes")


def render(value, indent=""):
    """JSON with one line per row of numbers, so that the files can be read and their differences too.

    json.dumps writes a float as its repr, the shortest decimal that reads back as the same double.
    JSON knows no infinity: callers write "inf" (see `number`); allow_nan=False catches a forgotten one.
    """
    deeper = indent + " "
    if isinstance(value, dict):
        items = [f"{deeper}{json.dumps(key)}: {render(item, deeper)}" for key, item in value.items()]
        return "{\n" + ",\n".join(items) + "\n" + indent + "}"
    if isinstance(value, list) and any(isinstance(item, (list, dict)) for item in value):
        return "[\n" + ",\n".join(deeper + render(item, deeper) for item in value) + "\n" + indent + "]"
    return json.dumps(value, allow_nan=False)


def number(value):
    """A double as JSON: infinities as the strings "inf" and "-inf"."""
    return value if abs(value) != float("inf") else ("inf" if value > 0 else "-inf")
