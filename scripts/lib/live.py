"""Drives the live page as a person would: python3 live.py PROGRAM FOLDER-FOR-SCREENSHOTS MALFORMED-REQUESTS.

It works in the current folder, which is empty. See scripts/checks/live.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import traceback

import malformed
from browser import Chromium, Firefox, patiently
from live_cost import readers
from live_end import killed, stays, untouched
from live_run import CONFIGURATION, PROGRAM, SHOTS, Run, colours, moves, names, shoot, silent, step

MALFORMED = int(sys.argv[3])
HOSTILE = "run <img src=x onerror=alert(1)> & \"x\""


def speed(page, value):
    page.ask("const s = document.querySelector('#speed'); s.value = arguments[0]; s.dispatchEvent(new Event('change'))", value)


def steering(page):
    run = Run(*CONFIGURATION, "--steps", "10000000", "--out", HOSTILE, "--live")
    page.open(run.address)
    patiently("a step", lambda: step(page) > 0)
    moves(page)
    speed(page, "1000")
    assert HOSTILE in page.text("#title") and page.ask("return document.querySelectorAll('img').length") == 0
    patiently("a picture with a surface", lambda: colours(page, "#plane") > 50)
    patiently("curves", lambda: page.ask("return document.querySelectorAll('#curves figure:not([hidden])').length") >= 4)
    patiently("losses", lambda: colours(page, "#curves canvas") > 2)

    page.click("#pause")
    patiently("a pause", lambda: page.text("#status").startswith("paused"))
    here = step(page)
    time.sleep(0.7)
    assert step(page) == here, "a paused run has moved"
    shown = page.ask("return document.querySelector('#plane').toDataURL()")
    for count in (1, 2, 3):
        page.click("#step")
        patiently("one step", lambda: step(page) == here + count)
    time.sleep(0.3)
    assert step(page) == here + 3, "more steps than were asked for"
    patiently("another picture", lambda: page.ask("return document.querySelector('#plane').toDataURL()") != shown)

    page.click("summary")
    page.fill("#number-penalty\\.r1", "0.125")
    page.click("#number-penalty\\.r1 + button")
    patiently("the new γ", lambda: "now 0.125" in page.text("label[for='number-penalty.r1']"))
    assert step(page) == here + 3, "a change has made a step"
    # By keyboard: a number, and the key that sends it.
    page.fill("#number-steps\\.discriminator", "3\ue007")
    patiently("the new count", lambda: "now 3" in page.text("label[for='number-steps.discriminator']"))
    with open(f"{HOSTILE}/touches.jsonl") as file:
        touches = [json.loads(line) for line in file]
    assert [(touch["step"], touch["key"], touch["new"]) for touch in touches] == [
        (here + 4, "penalty.r1", 0.125), (here + 4, "steps.discriminator", 3)], touches
    patiently("a note", lambda: "penalty.r1 is 0.125" in page.text("#notes"))
    # A value that may not be is said, and nothing is changed.
    page.fill("#number-steps\\.discriminator", "1001\ue007")
    patiently("a refusal", lambda: "whole number from 1 to 1000" in page.text("#wheel-word"))
    names(page)
    shoot(page, "run")
    page.click("#pause")
    moves(page)
    speed(page, "10")
    patiently("a slow run", lambda: re.search(r", (8|9|10|11|12) steps a second", page.text("#status")))
    speed(page, "")
    patiently("a quick run", lambda: not re.search(r", \d\d steps a second", page.text("#status")))
    # All steps are made once more below.
    speed(page, "100")
    silent(page)

    token = run.parts.query
    assert run.ask("/") == "403" and run.ask("/?token=0") == "403" and run.ask(f"/?{token}") == "200"
    assert run.ask(f"/?{token}", host="evil.example") == "403"
    assert run.ask(f"/?{token}", "Origin: http://evil.example") == "403"

    # A reader that never reads loses frames; the one who trains and other readers lose nothing.
    slow = socket.create_connection((run.parts.hostname, run.parts.port))
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
    slow.sendall(f"GET /events?{token} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    for _ in range(5):
        moves(page)
    slow.close()

    assert run.end() == 130
    patiently("the end", lambda: "hears no more" in page.text("#connection"))
    silent(page)
    replayed = subprocess.run([PROGRAM, "replay", HOSTILE, "--out", "copy"], capture_output=True, text=True, check=False)
    assert replayed.returncode == 0 and "changed 2 times" in replayed.stdout, replayed
    summary = json.load(open("copy/summary.json"))
    assert summary["touched"] == 2, summary
    both = subprocess.run([PROGRAM, "compare", HOSTILE, "copy", "--no-figures"], capture_output=True, text=True, check=False)
    assert re.search(r"touched +2 +2", both.stdout), both


def watching(page):
    """A finished run, from its folder; nothing in it changes."""
    subprocess.run(
        [PROGRAM, *CONFIGURATION, "--steps", "3000", "--out", "done", "--set", "record.snapshots=6"],
        check=True, stdout=subprocess.DEVNULL)
    before = {name: os.stat(f"done/{name}").st_mtime_ns for name in os.listdir("done")}
    os.chmod("done", 0o555)
    run = Run("watch", "done")
    page.open(run.address)
    patiently("the end of the run", lambda: "completed, step 3,000 of 3,000" in page.text("#status"))
    assert page.ask("return document.querySelector('#wheel').hidden"), "a finished run can be steered"
    patiently("a picture", lambda: colours(page, "#plane") > 50)
    last = page.ask("return document.querySelector('#plane').toDataURL()")
    # The keys of a slider: an arrow, Home, and End.
    page.type("#moment", "\ue012")
    patiently("the last moment", lambda: page.text("#moment-step") == "step 3,000")
    page.type("#moment", "\ue011")
    with open("done/snapshots.csv") as file:
        first = file.readlines()[1].split(",")[0]
    patiently("the first moment", lambda: page.text("#moment-step") == f"step {first}")
    patiently("its picture", lambda: page.ask("return document.querySelector('#plane').toDataURL()") != last)
    names(page)
    shoot(page, "watch")
    page.type("#moment", "\ue010")
    patiently("the newest moment", lambda: page.text("#moment-step") == "newest")
    assert {name: os.stat(f"done/{name}").st_mtime_ns for name in os.listdir("done")} == before
    silent(page)
    assert run.end(signal.SIGTERM) == 0
    os.chmod("done", 0o755)


def following(page):
    """A run that another process trains."""
    elsewhere = subprocess.Popen(
        [PROGRAM, *CONFIGURATION, "--steps", "10000000", "--out", "elsewhere", "--quiet"], stdout=subprocess.DEVNULL)
    patiently("rows", lambda: os.path.exists("elsewhere/metrics.csv") and os.path.getsize("elsewhere/metrics.csv") > 3000)
    run = Run("watch", "elsewhere")
    page.open(run.address)
    patiently("a step", lambda: step(page) > 0)
    moves(page)
    moves(page)
    elsewhere.send_signal(signal.SIGINT)
    assert elsewhere.wait(30) == 130
    patiently("the interruption", lambda: page.text("#status").startswith("interrupted"))
    silent(page)
    run.end()


def game(page):
    rates = [f"{player}.optimizer.learningRate=0.004" for player in ("generator", "discriminator")]
    run = Run("--config", "dirac.json", "--steps", "100000000", "--set", "record.metricsEvery=10", "--set", rates[0],
              "--set", rates[1], "--no-figures", "--out", "dirac", "--live")
    page.open(run.address)
    patiently("an orbit", lambda: colours(page, "#game") > 20)
    assert page.ask("return document.querySelector('#plane-figure').hidden")
    shoot(page, "game")
    silent(page)
    run.end()


def line(page):
    """Points on a line have a picture of their own."""
    data = 'data={"kind": "mixture", "centres": [-1, 0.5, 2], "standardDeviation": 0.2}'
    run = Run(*CONFIGURATION, "--steps", "10000000", "--set", data, "--out", "line", "--live")
    page.open(run.address)
    moves(page)
    patiently("a picture", lambda: colours(page, "#line") > 20)
    assert page.ask("return document.querySelector('#plane-figure').hidden")
    names(page)
    shoot(page, "line")
    silent(page)
    run.end()


def packs(page):
    """A discriminator of packs has no score for a point, and the page says so."""
    run = Run(*CONFIGURATION, "--steps", "10000000", "--set", "discriminator.packing=2", "--set", "penalties=[]",
              "--out", "packs", "--live")
    page.open(run.address)
    patiently("a picture", lambda: colours(page, "#plane") > 2)
    assert "2 points at a time" in page.text("#about-packs")
    assert page.ask("return document.querySelector('#about-surface').hidden")
    silent(page)
    run.end()


def study(page):
    with open("small.json", "w") as file:
        json.dump({
            "name": "small", "base": "mog8-none.json",
            "changes": {"steps": 600, "batch": 32, "record.evaluateEvery": 50, "generator.hidden": [16], "discriminator.hidden": [16]},
            "variants": [{"name": "none"}, {"name": "r1", "changes": {"penalties": [{"kind": "r1"}]}}],
            "seeds": {"count": 3}, "outcomes": ["slicedW1"],
        }, file)
    run = Run("study", "small.json", "--live", "--jobs", "1")
    page.open(run.address)
    patiently("a table", lambda: page.ask("return document.querySelectorAll('#study tbody tr').length") == 2)
    patiently("a run that is done", lambda: step(page) >= 1, 60)
    patiently("curves", lambda: colours(page, "#study-curves canvas") > 3)
    shoot(page, "study")
    assert run.process.wait(400) == 0
    patiently("the end", lambda: "hears no more" in page.text("#connection"))
    patiently("all runs", lambda: "6 of 6 runs are over: completed" in page.text("#status"))
    silent(page)
    watch = Run("watch", "small")
    page.open(watch.address)
    patiently("all runs", lambda: "6 of 6 runs are over: completed" in page.text("#status"))
    silent(page)
    watch.end()
    # A touched run is none of the study's.
    runs = [name for name in os.listdir("runs/small") if name.startswith("r1-seed0")]
    with open(f"runs/small/{runs[0]}/touches.jsonl", "w") as file:
        file.write('{"step": 5, "key": "penalty.r1", "old": 10, "new": 1}\n')
    told = subprocess.run([PROGRAM, "study", "status", "runs/small"], capture_output=True, text=True, check=False)
    assert "does not hold the changes" in told.stdout, told


def requests(page):
    with open("secret.txt", "wb") as file:
        file.write(malformed.SECRET)
    run = Run(*CONFIGURATION, "--steps", "10000000", "--out", "attacked", "--live")
    page.open(run.address)
    moves(page)
    malformed.main(run.address, MALFORMED, 14)
    moves(page)
    silent(page)
    assert run.process.poll() is None
    assert run.end() == 130
    assert not os.path.exists("attacked/touches.jsonl")


def hosts(_):
    for arguments, words in [
        (["--live", "--live-host", "example.org"], "is no IP address"), (["--live-port", "80"], "need --live"),
        (["--live", "--live-host", "192.0.2.1"], "cannot serve on 192.0.2.1"),
    ]:
        told = subprocess.run([PROGRAM, *CONFIGURATION, *arguments, "--out", "none"], capture_output=True, text=True, check=False)
        assert told.returncode == 64 and words in told.stderr, told
        assert not os.path.exists("none"), "a folder without a page"
    run = Run(*CONFIGURATION, "--steps", "10000000", "--out", "open", "--live", "--live-host", "0.0.0.0")
    assert run.ask("/") == "403" and run.ask(f"/?{run.parts.query}") == "200"
    run.end()


def firefox(_):
    page = Firefox()
    try:
        run = Run(*CONFIGURATION, "--steps", "10000000", "--out", "firefox", "--live")
        page.open(run.address)
        moves(page)
        patiently("a picture with a surface", lambda: colours(page, "#plane") > 50)
        page.click("#pause")
        patiently("a pause", lambda: page.text("#status").startswith("paused"))
        page.screenshot(f"{SHOTS}/firefox.png")
        assert run.end() == 130
        patiently("the end", lambda: "hears no more" in page.text("#connection"))
    finally:
        page.close()


def main():
    checks = [steering, killed, watching, following, game, line, packs, study, untouched, stays, requests, hosts]
    if shutil.which("firefox-esr"):
        checks.append(firefox)
    chosen = os.environ.get("GANTRAIN_CHECKS", "").split()
    checks += [readers] if "readers" in chosen else []
    failed = 0
    page = Chromium()
    try:
        for check in checks:
            if chosen and check.__name__ not in chosen:
                continue
            try:
                check(page)
            except Exception:  # noqa: BLE001 all checks are made
                failed += 1
                print(f"failed: {check.__name__}")
                traceback.print_exc(file=sys.stdout)
                page.screenshot(f"{SHOTS}/failed-{check.__name__}.png")
            # A page whose server has gone goes on asking for it, and would say so in the next check.
            page.open("about:blank")
            page.console()
            for run in Run.begun:
                if run.process.poll() is None:
                    run.process.kill()
    finally:
        page.close()
    if chosen:
        checks = [check for check in checks if check.__name__ in chosen]
    print(f"{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
