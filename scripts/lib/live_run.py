"""A run with a live page in a process of its own, and what a person sees of the page. For live.py and lab.py."""

import re
import signal
import subprocess
import sys
import time
from urllib.parse import urlsplit

import malformed
from browser import patiently

PROGRAM, SHOTS = sys.argv[1], sys.argv[2]
CONFIGURATION = [
    "--config", "mog8.json", "--set", "generator.hidden=[32,32]", "--set", "discriminator.hidden=[32,32]", "--set", "batch=64",
    "--threads", "1", "--no-figures", "--set", "record.samples=500",
]


class Run:
    """gantrain with a page, in a process of its own."""

    begun = []

    def __init__(self, *arguments):
        # Its error output comes with the rest, and a file does not fill up as a pipe does.
        self.log = open(f"log-{time.monotonic_ns()}", "w+")
        self.process = subprocess.Popen([PROGRAM, *arguments], stdout=self.log, stderr=subprocess.STDOUT)
        Run.begun.append(self)
        self.address = patiently("the address", self.find)
        self.parts = urlsplit(self.address)

    def find(self):
        assert self.process.poll() is None or "live: " in self.said, self.said
        found = re.search(r"^live: (http://\S+)$", self.said, re.MULTILINE)
        return found and found[1]

    @property
    def said(self):
        with open(self.log.name) as file:
            return file.read()

    def ask(self, target, *lines, host=None):
        request = "\r\n".join([f"GET {target} HTTP/1.1", f"Host: {host or self.parts.netloc}", *lines]) + "\r\n\r\n"
        return malformed.send(self.parts.hostname, self.parts.port, request.encode(), 5)[9:12].decode()

    def end(self, number=signal.SIGINT):
        self.process.send_signal(number)
        return self.process.wait(30)


def step(page):
    return int(page.ask("return document.documentElement.dataset.step || -1"))


def moves(page):
    before = step(page)
    return patiently("the step moves", lambda: step(page) > before)


def colours(page, selector):
    """How many colours a canvas has: an empty one has one."""
    return page.ask(
        # A copy is read: the browser complains of a canvas that is drawn and read in turn.
        "const c = document.querySelector(arguments[0]), copy = new OffscreenCanvas(c.width, c.height);"
        "const pen = copy.getContext('2d', { willReadFrequently: true }); pen.drawImage(c, 0, 0);"
        "const d = pen.getImageData(0, 0, c.width, c.height).data;"
        "const found = new Set(); for (let i = 0; i < d.length; i += 4) { found.add(d[i] << 16 | d[i + 1] << 8 | d[i + 2]); }"
        "return found.size", selector)


def shoot(page, name):
    for width in (1280, 390):
        for scheme in ("light", "dark"):
            page.look(width, 900, scheme)
            wide = page.ask("return document.documentElement.scrollWidth")
            assert wide <= width, f"{name}: {wide} pixels wide in a window of {width}"
            page.whole(f"{SHOTS}/{name}-{width}-{scheme}.png")
    page.look(1280, 900, "light")


def names(page):
    """Every control has a name for a screen reader, and every picture words."""
    missing = page.ask(
        "return Array.from(document.querySelectorAll('button, select, input, canvas, progress')).filter(e => {"
        "const label = e.id && document.querySelector(`label[for='${e.id}']`);"
        "return !(e.getAttribute('aria-label') || e.textContent.trim() && e.tagName === 'BUTTON' || label) && e.getClientRects().length;"
        "}).map(e => e.outerHTML)")
    assert not missing, missing


def silent(page):
    messages = page.console()
    assert not messages, messages
