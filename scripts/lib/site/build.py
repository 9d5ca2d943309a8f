"""Builds the documentation's site with MkDocs and checks its links: build.py PAGES SITE [API]."""

import json
import logging
import shutil
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mkdocs.commands.build import build
from mkdocs.config import load_config

from pages import Site, documents, slug

HERE = Path(__file__).resolve().parent

TITLES = {
    "Start": ["index.md", "reading-a-run.md", "which-method.md", "coming-from.md", "glossary.md", "limitations.md"],
    "Use": [
        "configuration.md", "run-directory.md", "live.md", "laboratory.md", "studies.md", "report.md", "exports.md",
        "data.md", "networks.md", "machine.md",
    ],
    "Measure": ["measures.md", "statistics.md", "spectrum.md", "trace.md", "benchmarks.md"],
    "Methods": ["methods.md", "conventions.md", "presets.md", "games.md"],
    "Results": ["papers.md", "mog8.md"],
    "Inside": ["architecture.md", "library.md", "autodiff.md", "compiled-step.md", "contributing.md", "changelog.md"],
}
FOLDERS = {"Methods": "methods/", "Results": "results/", "Decisions": "decisions/"}


def navigation(api):
    """Every page in a section. A page that no section names is an error: nobody would find it."""
    pages = documents()
    sections = {title: [page for page in names if page in pages] for title, names in TITLES.items()}
    for title, folder in FOLDERS.items():
        inside = [page for page in pages if page.startswith(folder)]
        sections.setdefault(title, []).extend(sorted(inside, key=lambda page: (not page.endswith("README.md"), page)))
    missing = set(pages) - {page for names in sections.values() for page in names}
    if missing:
        sys.exit(f"failed: scripts/lib/site/build.py has no section for {', '.join(sorted(missing))}")
    if api:
        sections["Inside"].append("reference.md")
    return [{title: names} for title, names in sections.items()]


class Links(HTMLParser):
    """What a page links to, and the places in it that can be linked to."""

    def __init__(self, text):
        super().__init__()
        self.targets, self.anchors = set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("href", "src") and value:
                self.targets.add(value)
            elif name in ("id", "name") and value:
                self.anchors.add(value)


def broken(site):
    """Links of the built pages that lead nowhere. The pages of DocC are its own."""
    found = {path: Links(path.read_text()) for path in site.rglob("*.html") if site / "api" not in path.parents}
    for path, links in found.items():
        for link in sorted(links.targets):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or path.name == "404.html":
                continue
            place = path
            if parts.path:
                place = (path.parent / unquote(parts.path)).resolve()
                place = place / "index.html" if place.is_dir() else place
            anchor = unquote(parts.fragment)
            if not place.exists() or (anchor and place in found and anchor not in found[place].anchors):
                yield f"{path.relative_to(site)} links to {link}, which is not there"
    print(f"{len(found)} pages of the site")


def reference(folder, archive):
    """A page with the modules of DocC's archive."""
    links = []
    for module in sorted((archive / "data" / "documentation").glob("*.json")):
        page = json.loads(module.read_text())
        summary = "".join(part.get("text") or part.get("code", "") for part in page.get("abstract", []))
        title = page["metadata"]["title"]
        links.append(f'- <a href="../api/documentation/{module.stem}/">{title}</a>: {summary}')
    (folder / "reference.md").write_text(
        "# Library reference\n\nThe public declarations of the rooms that your own program can use, made by DocC. "
        "How they fit together: [using gantrain as a library](library.md).\n\n" + "\n".join(links) + "\n"
    )


def configuration(folder, site, api):
    file = folder.parent / "mkdocs.yml"
    file.write_text("site_name: gantrain\n")
    return load_config(
        str(file), docs_dir=str(folder), site_dir=str(site), nav=navigation(api), not_in_nav="files/\n",
        theme={"name": "readthedocs", "highlightjs": False, "sticky_navigation": False},
        extra_css=["site.css"], plugins=["search"],
        markdown_extensions=["tables", "fenced_code", "sane_lists", {"toc": {"slugify": slug}}],
        validation={"not_found": "warn", "anchors": "warn"},
    )


class Warnings(logging.Handler):
    def __init__(self):
        super().__init__(logging.WARNING)
        self.texts = []

    def emit(self, record):
        self.texts.append(record.getMessage())


def main():
    folder, site = Path(sys.argv[1]), Path(sys.argv[2])
    archive = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    Site(folder).write()
    shutil.copy(HERE / "site.css", folder / "site.css")
    if archive:
        reference(folder, archive)
    warnings = Warnings()
    logging.getLogger("mkdocs").addHandler(warnings)
    build(configuration(folder, site, archive is not None))
    if archive:
        shutil.copytree(archive, site / "api")
    problems = warnings.texts + sorted(broken(site.resolve()))
    for problem in problems:
        print(f"failed: {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
