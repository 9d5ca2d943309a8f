"""Requests that no browser sends, at a live server: python3 malformed.py ADDRESS COUNT SEED.

Every one is made of the seed and its number. A request may be refused, cut off or not answered; it must not be
answered with a file, and the server must answer an honest request afterwards. A file that a path might reach has a word
in it that must never come back.
"""

import random
import socket
import sys
from urllib.parse import urlsplit

SECRET = b"gantrain-secret-word"
PATHS = [
    "/../../../../../../etc/passwd", "//etc/passwd", "/..%2f..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/secret.txt",
    "/live.js/../../secret.txt", "/secret.txt", "/./secret.txt", "/live.js%00secret.txt", "/\\..\\..\\secret.txt",
    "/file:///etc/passwd", "/config.json", "/summary.json", "/touches.jsonl", "/moment?step=../../secret.txt",
    "/moment?step=-1", "/moment?step=99999999999999999999", "/events?token=", "/wheel", "/%", "/?" + "&" * 50, "*",
]
METHODS = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "get", "G\0T", "", "A" * 300]
VERSIONS = ["HTTP/1.1", "HTTP/1.0", "HTTP/0.9", "HTTP/2", "HTTP/99999999999", "", "\0"]
BODIES = [b"", b"{", b"[" * 3000, b'{"do": "stop"}', b'{"do": "change", "key": "../../x", "value": 1e999}', b"\xff\xfe", b"\0" * 4096]


def request(chance, host, token):
    """Bytes, and whether to end in the middle of them."""
    kind = chance.randrange(10)
    if kind == 0:
        return chance.randbytes(chance.randrange(1, 5000))
    if kind == 1:
        return b"GET / HTTP/1.1\r\n" + b"A: " + b"b" * chance.randrange(1, 100_000) + b"\r\n\r\n"
    if kind == 2:
        return b"GET / HTTP/1.1\r\n" + b"".join(b"H%d: x\r\n" % n for n in range(chance.randrange(1, 3000))) + b"\r\n"
    path = chance.choice(PATHS)
    if chance.random() < 0.5:
        path += ("&" if "?" in path else "?") + "token=" + chance.choice([token, token[:-1], "", "%00", token * 50])
    lines = [f"{chance.choice(METHODS[:2] if kind > 5 else METHODS)} {path} {chance.choice(VERSIONS[:1] if kind > 4 else VERSIONS)}"]
    lines.append("Host: " + chance.choice([host, host, host, "evil.example", "", "[::1", "localhost:99999", "\x01"]))
    body = chance.choice(BODIES)
    for name, values in [
        ("Origin", ["null", "http://evil.example", f"http://{host}"]),
        ("Content-Length", [str(len(body)), "-1", "1e9", "4097", "99999999999999999999", "0x10", "5, 5"]),
        ("Transfer-Encoding", ["chunked", "gzip, chunked", "\x0bchunked"]), ("Content-Type", ["application/json", "text/plain"]),
        ("Content-Length", ["7"]), (" Folded", ["x"]), ("Upgrade", ["websocket"]), ("Range", ["bytes=0-99999999999"]),
        ("Expect", ["100-continue"]), ("Cookie", ["a" * 4000]), ("Last-Event-ID", ["-1", "9" * 400]),
    ]:
        if chance.random() < 0.3:
            lines.append(f"{name}: {chance.choice(values)}")
    end = chance.choice(["\r\n", "\r\n", "\r\n", "\n", "\r", "\r\n\0"])
    whole = (end.join(lines) + end + end).encode("latin-1") + body
    return whole[: chance.randrange(1, len(whole) + 1)] if chance.random() < 0.2 else whole


def send(host, port, data, seconds):
    answer = b""
    with socket.create_connection((host, port), 10) as client:
        client.settimeout(seconds)
        try:
            client.sendall(data)
            client.shutdown(socket.SHUT_WR)
            while len(answer) < 200_000:
                part = client.recv(65536)
                if not part:
                    break
                answer += part
        except (TimeoutError, ConnectionError, OSError):
            pass
    return answer


def main(address, count, seed):
    parts = urlsplit(address)
    token = parts.query.removeprefix("token=")
    host = parts.hostname
    codes = {}
    for number in range(int(count)):
        chance = random.Random(f"{seed}-{number}")
        data = request(chance, parts.netloc, token)
        answer = send(host, parts.port, data, 0.3)
        assert SECRET not in answer and b"root:" not in answer, f"request {number} has read a file: {data[:200]!r}"
        code = answer[9:12].decode("latin-1") if answer.startswith(b"HTTP/1.1 ") else "none"
        codes[code] = codes.get(code, 0) + 1
    honest = f"GET /?token={token} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode()
    assert send(host, parts.port, honest, 5).startswith(b"HTTP/1.1 200 "), "an honest request is not answered any more"
    print(f"{count} requests, seed {seed}: " + ", ".join(f"{code} {codes[code]}" for code in sorted(codes)))


if __name__ == "__main__":
    main(*sys.argv[1:])
