"""A mail for a parcel: a text, the same in HTML with its pictures, and the files. Built once, addressed many times."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from deliveries.destinations.base import Fault, File, Parcel
from deliveries.destinations.mail_body import html_of, text_of
from deliveries.destinations.sizes import as_base64, megabytes
from deliveries.destinations.words import file_name, one_line

SUBJECT = 200  # characters; the whole title stands in the body


@dataclass(frozen=True)
class Letter:
    """All of a mail but its recipient; ``body`` is as SMTP takes it, dots doubled."""

    key: str
    domain: str  # of the sender
    body: bytes

    def message_id(self, recipient: str) -> str:
        """The same for the same key and recipient: by it a mail is found again."""
        digest = hashlib.sha256(f"{self.key}\n{recipient.lower()}".encode()).hexdigest()
        return f"<{digest[:40]}@{self.domain}>"

    def head(self, recipient: str) -> bytes:
        """The lines before the body that are this recipient's own."""
        return f"To: {recipient}\r\nMessage-ID: {self.message_id(recipient)}\r\n".encode("ascii")


def letter(
    parcel: Parcel, *, sender: str, now: datetime, most: int, subject: str = "", unsubscribe: str = ""
) -> Letter:
    """Raises Fault where the mail would have more than ``most`` bytes."""
    _fits(sum(as_base64(file.size) * 78 // 76 for file in parcel.files), most)
    message = EmailMessage(policy=SMTP)
    message["From"] = sender_of(sender)
    message["Subject"] = one_line(subject or parcel.subject, SUBJECT) or "Sextant"
    message["Date"] = format_datetime(now.astimezone(UTC))
    message["Auto-Submitted"] = "auto-generated"
    if re.fullmatch(r"https://[!-;=?-~]{1,900}", unsubscribe, re.ASCII):
        message["List-Unsubscribe"] = f"<{unsubscribe}>"
    _filled(message, parcel)
    body = re.sub(rb"(?m)^\.", b"..", message.as_bytes())
    _fits(len(body), most)
    return Letter(parcel.key, sender_of(sender).domain or "localhost", body)


def sender_of(text: str) -> Address:
    """``Sextant <sextant@example.org>``, its domain in ASCII."""
    name, address = parseaddr(text)
    local, _, domain = address.rpartition("@")
    return Address(one_line(name, 100), local, domain.encode("idna").decode("ascii"))


def _fits(size: int, most: int) -> None:
    if size > most:
        how = (
            "Choose fewer rows, a smaller format or a ZIP, or send to S3 or SFTP. An operator can set EMAIL_MAX_BYTES."
        )
        raise Fault("too_large", f"The mail is {megabytes(size)} as it is sent, and up to {megabytes(most)} are. {how}")


def _filled(message: EmailMessage, parcel: Parcel) -> None:
    pictures = [(_cid(parcel, file), file) for file in parcel.files if _is_shown(file)]
    message.set_content(text_of(parcel), cte="quoted-printable")
    message.add_alternative(html_of(parcel, pictures), subtype="html", cte="quoted-printable")
    [_, html] = message.iter_parts()
    assert isinstance(html, EmailMessage)
    for cid, file in pictures:
        main, _, sub = file.mime.partition("/")
        name = file_name(file.name)
        html.add_related(file.path.read_bytes(), main, sub, cid=f"<{cid}>", filename=name, disposition="inline")
    for file in parcel.files:
        if not _is_shown(file):
            _attach(message, file)


def _attach(message: EmailMessage, file: File) -> None:
    main, _, sub = file.mime.partition(";")[0].strip().partition("/")
    params = {"charset": "utf-8"} if main == "text" else {}
    message.add_attachment(file.path.read_bytes(), main, sub, filename=file_name(file.name), params=params)


def _is_shown(file: File) -> bool:
    return file.inline and file.mime.startswith("image/")


def _cid(parcel: Parcel, file: File) -> str:
    digest = hashlib.sha256("\n".join((parcel.key, file.name, file.sha256)).encode()).hexdigest()
    return f"{digest[:32]}@sextant"
