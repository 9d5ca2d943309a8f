"""The pages of the project as a folder that MkDocs reads."""

import os
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
# Code is no place for links.
FENCE = re.compile(r"(^ *```.*?^ *```$)", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"(`[^`\n]*`)")
LINK = re.compile(r"(\]\()([^)\s]+)(\))")
NESTED = re.compile(r"^ +```\w*\n(.*?)^ +```$", re.DOTALL | re.MULTILINE)
LIST = re.compile(r" *([-*]|\d+\.) ")
# Pages made of other files: nobody looks for them.
HIDDEN = "---\nsearch:\n  exclude: true\n---\n\n"
LANGUAGES = {".swift": "swift", ".py": "python", ".json": "json", ".c": "c", ".h": "c"}


def documents():
    """The project's pages by their path in the site."""
    found = {"index.md": "README.md", "changelog.md": "CHANGELOG.md", "contributing.md": "CONTRIBUTING.md"}
    for page in sorted((ROOT / "docs").rglob("*.md")):
        found[str(page.relative_to(ROOT / "docs"))] = str(page.relative_to(ROOT))
    return found


def slug(heading, separator):
    """The name by which GitHub lets a heading be linked to."""
    heading = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return heading.replace(" ", separator)


class Site:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.documents = documents()
        self.places = {source: place for place, source in self.documents.items()}
        self.files = set()

    def write(self):
        for place, source in self.documents.items():
            self.put(place, self.page(place, source))
        for image in (ROOT / "docs").rglob("*.png"):
            target = self.folder / image.relative_to(ROOT / "docs")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(image, target)
        done = set()
        while self.files - done:
            for source in sorted(self.files - done):
                done.add(source)
                self.put(self.file_place(source), self.file_page(source))

    def put(self, place, text):
        path = self.folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def page(self, place, source):
        text = (ROOT / source).read_text()
        # A list within a list, or code within it, is indented by four here and by three elsewhere.
        if source == "README.md":
            text = re.sub(r"^ {3}(?=\S)", "    ", text, flags=re.MULTILINE)
            # And fences are not known within a list.
            text = NESTED.sub(lambda found: re.sub(r"^ *", " " * 8, found[1], flags=re.MULTILINE).rstrip(" "), text)
        parts = FENCE.split(text)
        return "".join(part if FENCE.match(part) else self.prose(part, place, source) for part in parts)

    def prose(self, text, place, source):
        lines = []
        for line in text.split("\n"):
            # MkDocs wants a blank line before a list.
            if LIST.match(line) and lines and lines[-1].strip() and not LIST.match(lines[-1]) and line[0] != " ":
                lines.append("")
            lines.append(line)
        parts = CODE.split("\n".join(lines))
        # Every second part is code. A link's text may have code in it, so links are looked for in the whole.
        holes = parts[1::2]
        text = "\0".join(parts[0::2])
        text = LINK.sub(lambda found: found[1] + self.target(found[2], place, source) + found[3], text)
        pieces = text.split("\0")
        return "".join(piece + hole for piece, hole in zip(pieces, holes + [""]))

    def target(self, link, place, source):
        if "://" in link or link.startswith("#"):
            return link
        name, mark, anchor = link.partition("#")
        path = os.path.normpath(os.path.join(os.path.dirname(source), name))
        if path in self.places:
            wanted = self.places[path]
        elif path.startswith("docs/") and path.endswith(".png"):
            wanted = path.removeprefix("docs/")
        elif not (ROOT / path).exists():
            return link  # The check of the site names it.
        else:
            self.files.add(path)
            wanted = self.file_place(path)
        return os.path.relpath(wanted, os.path.dirname(place) or ".") + mark + anchor

    @staticmethod
    def file_place(source):
        return f"files/{source}.md"

    def file_page(self, source):
        path = ROOT / source
        title = f"{HIDDEN}# {source}\n\n"
        if path.is_dir():
            names = sorted(entry.name for entry in path.iterdir() if entry.is_file() and entry.suffix in LANGUAGES)
            self.files |= {f"{source}/{name}" for name in names}
            links = (f"- [{name}]({os.path.relpath(f'{source}/{name}.md', os.path.dirname(source))})" for name in names)
            return title + "\n".join(links) + "\n"
        return title + self.code(path.read_text(), LANGUAGES.get(path.suffix, "text"))

    @staticmethod
    def code(text, language):
        return f"~~~~{language}\n{text}\n~~~~\n"
