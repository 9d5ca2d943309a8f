"""Browsers without a window, by their own protocols and nothing but Python's library: Chromium through chromedriver
(WebDriver over HTTP), Firefox through Marionette (a socket that firefox itself opens).
"""

import base64
import json
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def patiently(what, ask, seconds=20):
    """The first answer that is true."""
    end = time.monotonic() + seconds
    while True:
        try:
            answer = ask()
        except Exception as error:  # noqa: BLE001 a page on its way has no elements yet
            answer, reason = None, error
        else:
            reason = answer
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {seconds} s ({reason!r})")
        time.sleep(0.05)


class Page:
    """What a person does with a page, in terms of two commands of WebDriver."""

    def ask(self, script, *arguments):
        return self.command("execute/sync", {"script": script, "args": list(arguments)})

    def find(self, selector):
        return self.command("element", {"using": "css selector", "value": selector})[ELEMENT]

    def click(self, selector):
        self.command(f"element/{self.find(selector)}/click", {})

    def type(self, selector, text):
        self.command(f"element/{self.find(selector)}/value", {"text": text})

    def fill(self, selector, text):
        self.ask("document.querySelector(arguments[0]).value = ''", selector)
        self.type(selector, text)

    def text(self, selector):
        return self.ask("return document.querySelector(arguments[0]).textContent", selector)

    def screenshot(self, path):
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.command("screenshot", None)))


class Chromium(Page):
    def __init__(self):
        self.port = free_port()
        self.profile = tempfile.mkdtemp()
        self.driver = subprocess.Popen(
            ["chromedriver", f"--port={self.port}", "--log-level=OFF"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.base = f"http://127.0.0.1:{self.port}"
        patiently("chromedriver", lambda: self.request("GET", "/status")["ready"])
        options = {
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                f"--user-data-dir={self.profile}", "--disable-background-networking",
            ]
        }
        capabilities = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        session = self.request("POST", "/session", {"capabilities": {"alwaysMatch": capabilities}})
        self.base += f"/session/{session['sessionId']}"

    def request(self, method, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=60) as reply:
            return json.loads(reply.read())["value"]

    def command(self, name, body):
        return self.request("GET" if body is None else "POST", "/" + name, body)

    def open(self, address):
        self.command("url", {"url": address})

    def look(self, width, height, scheme):
        """A window of another size and colour scheme."""
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500)
        self.devtools("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        time.sleep(0.4)

    def devtools(self, method, **parameters):
        return self.command("goog/cdp/execute", {"cmd": method, "params": parameters})

    def whole(self, path):
        """A screenshot of the page from top to bottom."""
        shot = self.devtools("Page.captureScreenshot", captureBeyondViewport=True)
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    def console(self):
        return [entry["message"] for entry in self.command("se/log", {"type": "browser"})]

    def close(self):
        try:
            self.request("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait()
            shutil.rmtree(self.profile, ignore_errors=True)


class Firefox(Page):
    """https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html"""

    NAMES = {
        "execute/sync": "WebDriver:ExecuteScript", "element": "WebDriver:FindElement", "screenshot": "WebDriver:TakeScreenshot",
    }

    def __init__(self):
        self.profile, port = tempfile.mkdtemp(), free_port()
        with open(f"{self.profile}/user.js", "w") as file:
            file.write(f'user_pref("marionette.port", {port});\nuser_pref("browser.shell.checkDefaultBrowser", false);\n')
        self.process = subprocess.Popen(
            ["firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", self.profile],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        self.socket = patiently("Firefox", lambda: socket.create_connection(("127.0.0.1", port), 60), 60)
        self.number = 0
        self.receive()
        self.send("WebDriver:NewSession", {})

    def receive(self):
        length = b""
        while not length.endswith(b":"):
            length += self.socket.recv(1)
        text = b""
        while len(text) < int(length[:-1]):
            text += self.socket.recv(int(length[:-1]) - len(text))
        return json.loads(text)

    def send(self, name, body):
        self.number += 1
        message = json.dumps([0, self.number, name, body])
        self.socket.sendall(f"{len(message.encode())}:{message}".encode())
        _, number, error, result = self.receive()
        assert number == self.number and error is None, error
        return result.get("value", result) if isinstance(result, dict) else result

    def command(self, name, body):
        if name.startswith("element/"):
            _, element, what = name.split("/")
            words = {"click": "WebDriver:ElementClick", "value": "WebDriver:ElementSendKeys"}
            return self.send(words[what], {"id": element, **body})
        return self.send(self.NAMES[name], body or {"full": False})

    def open(self, address):
        self.send("WebDriver:Navigate", {"url": address})

    def close(self):
        try:
            self.send("Marionette:Quit", {"flags": ["eForceQuit"]})
        finally:
            self.socket.close()
            self.process.terminate()
            self.process.wait()
            shutil.rmtree(self.profile, ignore_errors=True)
