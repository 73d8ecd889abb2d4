"""E-mail by the installation's own server: one mail, with a transaction of its own, for each recipient.

Settings: ``to`` (addresses), ``subject`` (else the title), ``unsubscribe`` (an https address for List-Unsubscribe).
A mail is not sent again by itself when nobody knows whether it arrived: ``unsure``, and not ``passing``.
"""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

from django.conf import settings

from deliveries.destinations import smtp
from deliveries.destinations.base import Fault, Handed, Handing, Parcel, Place, Served
from deliveries.destinations.mail import Letter, letter, sender_of
from deliveries.destinations.recipients import BadAddress, recipient, recipients


class Email:
    """The courier, to as many recipients as the parcel has."""

    def deliver(self, parcel: Parcel, place: Place, handing: Handing) -> Handed:
        """For a parcel with one recipient. Raises Fault."""
        [served] = self.deliver_each(parcel, place, handing)
        if isinstance(served.result, Fault):
            raise served.result
        return served.result

    def deliver_each(self, parcel: Parcel, place: Place, handing: Handing) -> Iterator[Served]:
        """One after the other; the next one is begun when the one before has been taken note of. An address that
        comes twice is written to once."""
        try:
            written = _letter(parcel, place)
        except Fault as fault:
            yield from (Served(each, fault) for each in parcel.recipients)
            return
        done: dict[str, Handed | Fault] = {}
        with _Line() as line:
            for each in parcel.recipients:
                same = _plain(each).lower()
                if same not in done:
                    done[same] = _result(line, written, each, handing)
                yield Served(each, done[same])

    def test(self, place: Place) -> str:
        """Signs in and asks whether the server takes mail for each address; nothing is sent. Raises Fault."""
        try:
            found = recipients(place.config.get("to", ()))
        except BadAddress as bad:
            raise Fault("address", str(bad)) from None
        sender = sender_of(settings.DEFAULT_FROM_EMAIL).addr_spec
        with _Line() as line:
            for each in found:
                smtp.welcome(line.ready(), sender, each)
            line.ready()
        whom = f"mail for {', '.join(found)}" if found else "mail"
        return f"{smtp.server()} takes {whom} from {sender}."


class _Line:
    """The line to the server, opened when it is first needed and again when it was lost. A server that could not be
    reached is not asked again for each of many recipients."""

    def __init__(self) -> None:
        self._open: smtplib.SMTP | None = None
        self._fault: Fault | None = None

    def __enter__(self) -> _Line:
        return self

    def __exit__(self, kind: object, *rest: object) -> None:
        if self._open is not None and kind is None:
            with suppress(OSError, smtplib.SMTPException):
                self._open.quit()
        self.drop()

    def ready(self) -> smtplib.SMTP:
        """Between two mails. Raises Fault."""
        if self._fault is not None:
            raise self._fault
        if self._open is not None and not self._is_free(self._open):
            self.drop()
        if self._open is None:
            try:
                self._open = smtp.opened()
            except Fault as fault:
                self._fault = fault
                raise
        return self._open

    @staticmethod
    def _is_free(line: smtplib.SMTP) -> bool:
        with suppress(OSError, smtplib.SMTPException):
            return line.rset()[0] == 250
        return False

    def drop(self) -> None:
        """Close it without a word: a mail that lacks its final dot goes with it."""
        if self._open is not None:
            self._open.close()
            self._open = None


def _letter(parcel: Parcel, place: Place) -> Letter:
    return letter(
        parcel,
        sender=settings.DEFAULT_FROM_EMAIL,
        now=datetime.now(UTC),
        most=settings.EMAIL_MAX_BYTES,
        subject=str(place.config.get("subject") or ""),
        unsubscribe=str(place.config.get("unsubscribe") or parcel.leave),
    )


def _plain(address: str) -> str:
    try:
        return recipient(address)
    except BadAddress:
        return address


def _result(line: _Line, written: Letter, address: str, handing: Handing) -> Handed | Fault:
    sender = sender_of(settings.DEFAULT_FROM_EMAIL).addr_spec
    try:
        plain = recipient(address)
        return smtp.hand_over(line.ready(), sender, plain, written, lambda: handing(address))
    except BadAddress as bad:
        return Fault("address", str(bad))
    except Fault as fault:
        if fault.code in {"broken", "unsure"}:
            line.drop()
        return fault
