"""What TikTok's codes mean; its answers have the HTTP status 200 whatever they say. PURE."""

from __future__ import annotations

from collections.abc import Mapping

from connectors.ads.faults import Asked, Fault, Trouble, fault
from connectors.ads.reading import Unreadable, amount, text

FINE = 0
_CODES = {
    40001: Trouble.FORBIDDEN,
    40002: Trouble.REFUSED,
    40016: Trouble.THROTTLED,
    40100: Trouble.THROTTLED,
    40102: Trouble.EXPIRED,
    40104: Trouble.EXPIRED,
    40105: Trouble.EXPIRED,
    40133: Trouble.THROTTLED,
}
WAIT = 300.0  # seconds: the longest but for a day's quota; TikTok does not say which of its limits was met


def problem(body: Mapping[str, object], status: int, asked: Asked) -> Fault | None:
    """The fault that an answer means; None where it is fine. Raises Unreadable."""
    code = amount(body, "code")
    if code is None:
        raise Unreadable(f"status {status} without a code")
    if code == FINE and status == 200:
        return None
    busy = status >= 500 or 50000 <= code < 60000
    trouble = Trouble.PLATFORM if busy else _CODES.get(int(code), Trouble.REFUSED)
    wait = WAIT if trouble is Trouble.THROTTLED else None
    return fault(trouble, asked, wait=wait, sure=not busy, code=str(code), said=text(body, "message"))
