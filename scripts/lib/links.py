"""Links of the documentation to files of the project."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\]\(([^)#\s]+)")


def broken(page):
    # Code is no place for links.
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(), flags=re.DOTALL)
    for target in LINK.findall(text):
        if "://" not in target and not (page.parent / target).exists():
            yield f"{page.relative_to(ROOT)} links to {target}, which is not there"


def main():
    pages = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
    problems = [problem for page in pages for problem in broken(page)]
    described = (ROOT / "docs/architecture.md").read_text()
    for room in sorted(path.name for path in (ROOT / "Sources").iterdir() if path.is_dir()):
        if f"`{room}`" not in described:
            problems.append(f"docs/architecture.md does not say what is in {room}")
    for problem in problems:
        print(f"failed: {problem}")
    print(f"{len(pages)} pages, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
