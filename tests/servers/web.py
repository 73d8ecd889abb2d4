"""A receiver of webhooks that writes down all that comes and de-duplicates nothing.

The path says how it answers: ``/503`` with that status, ``/429/7`` with ``Retry-After: 7`` besides, ``/flaky/2`` with
503 to the first two tries of each key, ``/to/307/8080`` with a redirect to that port of this machine; else 200. As a
process: ``python -m tests.servers.web PORT FILE`` appends a line of JSON for each message to FILE: path, key, time,
signature, sha256, size, status.
"""

from __future__ import annotations

import hashlib
import json
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from net.addresses import Allowed


@dataclass(frozen=True)
class Message:
    path: str
    headers: dict[str, str]
    body: bytes
    status: int

    @property
    def key(self) -> str:
        return self.headers.get("Idempotency-Key", "")

    def line(self) -> str:
        told = {"path": self.path, "key": self.key, "timestamp": self.headers.get("Sextant-Timestamp"),
                "signature": self.headers.get("Sextant-Signature"), "size": len(self.body), "status": self.status,
                "sha256": hashlib.sha256(self.body).hexdigest()}  # fmt: skip
        return json.dumps(told)


@dataclass
class Receiver:
    port: int = 0
    messages: list[Message] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def allowed(self) -> Allowed:
        return Allowed.of([f"127.0.0.1:{self.port}"])


def server(port: int, took: Callable[[Message], None]) -> ThreadingHTTPServer:
    """Not yet serving; each message is given to ``took`` before it is answered."""
    tries: Counter[str] = Counter()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            way = self.path.strip("/").split("/")
            tries[self.headers.get("Idempotency-Key", "")] += 1
            status = int(way[0]) if way[0].isdigit() else int(way[1]) if way[0] == "to" else 200
            if way[0] == "flaky" and tries[self.headers["Idempotency-Key"]] <= int(way[1]):
                status = 503
            took(Message(self.path, dict(self.headers.items()), body, status))
            self.send_response(status)
            if way[0].isdigit() and len(way) > 1:
                self.send_header("Retry-After", way[1])
            if way[0] == "to":
                self.send_header("Location", f"http://127.0.0.1:{way[2]}/inside")
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    found = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    found.daemon_threads = True
    return found


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()
    found = server(0, receiver.messages.append)
    receiver.port = found.server_address[1]
    threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield receiver
    finally:
        found.shutdown()
        found.server_close()


def main(port: str, file: str) -> None:
    with open(file, "a", buffering=1) as log:
        server(int(port), lambda message: print(message.line(), file=log)).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
