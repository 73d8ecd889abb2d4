"""Servers on this machine that answer as the outside world may: well, elsewhere, late, without end, or not at all."""

from __future__ import annotations

import socket
import ssl
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from net.addresses import Allowed
from tests.servers.patience import drip, hang


@dataclass
class Host:
    """A server that ran; ``got`` holds what came: path, headers and body."""

    port: int = 0
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def allowed(self) -> Allowed:
        return Allowed.of([f"127.0.0.1:{self.port}"])


@contextmanager
def hosting(context: ssl.SSLContext | None = None) -> Iterator[Host]:
    """The path says how it answers: ``/302``, ``/slow``, ``/drip``, ``/huge``, ``/garbage``, any status; else 200."""
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            host.got.append((self.path, dict(self.headers.items()), body))
            answer(self, self.path.strip("/"))

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    host.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()


def answer(handler: BaseHTTPRequestHandler, how: str) -> None:
    """The answer that the path asks for."""
    try:
        if how == "slow":
            hang()
        elif how == "garbage":
            handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n")
            return
        elif how == "drip":
            drip(handler.wfile.write)
            return
        handler.send_response(int(how) if how.isdigit() else 200)
        if how == "302":
            handler.send_header("Location", f"http://127.0.0.1:{handler.server.server_port}/elsewhere")  # type: ignore[attr-defined]
        handler.end_headers()
        for _ in range(400 if how == "huge" else 1):
            handler.wfile.write(b"the secret of the inside " * 4096)
    except OSError:
        return  # the other side hung up


HELD: deque[socket.socket] = deque(maxlen=64)


def closed_port() -> int:
    """A port of this machine at which nobody listens but who is told of it. It stays bound, so that no other server or
    connection is given it meanwhile: a server that is told of it may listen there all the same, as it reuses addresses.
    """
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind(("127.0.0.1", 0))
    HELD.append(held)
    return int(held.getsockname()[1])
