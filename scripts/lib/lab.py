"""Drives the laboratory as a person would: python3 lab.py PROGRAM FOLDER-FOR-SCREENSHOTS [PART…].

It works in the current folder, which is empty. See scripts/checks/lab.
"""

import csv
import json
import math
import os
import re
import shutil
import subprocess
import sys
import time
import traceback
from pathlib import Path

import live_run
from browser import Chromium, patiently
from live_run import PROGRAM, SHOTS, shoot, step

ROOT = Path(__file__).resolve().parent.parent.parent
MOST_BYTES = 600_000
HOSTILE = "b<img src=x onerror=alert(1)>&\"'"


def lab(name, *arguments):
    subprocess.run([PROGRAM, "lab", *arguments, "--out", name], check=True, stdout=subprocess.DEVNULL)
    return "file://" + os.path.realpath(name)


def open_page(page, address):
    """A new document even where only the fragment differs, once it has loaded."""
    page.open("about:blank")
    page.open(address)
    rests(page)


def rests(page):
    patiently("a page at rest", lambda: page.ask("return document.documentElement.dataset.state") == "rests")


def canvases(page):
    """Every picture and chart, as its bytes."""
    return page.ask("return Array.from(document.querySelectorAll('#board canvas, #curves canvas')).map(c => c.toDataURL())")


def readings(page):
    return page.ask("return Array.from(document.querySelectorAll('.reading, .key b')).map(e => e.textContent)")


def shown(page):
    """All that a link must bring back, by name."""
    names = page.ask("return Array.from(document.querySelectorAll('#board canvas, #curves canvas')).map(c => c.ariaLabel)")
    pictures = {f"picture {place}, {name}": picture for place, (name, picture) in enumerate(zip(names, canvases(page)))}
    return {**pictures, "readings": readings(page), "status": page.text("#status")}


def same(page, seen):
    now = shown(page)
    other = [name for name in seen.keys() | now.keys() if seen.get(name) != now.get(name)]
    assert not other, f"a link does not show the same: {other}, {seen['status']} {now['status']}"


def press(page, key):
    page.devtools("Input.dispatchKeyEvent", type="keyDown", key=key, text=key if len(key) == 1 else "")
    page.devtools("Input.dispatchKeyEvent", type="keyUp", key=key)


def play_to(page, least):
    page.click("#play")
    patiently(f"step {least}", lambda: step(page) >= least)
    page.click("#play")
    rests(page)


def address(page):
    return page.ask("return location.href")


def slide(page, method, key, place):
    """A slider as a person leaves it."""
    page.ask(
        "const s = document.querySelector(`[data-method='${arguments[0]}'] [data-key='${arguments[1]}']`);"
        "s.value = arguments[2]; s.dispatchEvent(new Event('input')); s.dispatchEvent(new Event('change'))", method, key, place)


def field(method, key):
    return f"#number-{method}-{key}".replace(".", "\\.")


def silent(page):
    live_run.silent(page)
    assert page.text("#word") == "", page.text("#word")


def names(page):
    live_run.names(page)
    dull = page.ask("return Array.from(document.querySelectorAll('#board canvas')).map(c => c.getAttribute('aria-label'))")
    assert all(re.search(r"\d", words) for words in dull), dull


def trained(file, steps, *settings):
    """The table of a run of the program, on the loops that the page has."""
    name = f"run-{Path(file).stem}"
    subprocess.run(
        [PROGRAM, "--config", file, "--steps", str(steps), "--quiet", "--no-figures", "--threads", "1", "--out", name,
         "--overwrite", *settings], check=True, env={**os.environ, "GANTRAIN_LOOPS": "plain"})
    with open(f"{name}/metrics.csv") as table:
        return list(csv.DictReader(table))


def stands(page, number, file, steps, columns):
    """A game of a few numbers stands where the program has it."""
    assert step(page) == steps
    row = trained(file, steps)[-1]
    position = page.ask("return Run.methods[arguments[0]].picture.position", number)
    expected = [float(row[column]) for column in columns]
    assert len(position) == len(expected) and all(
        abs(one - other) <= 1e-11 * max(abs(other), 1e-5) for one, other in zip(position, expected)), (file, position, expected)


