"""The product's own web server on the installation of a benchmark."""

from __future__ import annotations

import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.test import Client

from accounts.models import User
from config.serving import parts

ADDRESS = "127.0.0.1:8019"


@contextmanager
def served() -> Iterator[None]:
    """The product's web server on this installation, ready to answer."""
    server = subprocess.Popen(parts.web(ADDRESS).command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await_answer(server)
        yield
    finally:
        server.terminate()
        server.wait()


def _await_answer(server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError(f"The web server ended with {server.returncode}; is {ADDRESS} taken?")
        try:
            urllib.request.urlopen(f"http://{ADDRESS}/accounts/login/", timeout=5)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("The web server does not answer.")


def cookie(user: User) -> tuple[str, str]:
    """Name and value of the cookie by which the server knows that person."""
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return name, client.cookies[name].value
