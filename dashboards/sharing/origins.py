"""Sites that may show a page in a frame, read strictly: in a header anything else would mean more. PURE."""

from __future__ import annotations

import re
from collections.abc import Iterable

from explores.keeping.refused import Refused

MOST = 10
LONGEST = 253  # characters of a host's name
_ORIGIN = re.compile(r"(?P<scheme>https?)://(?P<host>\[::1\]|[^\s/:@?#\[\]\\]+)(?::(?P<port>\d{1,5}))?/?")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}


def read(given: Iterable[str]) -> list[str]:
    """Each origin as a policy names it (``https://www.example.org:8443``), once. Raises Refused."""
    found = list(dict.fromkeys(_one(each.strip()) for each in given if each.strip()))
    if len(found) > MOST:
        raise Refused(f"At most {MOST} sites may show one link; these are {len(found)}.", "origins")
    return found


def _one(text: str) -> str:
    match = _ORIGIN.fullmatch(text)
    host = _host(match["host"]) if match else ""
    if match is None or not host:
        raise Refused(f"{text[:60]!r} is no site. It takes https://www.example.org, without a path or *.", "origins")
    scheme, port = match["scheme"], int(match["port"] or 0)
    if scheme == "http" and host not in LOOPBACK:
        raise Refused(f"{text[:60]!r} is not safe on its way. A site that shows figures needs https://.", "origins")
    if port > 65_535 or (match["port"] and port == 0):
        raise Refused(f"{text[:60]!r} names a port that is none.", "origins")
    usual = {"http": 80, "https": 443}[scheme]
    return f"{scheme}://{host}" + (f":{port}" if port and port != usual else "")


def _host(text: str) -> str:
    """The name as the network writes it; empty where it is none."""
    if text in LOOPBACK:
        return text
    try:
        name = text.encode("idna").decode().lower()
    except UnicodeError:
        return ""
    labels = name.split(".")
    return name if len(name) <= LONGEST and all(_LABEL.fullmatch(label) for label in labels) else ""
