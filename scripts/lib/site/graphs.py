"""What DocC is given: symbol graphs in which comments may name declarations of other modules, and a page a module.

graphs.py FROM TO MODULE…

In a source, ``FileError`` means the imported type. DocC looks for it in the module of the comment alone, so a name
that another module declares is given its module.
"""

import json
import re
import sys
from pathlib import Path

ROOM = re.compile(r"^\| ((?:`\w+`,? ?)+) \| (.*) \|$", re.MULTILINE)
LINK = re.compile(r"``(\w+)((?:/[^`]*)?)``")


def main(source, target, *modules):
    graphs = {module: json.loads((Path(source) / f"{module}.symbols.json").read_text()) for module in modules}
    homes = {}
    for module, graph in graphs.items():
        for symbol in graph["symbols"]:
            if len(symbol["pathComponents"]) == 1:
                homes.setdefault(symbol["pathComponents"][0], module)
    for module, graph in graphs.items():
        here = {part for symbol in graph["symbols"] for part in symbol["pathComponents"]}

        def linked(found):
            name, rest = found.groups()
            home = homes.get(name)
            return f"``/{home}/{name}{rest}``" if name not in here and home else found[0]

        for symbol in graph["symbols"]:
            for line in symbol.get("docComment", {}).get("lines", []):
                line["text"] = LINK.sub(linked, line["text"])
        (Path(target) / f"{module}.symbols.json").write_text(json.dumps(graph))
    # What docs/architecture.md says of a room is the summary of its page.
    described = (Path(__file__).resolve().parents[3] / "docs/architecture.md").read_text()
    for names, summary in ROOM.findall(described):
        for name in re.findall(r"\w+", names):
            if name in graphs:
                (Path(target) / f"{name}.md").write_text(f"# ``{name}``\n\n{summary}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
