"""Object stores on this machine: moto's, as a process of its own, and one that answers as it is told."""

from __future__ import annotations

import json
import os
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from net.addresses import Allowed
from net.aws import Keys, client
from net.timed import Deadline
from tests.net.hosts import closed_port

REGION = "eu-west-1"
TEXT = {"Content-Type": "text/plain"}
EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}


@dataclass
class Store:
    """A running store. It lives as long as its process, which a soak test may start as any other."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def allowed(self) -> Allowed:
        return Allowed.of([f"127.0.0.1:{self.port}"])

    def client(self, service: str = "s3", keys: Keys = Keys("test", "test")) -> Any:  # noqa: B008  # it is frozen
        """As the store's owner."""
        found = client(service, keys, self.allowed, Deadline(60), region=REGION, endpoint=self.url, style="path")
        return found

    def bucket(self, name: str) -> str:
        self.client().create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        return name

    def keys(self, bucket: str) -> list[str]:
        return [each["Key"] for each in self.client().list_objects_v2(Bucket=bucket).get("Contents", ())]

    def content(self, bucket: str, key: str) -> bytes:
        address = self.client().generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": key})
        with urllib.request.urlopen(address) as answer:
            return bytes(answer.read())

    def unfinished(self, bucket: str) -> int:
        """Uploads in parts that were neither completed nor given up."""
        return len(self.client().list_multipart_uploads(Bucket=bucket).get("Uploads", ()))

    def check_keys(self, policy: dict[str, Any] = EVERYTHING) -> Keys:
        """From now on it asks who comes. The keys of one who may do what the policy says."""
        owner = self.client("iam")
        owner.create_user(UserName="sextant")
        owner.put_user_policy(UserName="sextant", PolicyName="p", PolicyDocument=json.dumps(policy))
        made = owner.create_access_key(UserName="sextant")["AccessKey"]
        asked = urllib.request.Request(f"{self.url}/moto-api/reset-auth", data=b"0", method="POST", headers=TEXT)
        urllib.request.urlopen(asked).read()
        return Keys(made["AccessKeyId"], made["SecretAccessKey"])


@contextmanager
def storing(log: Path) -> Iterator[Store]:
    """moto's store, empty."""
    port = closed_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with log.open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ, "MOTO_CALL_RESET_API": "0"})
    try:
        await_port(port, process)
        yield Store(port, process)
    finally:
        process.kill()
        process.wait()


def await_port(port: int, process: subprocess.Popen[bytes] | None = None, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process is None or process.poll() is None, "the server ended"
        with socket.socket() as sock:
            if sock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nobody listens at {port}")


def error(status: int, code: str, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """Answers as stores say no. ``headers``: more of them, ``Retry_After`` for ``Retry-After``."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        told = f"<Error><Code>{code}</Code><Message>the inside says {code}</Message></Error>".encode()
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(told)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(told if handler.command != "HEAD" else b"")

    return answer


@dataclass
class Hostile:
    """A store that answers every question in one way; ``asked`` holds method and path."""

    port: int = 0
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def allowed(self) -> Allowed:
        return Allowed.of([f"127.0.0.1:{self.port}"])


@contextmanager
def answering(
    answer: Callable[[BaseHTTPRequestHandler], None], *, read: bool = True, tls: ssl.SSLContext | None = None
) -> Iterator[Hostile]:
    """``read``: whether what is sent is taken before the answer."""
    host = Hostile()

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            host.asked.append(f"{self.command} {self.path}")
            host.headers.append(dict(self.headers.items()))
            if read:
                host.bodies.append(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            answer(self)

        do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = handle_any

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    host.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
