"""A platform as a server on loopback: what it answers is the platform's, how it fails is here."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlsplit

from net.addresses import Allowed
from tests.servers.patience import HANGS
from tests.servers.platforms.state import World


@dataclass(frozen=True)
class Question:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]  # names in lower case
    body: bytes


@dataclass(frozen=True)
class Answer:
    body: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Platform(World):
    """A World that answers. Subclasses are vendors."""

    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def allowed(self) -> Allowed:
        return Allowed.of([f"127.0.0.1:{self.port}"])

    def changing(self, question: Question) -> bool:
        raise NotImplementedError

    def answer(self, question: Question) -> Answer:
        raise NotImplementedError

    def told(self, trouble: str, question: Question) -> Answer:
        """throttled, expired, revoked, forbidden or broken, in the vendor's words."""
        raise NotImplementedError


P = TypeVar("P", bound=Platform)
RAW = {
    "garbage": b"<html>Bad gateway</html>",
    "half": b'{"data": [{"id": "12',
    "wrong_shape": b'["what", "is", "this"]',
}


def _handler(platform: Platform) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.serve(b"")

        def do_POST(self) -> None:
            self.serve(self.rfile.read(int(self.headers["Content-Length"])))

        def serve(self, body: bytes) -> None:
            parts = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            question = Question(self.command, parts.path, dict(parse_qsl(parts.query)), headers, body)
            with platform.lock:
                platform.calls.append(f"{self.command} {parts.path}")
                trouble = platform.strikes(change=platform.changing(question)) or ""
                vendors = trouble in {"throttled", "expired", "revoked", "forbidden", "broken"}
                answer = platform.told(trouble, question) if vendors else None
                if answer is None and trouble not in {"hang", "drop", *RAW}:
                    answer = platform.answer(question)
            if trouble.startswith("hang"):
                platform.over.wait(HANGS)
            if trouble.startswith(("hang", "drop")):
                self.close_connection = True
                return
            self.say(Answer(None) if answer is None else answer, RAW.get(trouble))

        def say(self, answer: Answer, raw: bytes | None) -> None:
            body = json.dumps(answer.body).encode() if raw is None else raw
            self.send_response(answer.status)
            for name, value in {**answer.headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    return Handler


@contextmanager
def serving(platform: P) -> Iterator[P]:
    found = ThreadingHTTPServer(("127.0.0.1", 0), _handler(platform))
    found.daemon_threads = True
    platform.port = found.server_address[1]
    threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield platform
    finally:
        platform.over.set()
        found.shutdown()
        found.server_close()
