"""What a mail server's answer means: its code, and the finer one (RFC 3463), in words of ours. PURE."""

from __future__ import annotations

import re

from deliveries.destinations.base import Fault

_FINER = re.compile(rb"\s*([245]\.\d{1,3}\.\d{1,3})(?=\s|$)")
_MEANS = {
    "5.1.1": "There is no such mailbox.",
    "5.1.2": "There is no such mail domain.",
    "5.1.3": "The address is not written as it should be.",
    "5.1.6": "The mailbox has moved.",
    "5.1.8": "The sender's domain is not accepted.",
    "5.1.10": "There is no such mailbox.",
    "5.2.1": "The mailbox is switched off.",
    "5.2.2": "The mailbox is full.",
    "5.2.3": "The mail is too large for the mailbox.",
    "5.3.4": "The mail is too large for the server.",
    "5.4.1": "The recipient's domain does not take mail for it.",
    "5.7.1": "The server does not let this mail pass.",
    "5.7.26": "The sender's domain is not proven (SPF, DKIM, DMARC).",
    "4.2.2": "The mailbox is full.",
    "4.7.1": "The server lets mail pass later only.",
}
_BY_CODE = {
    530: "The server asks for a user name. An operator can set EMAIL_USER.",
    552: "The mailbox is full, or the mail is too large.",
    550: "The mailbox does not exist, or the server does not let this mail pass.",
}


def accepted(reply: tuple[int, bytes]) -> bool:
    """Whether it is a yes."""
    return 200 <= reply[0] < 300


def finer(reply: tuple[int, bytes]) -> str:
    """``5.1.1``, or nothing."""
    found = _FINER.match(reply[1])
    return found[1].decode() if found else ""


def meaning(status: str, code: int = 0) -> str:
    """A sentence; nothing where the codes say no more than yes or no."""
    return _MEANS.get(status) or _BY_CODE.get(code, "")


def refusal(reply: tuple[int, bytes], code: str, whom: str, server: str) -> Fault:
    """A no that is certain: nothing was delivered. Those that begin with 4 may pass."""
    number, status = reply[0], finer(reply)
    passing = not 500 <= number < 600
    told = f"{number} {status}".strip()
    how = "took no mail for" if code != "sender" else "takes no mail from"
    rest = "It is tried again." if passing else meaning(status, number)
    return Fault(
        "deferred" if passing else code,
        f"{server} {how} {whom} ({told}). {rest}".strip(),
        passing=passing,
        remote={"code": str(number), "status": status} if status else {"code": str(number)},
    )
