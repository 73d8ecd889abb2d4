"""What tiles that are kept cost the server: whole requests through every middleware, without web server and network."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Iterable
from typing import Any

from accounts.models import User
from bench.server import cookie
from config.wsgi import application


def served_again(user: User, addresses: Iterable[str]) -> tuple[list[float], list[float]]:
    """Seconds of each request, and those of them that this process worked (``thread_time``): the latter hold on a busy
    machine, too, but leave out what PostgreSQL and Redis do."""
    name, value = cookie(user)
    took, worked = [], []
    for address in addresses:
        began, idle = time.perf_counter(), time.thread_time()
        body = _ask(address, f"{name}={value}")
        took.append(time.perf_counter() - began)
        worked.append(time.thread_time() - idle)
        if b"from cache" not in body:
            raise RuntimeError(f"{address} was not kept.")
    return took, worked


def _ask(address: str, cookies: str) -> bytes:
    path, _, question = address.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": question,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": cookies,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    response = application(environ, lambda status, headers, error=None: lambda body: None)
    try:
        return b"".join(response)
    finally:
        response.close()
