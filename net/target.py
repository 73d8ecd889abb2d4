"""An address (URL) taken apart into what a connection needs; anything that two readers could read in two ways is
refused. PURE."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from net.problem import DoorProblem

DEFAULT = {"https": 443, "http": 80}
LONGEST = 8000  # characters
_PLAIN = re.compile(r"[!-~]+", re.ASCII)
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,45}", re.ASCII)  # a name, or a number of either kind
_ODD = re.compile(r"[\x00-\x20\x7f\\]")  # what one reader drops and another one keeps


@dataclass(frozen=True)
class Target:
    """Where to connect, and what to ask for there. ``host`` is in ASCII."""

    secure: bool
    host: str
    port: int
    path: str  # with the query

    @property
    def named(self) -> str:
        """The ``Host`` header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT["https" if self.secure else "http"] else f"{host}:{self.port}"


def target_of(url: str) -> Target:
    """Raises DoorProblem."""
    if len(url) > LONGEST:
        raise DoorProblem("address", f"The address is longer than {LONGEST:,} characters.")
    try:
        parts = urlsplit(url)
        host, port = _ascii(parts.hostname or ""), parts.port
    except ValueError:
        raise _unreadable() from None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if parts.scheme not in DEFAULT or port == 0 or "@" in parts.netloc or _ODD.search(url):
        raise _unreadable()
    if not (_PLAIN.fullmatch(host) and _PLAIN.fullmatch(path)):
        raise _unreadable()
    return Target(parts.scheme == "https", host, port or DEFAULT[parts.scheme], path)


def host_of(host: str, port: int) -> Target:
    """A host and a port that are given apart, for what is not HTTP. Raises DoorProblem."""
    wrong = DoorProblem("address", "The host is a name or a number such as sftp.example.org, its port 1 to 65535.")
    try:
        plain = _ascii(host)
    except ValueError:
        raise wrong from None
    if not _HOST.fullmatch(plain) or not 0 < port < 65536:
        raise wrong
    return Target(False, plain.lower(), port, "")


def _ascii(host: str) -> str:
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _unreadable() -> DoorProblem:
    return DoorProblem("address", "The address is not one that can be sent to; it takes https://host/path.")