def by_hand(page):
    """The Dirac-GAN with R1 in its update rules, the generator first, with the changes of γ that the address tells: each
    holds from the step after its own on."""
    changes = dict(
        (int(at), float(value)) for at, _, _, value in
        (change.split("~") for change in address(page).split("set=")[1].split("&")[0].split("!")))
    theta, psi, gamma, rate = 1.0, 1.0, 0.3, 0.2
    for at in range(step(page)):
        gamma = changes.get(at, gamma)
        theta -= rate * psi / (1 + math.exp(psi * theta))
        psi += rate * (theta / (1 + math.exp(psi * theta)) - gamma * psi)
    position = page.ask("return Run.methods[1].picture.position")
    assert all(abs(one - other) < 1e-12 for one, other in zip(position, (psi, theta))), (position, psi, theta, changes)


def games(page):
    """The Dirac-GAN: what a person does with it, and the numbers of the program."""
    place = lab("games.html", "papers/dirac-gan.json", "papers/dirac-r1.json")
    open_page(page, place + "#speed=4")
    assert step(page) == 0
    titles = page.ask("return Array.from(document.querySelectorAll('#board h3')).map(e => e.textContent)")
    assert titles == ["dirac-gan", "dirac-r1"], titles
    first = canvases(page)
    page.click("#play")
    patiently("steps", lambda: step(page) > 5)
    before = step(page)
    patiently("further steps", lambda: step(page) > before)
    page.click("#play")
    rests(page)
    here = step(page)
    time.sleep(0.3)
    assert step(page) == here and page.text("#play") == "Play", "a paused page has moved"
    assert all(one != other for one, other in zip(first, canvases(page))), "a picture stands still"
    for count in (1, 2, 3):
        page.click("#step")
        patiently("one step", lambda: step(page) == here + count)
    press(page, "s")
    patiently("one step by its key", lambda: step(page) == here + 4)
    rests(page)

    # Another γ, by the slider and by the field, each from its step on; the address replays both.
    slide(page, "dirac-r1", "penalty.r1", 150)
    assert "penalty.r1" in address(page)
    play_to(page, here + 30)
    page.fill(field("dirac-r1", "penalty.r1"), "0.05\ue007")
    patiently("the number in the address", lambda: "~0.05" in address(page))
    assert len(address(page).split("set=")[1].split("&")[0].split("!")) == 2, address(page)
    play_to(page, step(page) + 40)
    by_hand(page)
    seen, link = shown(page), address(page)
    open_page(page, link)
    same(page, seen)
    page.command("refresh", {})
    rests(page)
    same(page, seen)

    # To the end, and from there again.
    page.click("#restart")
    patiently("step 0", lambda: step(page) == 0)
    open_page(page, place + "#step=500")
    stands(page, 0, "papers/dirac-gan.json", 500, ("psi", "theta"))
    stands(page, 1, "papers/dirac-r1.json", 500, ("psi", "theta"))
    assert page.text("#play") == "Play" and "done" in page.text("#status")
    page.click("#play")
    patiently("training from 0 again", lambda: 0 < step(page) < 400)
    page.click("#play")
    rests(page)
    names(page)
    silent(page)


def fields(page):
    """Arrows of the Dirac-GAN with R1 by its formula; those of another game begin within its frame. Games of different
    numbers stand in chapters of their own."""
    place = lab("fields.html", "papers/nk-quadratic-gan.json", "papers/dirac-r1.json")
    open_page(page, place + "#chapter=2&step=7&set=3~dirac-r1~penalty.r1~2")
    starts, field = page.ask("const { picture } = Run.methods[0]; return [picture.starts, Array.from(picture.field)]")
    assert len(starts) == len(field) == 2 * 15 * 15
    for at in range(0, len(starts), 2):
        psi, theta = starts[at:at + 2]
        share = 1 / (1 + math.exp(psi * theta))
        expected = (theta * share - 2 * psi, -psi * share)
        assert all(abs(one - other) < 1e-5 for one, other in zip(field[at:at + 2], expected)), (psi, theta, field[at:at + 2])
    open_page(page, place + "#chapter=1")
    starts, frame = page.ask("return [Run.methods[0].picture.starts, Run.frame()]")
    assert frame["x"] != frame["y"], frame
    for values, middle in ((starts[0::2], frame["y"]), (starts[1::2], frame["x"])):
        assert max(abs(value - middle) for value in values) < frame["half"], (middle, frame)
    silent(page)


