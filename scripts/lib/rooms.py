"""Who imports whom: Package.swift, as `swift package dump-package` prints it, against the imports of the sources.

SwiftPM itself only refuses to import a target that no declared dependency leads to, at any distance. Here an import
needs a declaration of its own.
"""

import json
import re
import sys
from pathlib import Path

IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+"
    r"(?:(?:struct|class|enum|protocol|typealias|func|let|var)\s+)?(\w+)",
    re.MULTILINE,
)


class Target:
    def __init__(self, description, root):
        self.name = description["name"]
        self.is_test = description["type"] == "test" or (description.get("path") or "").startswith("Tests/")
        home = "Tests" if description["type"] == "test" else "Sources"
        self.folder = root / (description.get("path") or f"{home}/{self.name}")
        self.declared = [name for each in description["dependencies"] for name in [next(iter(each.values()))[0]]]
        swift = sorted(self.folder.rglob("*.swift"))
        c = [file for file in self.folder.rglob("*") if file.suffix in (".c", ".h")]
        self.swift_lines, self.c_lines = lines(swift), lines(c)
        self.importers = {}
        for file in swift:
            for module in IMPORT.findall(file.read_text()):
                self.importers.setdefault(module, file.relative_to(root))


def lines(files):
    return sum(file.read_text().count("\n") for file in files)


def problems(targets):
    """Sentences about imports that are not declared, and declarations that do not follow the order of the list."""
    place = {target.name: index for index, target in enumerate(targets)}
    products = {name for target in targets for name in target.declared}
    for target in targets:
        for module, file in target.importers.items():
            if module in place.keys() | products and module not in target.declared:
                yield f"{file} imports {module}, which {target.name} does not declare in Package.swift"
        for name in target.declared:
            if name in place and not target.is_test and place[name] > place[target.name]:
                yield f"{target.name} uses {name}, which stands below it in Package.swift"


def main(root, manifest, *options):
    if set(options) - {"--tests"}:
        print("usage: scripts/rooms [--tests]", file=sys.stderr)
        return 64
    root = Path(root)
    targets = [Target(each, root) for each in json.loads(Path(manifest).read_text())["targets"]]
    names = {target.name for target in targets}
    shown = [target for target in targets if options or not target.is_test]
    width = max(len(target.name) for target in shown)
    print(f"{'room':<{width}}  Swift     C  imports")
    for target in shown:
        rooms = [each.name for each in targets if each.name in target.importers]
        others = sorted(set(target.importers) - names)
        imports = " ".join(rooms) + (f" ({' '.join(others)})" if others else "")
        unused = [name for name in target.declared if name not in target.importers]
        note = f"; declared, not imported: {' '.join(unused)}" if unused and not target.is_test else ""
        print(f"{target.name:<{width}}  {target.swift_lines:>5} {target.c_lines or '':>5}  {imports}{note}")
    swift, c = (sum(getattr(target, what) for target in shown) for what in ("swift_lines", "c_lines"))
    print(f"{'in all':<{width}}  {swift:>5} {c:>5}")
    found = list(problems(targets))
    for problem in found:
        print(f"failed: {problem}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
