"""Many readers of one live page: python3 readers.py ADDRESS COUNT. It counts their frames until the run is over."""

import selectors
import socket
import sys
import time
from urllib.parse import urlsplit


def main(address, count):
    parts = urlsplit(address)
    request = f"GET /events?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode()
    selector, start = selectors.DefaultSelector(), time.monotonic()
    frames = total = 0
    for _ in range(int(count)):
        client = socket.create_connection((parts.hostname, parts.port))
        client.sendall(request)
        selector.register(client, selectors.EVENT_READ)
    while selector.get_map():
        for key, _ in selector.select():
            data = key.fileobj.recv(1 << 20)
            frames += data.count(b"event: change")
            total += len(data)
            if not data:
                selector.unregister(key.fileobj)
    seconds = time.monotonic() - start
    print(f"{frames / int(count) / seconds:.1f} frames/s each, {total / seconds / 1e6:.1f} MB/s in all")


if __name__ == "__main__":
    main(*sys.argv[1:])
