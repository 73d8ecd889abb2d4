"""Headers that people add to a webhook: which names and values can be sent. PURE."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from deliveries.destinations.base import Fault

MOST = 20
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}", re.ASCII)
_VALUE = re.compile(r"[ -~]{0,1000}", re.ASCII)
_OURS = frozenset({
    "accept-encoding", "connection", "expect", "host", "idempotency-key", "keep-alive", "te", "trailer",
    "transfer-encoding", "upgrade", "user-agent",
})  # fmt: skip
_FAMILIES = ("content-", "sextant-", "proxy-")
_SECRET = frozenset({"authorization", "cookie"})


def extra_headers(config: Mapping[str, Any]) -> dict[str, str]:
    """``headers`` of a webhook's settings. Raises Fault, which names the header that cannot be sent."""
    given = config.get("headers") or {}
    if not isinstance(given, Mapping) or len(given) > MOST:
        raise Fault("headers", f"Extra headers are names with values, at most {MOST}.")
    if len({str(name).lower() for name in given}) < len(given):
        raise Fault("headers", "A header is named twice. Keep one of the two.")
    return {name: _checked(name, value) for name, value in given.items()}


def _checked(name: Any, value: Any) -> str:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise Fault("headers", f"{str(name)[:64]!r} is no name of a header: it takes letters, digits and hyphens.")
    if name.lower() in _OURS or name.lower().startswith(_FAMILIES):
        raise Fault("headers", f"The header {name} is set by Sextant. Remove it.")
    if name.lower() in _SECRET:
        raise Fault("headers", f"The header {name} holds a secret. Enter it as the webhook's authorization instead.")
    if not isinstance(value, str) or not _VALUE.fullmatch(value):
        raise Fault("headers", f"The value of {name} takes up to 1,000 plain characters in one line.")
    return value


def authorization(secret: Mapping[str, str]) -> dict[str, str]:
    """The header for receivers that ask for a token besides the signature. Raises Fault."""
    value = secret.get("authorization", "")
    if not _VALUE.fullmatch(value):
        raise Fault("headers", "The webhook's authorization takes up to 1,000 plain characters in one line.")
    return {"Authorization": value} if value else {}
