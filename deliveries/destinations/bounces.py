"""What a mail server reports later on: delivery-status messages (RFC 3464) read. PURE."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from deliveries.destinations.words import one_line

MOST_BYTES = 1_048_576  # that are read: what says why stands before the mail that came back
_ID = re.compile(r"<[!-;=?-~]{3,250}>", re.ASCII)
_ACTIONS = frozenset({"failed", "delayed", "delivered", "relayed", "expanded"})
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}", re.ASCII)
_DIAGNOSTIC = 300  # characters


@dataclass(frozen=True)
class Bounce:
    """``message_id`` is of the mail that came back ("" where the report does not say); ``action``: failed, delayed,
    delivered, relayed, expanded; ``status`` such as 5.1.1; ``diagnostic`` is the server's words in one line: they may
    be shown to people as text, and hold no markup that a page would need."""

    message_id: str
    recipient: str
    status: str
    action: str
    diagnostic: str


def take_bounce(raw: bytes) -> tuple[Bounce, ...]:
    """One for each recipient that the report names; none where it is no report (a vacation reply, a letter, noise)."""
    try:
        parts = list(message_from_bytes(raw[:MOST_BYTES], policy=compat32).walk())
        about = _about(parts)
        return tuple(bounce for part in parts for bounce in _told(part, about))
    except (ValueError, LookupError, AttributeError, RecursionError):
        return ()  # what cannot be read is no report


def _told(part: Message, about: str) -> Iterator[Bounce]:
    if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
        return
    for block in part.get_payload():
        if isinstance(block, Message) and (bounce := _bounce(block, about)):
            yield bounce


def _bounce(block: Message, about: str) -> Bounce | None:
    recipient = _typed(block, "Original-Recipient") or _typed(block, "Final-Recipient")
    action = str(block.get("Action", "")).strip().lower()
    status = _STATUS.search(str(block.get("Status", "")))
    if "@" not in recipient or action not in _ACTIONS or status is None:
        return None
    diagnostic = one_line(_typed(block, "Diagnostic-Code"), _DIAGNOSTIC)
    return Bounce(about, one_line(recipient, 320), status[0], action, diagnostic)


def _typed(block: Message, name: str) -> str:
    """The value behind its type: ``rfc822; x@example.org``."""
    value = str(block.get(name, ""))
    return value.partition(";")[2].strip().strip("<>") if ";" in value else value.strip()


def _about(parts: list[Message]) -> str:
    """The id of the mail that came back: in its headers, which come along, or as the report's answer to it."""
    for part in parts:
        kind = part.get_content_type()
        if kind == "text/rfc822-headers" and (found := _ID.search(_header(str(part.get_payload()), "message-id"))):
            return found[0]
        if kind == "message/rfc822" and part.is_multipart():
            inner = part.get_payload(0)
            if isinstance(inner, Message) and (found := _ID.search(str(inner.get("Message-ID", "")))):
                return found[0]
    told = (str(parts[0].get(name, "")) for name in ("In-Reply-To", "References", "X-Original-Message-ID"))
    return next((ids[-1] for value in told if (ids := _ID.findall(value))), "")


def _header(text: str, name: str) -> str:
    found = re.search(rf"^{name}:\s*(.{{0,300}})", text, re.IGNORECASE | re.MULTILINE)
    return found[1] if found else ""