def networks(page):
    place = lab("networks.html", "mog8-none.json", "mog8-r1.json")
    open_page(page, place)
    started = time.monotonic()
    page.click("#play")
    patiently("some steps", lambda: step(page) >= 100)
    rate = page.text("#status")
    page.click("#play")
    rests(page)
    print(f"two methods of mog8: {step(page)} steps in {time.monotonic() - started:.1f} s; {rate}")
    same_table(page, 1, "mog8-r1.json")
    marks = page.ask("return Run.methods.map(m => m.marks.rows.map(mark => mark[0]))")
    assert all(found and all(at % 50 == 0 for at in found) for found in marks), marks
    seen, link = shown(page), address(page)
    open_page(page, link)
    same(page, seen)
    # Another seed, and the former one again.
    page.click("#reseed")
    patiently("step 0", lambda: step(page) == 0)
    rests(page)
    other = canvases(page)
    page.fill("#seed", "0\ue007")
    patiently("seed 0", lambda: "seed=0" in address(page) and step(page) == 0)
    rests(page)
    assert canvases(page)[0] != other[0], "another seed shows the same"
    measures(page)
    data(page)
    silent(page)


def same_table(page, number, file):
    """Losses and norms of the first steps are those of the program: the same seed, batches, initial weights and rates."""
    names, rows = page.ask(
        "const m = Run.methods[arguments[0]]; return [m.game.columns.map(c => c.name), m.table.rows.slice(0, 4)]", number)
    # Schedules of the page reach to the end of the configuration, not of the first steps.
    settings = ["record.metricsEvery=1"] + [
        f"{key}.over=10000" for key in
        ("generator.optimizer.learningRate", "discriminator.optimizer.learningRate", "penalties.0.gamma")]
    table = {int(row["step"]): row for row in trained(file, 20, *(f"--set={setting}" for setting in settings))}
    assert [row[0] for row in rows] == [5, 10, 15, 20], rows
    for at, *values in rows:
        for name, value in zip(names, values):
            expected = float(table[at][name])
            assert abs(value - expected) <= 1e-5 * abs(expected), (file, at, name, value, expected)


def measures(page):
    """By hand: two of three modes hold a sample within 3σ = 0.3, of four samples three. And a shift by v moves each
    projection by ⟨v, direction⟩, on average over 16 directions."""
    modes = {"centres": [0, 0, 1, 0, 0, 1], "deviations": [0.1, 0.1, 0.1]}
    found = page.ask("return Measures.coverage(arguments[0], arguments[1])", [0, 0, 0.29, 0, 1, -0.2, 0.5, 0.5], modes)
    assert found == {"modes": 2, "modesTotal": 3, "highQuality": 0.75}, found
    points = [math.sin(7 * place) for place in range(200)]
    moved = [value + (0.3, -0.7)[place % 2] for place, value in enumerate(points)]
    distance = page.ask("return Measures.slicedW1(arguments[0], arguments[1])", moved, points)
    turns = [math.pi * (number + 0.5) / 16 for number in range(16)]
    exact = sum(abs(0.3 * math.cos(turn) - 0.7 * math.sin(turn)) for turn in turns) / 16
    assert abs(distance - exact) < 1e-12, (distance, exact)


