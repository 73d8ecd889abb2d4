"""A mail server that keeps all that it accepts and de-duplicates nothing.

The recipient's name says how it behaves: see WAYS. As a process: ``python -m tests.servers.mail PORT FILE`` appends a
line of JSON for each accepted mail to FILE, before it says yes: recipient, message_id, size, sha256.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.net.hosts import closed_port

AT_RCPT = {
    "gone": "550 5.1.1 <secret@inside> unknown here",
    "full": "552 5.2.2 over quota",
    "later": "451 4.7.1 greylisted by the inside",
    "closing": "421 4.3.2 too many mails",
}
AT_DATA = {
    "spam": "554 5.7.1 the inside says no",
    "busy": "451 4.3.0 try later",
    "leaving": "421 4.4.2 leaving",
    "nonsense": "what is this",
}
WAYS = (*AT_RCPT, *AT_DATA, "drop-at-rcpt", "drop-in-body", "drop-before", "drop-after", "drop-later", "mute")


@dataclass(frozen=True)
class Mail:
    sender: str
    recipient: str
    content: bytes

    @property
    def message(self) -> EmailMessage:
        found = message_from_bytes(self.content, policy=default)
        assert isinstance(found, EmailMessage)
        return found

    def line(self) -> str:
        digest = hashlib.sha256(self.content).hexdigest()
        told = {"recipient": self.recipient, "message_id": self.message["Message-ID"], "size": len(self.content)}
        return json.dumps(told | {"sha256": digest})


@dataclass
class Postbox:
    port: int = 0
    mails: list[Mail] = field(default_factory=list)
    connections: int = 0
    dots: list[str] = field(default_factory=list)  # recipients whose mail came whole, accepted or not

    def of(self, recipient: str) -> list[Mail]:
        return [mail for mail in self.mails if mail.recipient == recipient]


class _Server(SMTP):
    async def smtp_DATA(self, arg: str) -> None:
        if self.envelope and self.envelope.rcpt_tos and self.envelope.rcpt_tos[0].startswith("drop-in-body"):
            await self.push("354 go on")
            await self._reader.read(10)
            self.transport.abort()
            return
        leaves = self.envelope and self.envelope.rcpt_tos and self.envelope.rcpt_tos[0].startswith("drop-later")
        await super().smtp_DATA(arg)
        if leaves:
            self.transport.close()  # behind the yes, which is still sent


class _Handler:
    def __init__(self, box: Postbox, took: Callable[[Mail], None]) -> None:
        self.box = box
        self.took = took

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        way = address.partition("@")[0]
        if way == "drop-at-rcpt":
            server.transport.abort()
        if way in AT_RCPT:
            return AT_RCPT[way]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 fine"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        way = envelope.rcpt_tos[0].partition("@")[0]
        self.box.dots.extend(envelope.rcpt_tos)
        if way in AT_DATA:
            return AT_DATA[way]
        if way == "drop-before":
            server.transport.abort()
            return "250 never seen"
        for recipient in envelope.rcpt_tos:
            self.took(Mail(envelope.mail_from or "", recipient, envelope.content))
        if way == "drop-after":
            server.transport.abort()
        if way == "mute":
            await asyncio.sleep(5)
        return "250 2.0.0 Ok: queued as 4XyZ12abc"

    async def handle_exception(self, error: Exception) -> str:
        return "500 a test's connection was dropped"


class _Controller(Controller):
    def __init__(self, handler: _Handler, port: int, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__(handler, hostname="127.0.0.1", port=port, ready_timeout=10)

    def factory(self) -> SMTP:
        self.handler.box.connections += 1
        return _Server(self.handler, **self.options)


def _options(tls: ssl.SSLContext | None, users: dict[str, str] | None, limit: int) -> dict[str, Any]:
    def known(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and (users or {}).get(data.login.decode()) == data.password.decode()
        return AuthResult(success=right, handled=right)  # a failure that is "handled" would drop the connection

    signing_in = {"authenticator": known, "auth_required": True, "auth_require_tls": tls is not None}
    encrypting = {"tls_context": tls, "require_starttls": True}
    return {
        "data_size_limit": limit,
        "hostname": "mail.inside",
        **(signing_in if users else {}),
        **(encrypting if tls else {}),
    }


@contextmanager
def taking_mail(
    tls: ssl.SSLContext | None = None, users: dict[str, str] | None = None, limit: int = 33_554_432
) -> Iterator[Postbox]:
    """``users``: names with passwords, asked for where there are any. ``limit``: bytes of a mail, announced."""
    box = Postbox(closed_port())
    controller = _Controller(_Handler(box, box.mails.append), box.port, _options(tls, users, limit))
    controller.start()
    box.connections = 0  # the controller has looked whether it answers
    try:
        yield box
    finally:
        controller.stop()


def main(port: str, file: str) -> None:
    with open(file, "a", buffering=1) as log:
        box = Postbox(int(port))
        controller = _Controller(
            _Handler(box, lambda mail: print(mail.line(), file=log)), int(port), _options(None, None, 0)
        )
        controller.start()
        threading.Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
