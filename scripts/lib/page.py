"""What a page of `gantrain report` is made of, read without a browser: python3 page.py PAGE [STUDY].

Elements are closed in their order, names occur once, nothing is fetched, every picture can be decoded. With the folder of
a study, the colours of the last surfaces on its page are compared with those in its runs' surfaces.safetensors.
"""

import base64
import io
import json
import re
import struct
import sys
from html.parser import HTMLParser
from pathlib import Path

from PIL import Image

VOID = {"meta", "img", "input", "br"}
MOST_BYTES = 5_000_000


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.images, self.references, self.tags = [], [], [], [], []

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        if "id" in found:
            self.ids.append(found["id"])
        for name in ("href", "src", "action", "data", "poster"):
            if name in found:
                self.references.append(found[name])
        if tag == "img":
            assert found["alt"], "a picture without words"
            self.images.append((found["alt"], found["src"]))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        last = self.open.pop()
        assert last == tag, f"{tag} ends in {last}"


def scores(run):
    """The last surface of a run, by nothing but the format's description: rows from the bottom."""
    data = (Path(run) / "surfaces.safetensors").read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    name = max((name for name in header if name.startswith("step-")), key=lambda name: int(name[5:]))
    start, end = header[name]["data_offsets"]
    rows, columns = header[name]["shape"]
    numbers = struct.unpack(f"<{rows * columns}f", data[8 + length + start : 8 + length + end])
    grid = [numbers[row * columns : (row + 1) * columns] for row in range(rows)]
    if header["__metadata__"]["meaning"] == "critic":
        middle = sorted(numbers)[round((len(numbers) - 1) / 2)]
        grid = [[score - middle for score in row] for row in grid]
    return int(name[5:]), grid


def compare(picture, grid):
    """Red is below 0, blue above, as strongly as the score is."""
    picture = picture.convert("RGB")
    side, last = picture.size[0], len(grid) - 1
    greatest = max(abs(score) for row in grid for score in row)
    looked = 0
    for row in range(0, last + 1, 4):
        for column in range(0, last + 1, 4):
            score = grid[row][column]
            if abs(score) < 0.1 * greatest:
                continue
            x = min(side - 1, int(column / last * side))
            y = min(side - 1, int((1 - row / last) * side))
            red, _, blue = picture.getpixel((x, y))
            assert (blue > red) == (score > 0), f"the colour at {column}, {row} is not that of {score}"
            looked += 1
    assert looked > 20, looked


def main(path, folder=None):
    text = Path(path).read_text(encoding="utf-8")
    assert len(text.encode()) < MOST_BYTES, f"{len(text.encode())} bytes"
    page = Page()
    page.feed(text)
    page.close()
    assert not page.open, page.open
    assert len(set(page.ids)) == len(page.ids), "a name occurs twice"
    for tag in ("link", "iframe", "object", "embed", "a.href"):
        assert tag not in page.tags, tag
    for name in ("<b>Bold", "<i>Nothing", "<b>x"):
        assert name not in text, name
    for reference in page.references:
        assert reference.startswith("#") and reference[1:] in page.ids or reference.startswith("data:image/png;base64,")
    assert not re.search(r"url\((?!#)|@import", text)
    assert page.tags.count("script") == 1
    for words, source in page.images:
        picture = Image.open(io.BytesIO(base64.b64decode(source.split(",", 1)[1])))
        picture.load()
        assert picture.mode == "P" and picture.size[0] == picture.size[1] > 60, words
    if folder:
        compared = 0
        for words, source in page.images:
            found = re.fullmatch(r"Scores of the discriminator of (.+), seed (\d+) at step ([\d,]+)", words)
            runs = list(Path(folder).glob(f"{found[1]}-seed{found[2]}-*")) if found else []
            if not runs:
                continue
            step, grid = scores(runs[0])
            if step == int(found[3].replace(",", "")):
                compare(Image.open(io.BytesIO(base64.b64decode(source.split(",", 1)[1]))), grid)
                compared += 1
        assert compared > 1, compared


if __name__ == "__main__":
    main(*sys.argv[1:])
