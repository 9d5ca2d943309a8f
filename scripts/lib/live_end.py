"""What a page shows when its run is killed or over, and what a run leaves. For live.py."""

import json
import os
import signal
import subprocess

from browser import patiently
from live_run import CONFIGURATION, PROGRAM, Run, colours, moves, shoot, silent, step


def killed(page):
    run = Run(*CONFIGURATION, "--steps", "10000000", "--out", "killed", "--live")
    page.open(run.address)
    moves(page)
    silent(page)
    run.end(signal.SIGKILL)
    patiently("a word on the connection", lambda: "connection is lost" in page.text("#connection"))
    shown = step(page)
    again = Run("resume", "killed", "--no-figures", "--live", "--live-port", str(run.parts.port))
    # Another process has another token: the old address leads nowhere.
    page.open(again.address)
    patiently("the run goes on", lambda: step(page) > 0)
    assert shown > 0 and again.end() == 130
    page.console()


def stays(page):
    """A short run is over before anybody can open its page, which --live-stay keeps."""
    run = Run(*CONFIGURATION, "--steps", "300", "--out", "short", "--live", "--live-stay")
    patiently("the end", lambda: "the page stays open" in run.said)
    page.open(run.address)
    patiently("the status", lambda: "completed, step 300 of 300" in page.text("#status"))
    patiently("a picture", lambda: colours(page, "#plane") > 50)
    patiently("losses", lambda: colours(page, "#curves canvas") > 2)
    assert page.ask("return document.querySelector('#wheel').hidden"), "a finished run can be steered"
    shoot(page, "stays")
    silent(page)
    assert run.end() == 0
    patiently("the end", lambda: "hears no more" in page.text("#connection"))
    page.console()


def untouched(page):
    """A run that was watched leaves what one leaves that nobody watched."""
    steps = ["--steps", "3000", "--set", "record.evaluateEvery=250"]
    subprocess.run([PROGRAM, *CONFIGURATION, *steps, "--out", "plain"], check=True, stdout=subprocess.DEVNULL)
    run = Run(*CONFIGURATION, *steps, "--out", "watched", "--live")
    page.open(run.address)
    assert run.process.wait(400) == 0
    page.console()
    for name in sorted(set(os.listdir("plain")) | set(os.listdir("watched"))):
        if name in ("machine.json", "summary.json", ".lock"):
            continue
        one, other = (open(f"{folder}/{name}", "rb").read() for folder in ("plain", "watched"))
        if name == "metrics.csv":
            # But for the last column, the seconds.
            one, other = ([line.rsplit(b",", 1)[0] for line in text.splitlines()] for text in (one, other))
        assert one == other, f"{name} differs"
    summaries = [json.load(open(f"{folder}/summary.json")) for folder in ("plain", "watched")]
    assert summaries[0].keys() == summaries[1].keys()