def pointer(page, kind, x, y):
    held = 0 if kind == "mouseReleased" else 1
    page.devtools("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=held, clickCount=1)


def data(page):
    page.ask("const s = document.querySelector('#data'); s.value = 'moons'; s.dispatchEvent(new Event('change'))")
    patiently("data in the address", lambda: "data=moons" in address(page))
    rests(page)
    target = page.ask("return Array.from(Run.methods[0].target)")
    assert len(target) == 1000 and max(map(abs, target[0::2])) > 1.5 and max(map(abs, target[1::2])) < 1.5
    titles = page.ask("return Array.from(document.querySelectorAll('#curves h3')).map(e => e.textContent)")
    assert "Modes covered" not in titles and "Distance from the data" in titles, titles

    # With the mouse from the upper left to the lower left of the board, then with a finger at the right.
    page.click("#draw")
    box = page.ask("const b = document.querySelector('#pad').getBoundingClientRect(); return [b.left, b.top, b.width, b.height]")
    at = lambda x, y: (box[0] + x * box[2], box[1] + y * box[3])  # noqa: E731
    pointer(page, "mousePressed", *at(0.2, 0.2))
    for share in (0.3, 0.5, 0.7, 0.8):
        pointer(page, "mouseMoved", *at(0.2, share))
    pointer(page, "mouseReleased", *at(0.2, 0.8))
    pointer(page, "mouseMoved", *at(0.5, 0.5))
    count = int(page.text("#pad-count").split()[0])
    assert count > 20, page.text("#pad-count")
    touch = lambda kind, *points: page.devtools(  # noqa: E731
        "Input.dispatchTouchEvent", type=kind, touchPoints=[{"x": x, "y": y} for x, y in points])
    touch("touchStart", at(0.8, 0.3))
    touch("touchMove", at(0.8, 0.6))
    touch("touchEnd")
    more = int(page.text("#pad-count").split()[0])
    assert more > count + 5, (count, more)
    # And by keyboard: a point in the middle.
    page.ask("document.querySelector('#pad').focus()")
    press(page, "Enter")
    assert int(page.text("#pad-count").split()[0]) == more + 1
    page.whole(f"{SHOTS}/drawing.png")
    page.click("#use")
    patiently("training on it", lambda: "data=drawn" in address(page) and step(page) > 50)
    page.click("#play")
    rests(page)
    target = page.ask("return Array.from(Run.methods[1].target)")
    left = sum(1 for x in target[0::2] if x < -1)
    right = sum(1 for x in target[0::2] if x > 1)
    assert left > right > 50 and left + right > 450, (left, right)
    seen, link = shown(page), address(page)
    open_page(page, link)
    same(page, seen)


def hostile(page):
    """A file with a name that is markup, and addresses that nobody would make."""
    shutil.copy(ROOT / "configs/papers/dirac-r1.json", HOSTILE + ".json")
    place = lab("hostile.html", HOSTILE + ".json", "papers/dirac-gan.json")
    open_page(page, place)
    assert page.ask("return document.querySelectorAll('img, b > b').length") == 0
    assert HOSTILE in page.text("#board"), page.text("#board")
    slide(page, HOSTILE.replace("'", "\\'").replace('"', '\\"'), "penalty.r1", 100)
    play_to(page, 5)
    seen, link = shown(page), address(page)
    open_page(page, link)
    same(page, seen)
    for fragment in (
        "chapter=99&seed=-1&data=<img src=x>&speed=99&set=a~b!1~*~penalty.r1~NaN!~~~", "methods=nobody&seed=1e3&step=zzz",
        "%E0%A4%A&set=%E0%A4%A~a~b~1&data=__proto__", "data=drawn&points=!!!!"):
        open_page(page, place + "#" + fragment)
        assert "data=" not in address(page), address(page)
        assert step(page) == 0 and page.text("#status").startswith("Step 0"), page.text("#status")
        play_to(page, 3)
        silent(page)


def size(_):
    files = ["mog8-none.json", "mog8-r1.json", "mog8-r2.json", "mog8-wgangp.json", "mog8-noise.json"]
    lab("five.html", *files)
    text = Path("five.html").read_text(encoding="utf-8")
    length = len(text.encode())
    assert length < MOST_BYTES, f"{length} bytes"
    print(f"five methods of mog8: {length:,} bytes")
    # Nothing is fetched: no address but in links that a person may follow.
    for word in (
        r"src=[\"']?https?:", r"url\(", r"@import", r"<link[^>]+stylesheet", r"\bfetch\(", r"importScripts", r"XMLHttpRequest",
    ):
        assert not re.search(word, text), word
    lab("again.html", *files)
    assert Path("again.html").read_bytes() == Path("five.html").read_bytes(), "a laboratory made twice differs"


def lesson(page):
    """Every chapter opens, trains, and its links are followed; screenshots of some."""
    subprocess.run([ROOT / "scripts/lesson", "lesson.html"], check=True, stdout=subprocess.DEVNULL)
    place = "file://" + os.path.realpath("lesson.html")
    chapters = json.loads((ROOT / "scripts/lib/lesson.json").read_text(encoding="utf-8"))["chapters"]
    for number, chapter in enumerate(chapters, 1):
        open_page(page, f"{place}#chapter={number}&speed=13")
        assert page.text("#lesson h2") == chapter["title"] == page.text("nav [aria-current]").split(". ", 1)[1]
        figures = page.ask("return document.querySelectorAll('#board figure').length")
        assert figures == len(chapter.get("shown", chapter["methods"])), figures
        keys = page.ask("return Run.methods.map(m => [m.game.name, m.game.numbers.map(n => n.key)])")
        for attempt in chapter.get("try", []):
            for change in re.findall(r"[^=!&]+~[^=!&]+~[^=!&]+", attempt.get("link", "")):
                _, name, key, _ = change.split("~")
                assert key in dict(keys)[name], (change, keys)
        play_to(page, 60)
        if chapter["title"] == "When JARE helps":
            stands(page, 3, "lesson/gaussian-jare.json", step(page), ("psi0", "psi1", "theta0", "theta1"))
        shoot(page, f"lesson-{number}") if number in (1, 4) else None
        silent(page)
    # The first link of the first chapter sets two numbers and trains.
    open_page(page, place)
    page.click("#tries a")
    patiently("training", lambda: step(page) > 5 and "set=" in address(page))
    page.click("#play")
    rests(page)
    press(page, "2")
    patiently("chapter 2", lambda: page.text("#lesson h2") == chapters[1]["title"])
    rests(page)
    press(page, " ")
    patiently("training by the space bar", lambda: step(page) > 2)
    press(page, " ")
    rests(page)
    silent(page)


def fold(page):
    """The first picture is seen whole without scrolling, on a desk and on a phone, in a lesson too."""
    subprocess.run([ROOT / "scripts/lesson", "lesson.html"], check=True, stdout=subprocess.DEVNULL)
    chapters = json.loads((ROOT / "scripts/lib/lesson.json").read_text(encoding="utf-8"))["chapters"]
    places = [lab("one.html", "mog8.json"), lab("three.html", "mog8-none.json", "mog8-r1.json", "mog8-r2.json")]
    places += [f"file://{os.path.realpath('lesson.html')}#chapter={number}" for number in range(1, len(chapters) + 1)]
    for width, height in ((1280, 1000), (390, 844)):
        page.look(width, height, "light")
        for place in places:
            open_page(page, place)
            top, bottom, wide = page.ask(
                "const box = document.querySelector('#board canvas').getBoundingClientRect();"
                "return [box.top, box.bottom, document.documentElement.scrollWidth]"
            )
            assert 0 <= top and bottom <= height, f"{place} at {width}×{height}: from {top} to {bottom}"
            assert wide <= width, f"{place} at {width}×{height}: {wide} wide"
            silent(page)


PARTS = (size, games, fields, networks, hostile, lesson, fold)


def main():
    failed = 0
    page = Chromium()
    try:
        for part in [part for part in PARTS if part.__name__ in (sys.argv[3:] or [part.__name__])]:
            begin = time.monotonic()
            try:
                part(page)
                print(f"{part.__name__}: passed, {time.monotonic() - begin:.1f} s")
            except Exception:  # noqa: BLE001 the other parts are of interest too
                failed += 1
                traceback.print_exc()
                print("the page says:", page.ask("return [location.href, document.body.innerText.slice(0, 300)]"), page.console())
    finally:
        page.close()
    sys.exit(failed > 0)


main()
