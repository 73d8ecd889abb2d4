"""The line to the installation's own mail server: opened, tested, and one mail handed over on it.

What the server says is never shown, but for its codes: the three digits, and the finer ones with dots (RFC 3463).
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.core.mail.utils import DNS_NAME

from deliveries.destinations.base import Fault, Handed
from deliveries.destinations.mail import Letter
from deliveries.destinations.replies import accepted, finer, refusal
from deliveries.destinations.sizes import megabytes

FINAL_SECONDS = 300.0  # servers look through a large mail before they answer (RFC 5321 gives them ten minutes)
NO_SERVER = "This installation has no mail server. An operator names one with EMAIL_HOST."
_PIECE = 65_536  # bytes sent within one EMAIL_TIMEOUT
Reply = tuple[int, bytes]


def trust() -> ssl.SSLContext:
    """Certificates that the machine trusts, with the name checked."""
    return ssl.create_default_context()


def server() -> str:
    """How the mail server is called in messages."""
    return f"The mail server {settings.EMAIL_HOST}:{settings.EMAIL_PORT}"


def opened() -> smtplib.SMTP:
    """A line that is ready for mails: behind TLS and signed in where the settings say so. Raises Fault."""
    if not settings.EMAIL_HOST:
        raise Fault("no_server", NO_SERVER)
    try:
        line = smtplib.SMTP(
            settings.EMAIL_HOST, settings.EMAIL_PORT, DNS_NAME.get_fqdn(), timeout=settings.EMAIL_TIMEOUT
        )
    except (OSError, smtplib.SMTPException):
        raise Fault("unreachable", f"{server()} does not answer. It is tried again.", passing=True) from None
    try:
        line.ehlo_or_helo_if_needed()
        _secured(line)
        _signed_in(line)
    except BaseException:
        line.close()
        raise
    if line.sock is not None:
        line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


def _secured(line: smtplib.SMTP) -> None:
    if not settings.EMAIL_USE_TLS:
        return
    try:
        line.starttls(context=trust())
        line.ehlo()
    except smtplib.SMTPNotSupportedError:
        said = f"{server()} does not offer encryption (STARTTLS), which EMAIL_TLS asks for."
        raise Fault("tls", f"{said} Nothing was sent. An operator can check both.") from None
    except ssl.SSLError:
        said = f"{server()} has no certificate that this machine trusts for its name"
        raise Fault("tls", f"{said}, or speaks no TLS that is safe. Nothing was sent.") from None
    except (OSError, smtplib.SMTPException):
        said = f"{server()} broke off while encryption was begun."
        raise Fault("tls", f"{said} It is tried again.", passing=True) from None


def _signed_in(line: smtplib.SMTP) -> None:
    if not settings.EMAIL_HOST_USER:
        return
    try:
        line.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except smtplib.SMTPNotSupportedError:
        said = f"{server()} asks for no user name, or takes none without encryption."
        raise Fault("auth", f"{said} An operator can set EMAIL_TLS, or take EMAIL_USER away.") from None
    except smtplib.SMTPAuthenticationError as error:
        passing = 400 <= error.smtp_code < 500
        said = f"{server()} does not accept the user name and password ({error.smtp_code})."
        raise Fault("auth", f"{said} An operator can check EMAIL_USER and EMAIL_PASSWORD.", passing=passing) from None
    except (OSError, smtplib.SMTPException):
        raise Fault("unreachable", f"{server()} broke off while signing in.", passing=True) from None


def welcome(line: smtplib.SMTP, sender: str, recipient: str, size: int = 0) -> None:
    """MAIL and RCPT. Raises Fault where the server takes no mail of that size, from or to them."""
    most = int(found) if (found := line.esmtp_features.get("size", "")).isdigit() else 0
    if most and size > most:
        said = f"The mail is {megabytes(size)} as it is sent, and {server().lower()} takes {megabytes(most)}."
        raise Fault("too_large", f"{said} Choose fewer rows or a smaller format, or send to S3 or SFTP.")
    options = [f"size={size}"] if size and line.has_extn("size") else []
    _asked(lambda: line.mail(sender, options), "sender", sender)
    _asked(lambda: line.rcpt(recipient), "recipient", recipient)


def _asked(ask: Callable[[], Reply], code: str, whom: str) -> None:
    """Raises Fault where the answer is no, or none."""
    try:
        reply = ask()
    except (OSError, smtplib.SMTPException):
        raise broken() from None
    if not accepted(reply):
        raise refusal(reply, code, whom, server())


def broken() -> Fault:
    """The line is lost, and the mail for certain not delivered."""
    return Fault("broken", f"{server()} broke off before it had the mail. It is tried again.", passing=True)


def hand_over(line: smtplib.SMTP, sender: str, recipient: str, letter: Letter, handing: Callable[[], None]) -> Handed:
    """One mail to one recipient. ``handing`` is called when the server has the whole mail but for the final dot: what
    ends before leaves nothing behind. Raises Fault, and what ``handing`` raises (the line is to be closed then)."""
    head = letter.head(recipient)
    welcome(line, sender, recipient, len(head) + len(letter.body))
    _sent_but_for_the_dot(line, head, letter.body, recipient)
    handing()
    reply = _answer_to_the_dot(line)
    if not accepted(reply):
        raise refusal(reply, "rejected", recipient, server())
    remote = {"code": str(reply[0]), "status": finer(reply), "message_id": letter.message_id(recipient)}
    queued = re.search(rb"(?:queued as|id[=:]?) <?([A-Za-z0-9.-]{6,64})\b", reply[1])
    remote["queue_id"] = queued[1].decode() if queued else ""
    return Handed(letter.message_id(recipient), {name: value for name, value in remote.items() if value})


def _sent_but_for_the_dot(line: smtplib.SMTP, head: bytes, body: bytes, recipient: str) -> None:
    try:
        reply = line.docmd("DATA")
        if reply[0] != 354:
            raise refusal(reply, "rejected", recipient, server())
        line.send(head)
        for start in range(0, len(body), _PIECE):
            line.send(body[start : start + _PIECE])
    except (OSError, smtplib.SMTPException):
        raise broken() from None


def _answer_to_the_dot(line: smtplib.SMTP) -> Reply:
    """Raises Fault, unsure: from here on the mail may have arrived whatever happens."""
    reply: Reply = (-1, b"")
    with suppress(OSError, smtplib.SMTPException):
        if line.sock is not None:
            line.sock.settimeout(FINAL_SECONDS)
        line.send(b".\r\n")
        reply = line.getreply()
        if line.sock is not None:
            line.sock.settimeout(settings.EMAIL_TIMEOUT)
    if not 200 <= reply[0] < 300 and not 400 <= reply[0] < 600:
        line.close()
        said = f"{server()} broke off after it had the mail and before it said so. It may have arrived."
        raise Fault("unsure", f"{said} Ask the recipient before sending it again.", unsure=True)
    return reply
