"""A host that takes a connection and then misbehaves: each way of it is one function of a socket."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from net.addresses import Allowed
from tests.servers.patience import drip, hang

SECRET = b"the secret of the inside"
OK = b"HTTP/1.1 200 OK\r\n"


def hangs(sock: socket.socket) -> None:
    sock.recv(65536)
    hang()


def drips(sock: socket.socket) -> None:
    drip(sock.sendall)


def never_ends(sock: socket.socket) -> None:
    sock.recv(65536)
    sock.sendall(OK + b"\r\n")
    while True:
        sock.sendall(SECRET * 1000)


def talks_nonsense(sock: socket.socket) -> None:
    sock.recv(65536)
    sock.sendall(b"220 mail.inside ESMTP " + SECRET + b"\r\n")


def says_nothing(sock: socket.socket) -> None:
    sock.recv(65536)


def stops_in_the_head(sock: socket.socket) -> None:
    sock.recv(65536)
    sock.sendall(b"HTTP/1.1 20")


def asks_to_go_on_for_ever(sock: socket.socket) -> None:
    sock.recv(65536)
    while True:
        sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


def has_endless_headers(sock: socket.socket) -> None:
    sock.recv(65536)
    sock.sendall(OK)
    while True:
        sock.sendall(b"X-Header: " + SECRET * 100 + b"\r\n")


def has_one_endless_header(sock: socket.socket) -> None:
    sock.recv(65536)
    sock.sendall(OK + b"X-Header: ")
    while True:
        sock.sendall(SECRET * 1000)


def promises_more_than_it_sends(sock: socket.socket) -> None:
    sock.recv(65536)
    sock.sendall(OK + b"Content-Length: 5000\r\n\r\nok")
    hang()


def sends_more_than_it_promised(sock: socket.socket) -> None:
    sock.recv(65536)
    sock.sendall(OK + b"Content-Length: 2\r\n\r\nok" + SECRET * 1000)


def has_a_length_below_zero(sock: socket.socket) -> None:
    sock.recv(65536)
    sock.sendall(OK + b"Content-Length: -7\r\n\r\nok")


def has_broken_chunks(sock: socket.socket) -> None:
    sock.recv(65536)
    sock.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFFFF\r\n" + SECRET)


def refuses_before_it_has_read(sock: socket.socket) -> None:
    sock.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n")
    sock.shutdown(socket.SHUT_WR)
    with suppress(OSError):
        sock.recv(10)
        time.sleep(0.2)


@dataclass
class Misbehaving:
    port: int
    connections: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def allowed(self) -> Allowed:
        return Allowed.of([f"127.0.0.1:{self.port}"])


@contextmanager
def misbehaving(
    how: Callable[[socket.socket], None] = says_nothing, host: str = "127.0.0.1", port: int = 0
) -> Iterator[Misbehaving]:
    """It counts connections, whatever comes of them."""
    listener = socket.create_server((host, port))
    found = Misbehaving(listener.getsockname()[1])

    def serve(sock: socket.socket) -> None:
        with sock, suppress(OSError):
            how(sock)

    def accept() -> None:
        with suppress(OSError):
            while True:
                sock, _ = listener.accept()
                found.connections += 1
                threading.Thread(target=serve, args=(sock,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield found
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
