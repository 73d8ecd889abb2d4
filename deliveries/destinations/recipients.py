"""Addresses of people: readable, each once, and in the domains that may be written to. PURE."""

from __future__ import annotations

from collections.abc import Iterable

from email_validator import EmailNotValidError, validate_email

LONGEST = 320  # characters
MOST = 500  # people of one mail


class BadAddress(ValueError):
    """An address that no mail can be sent to; the message names it."""


class TooManyAddresses(BadAddress):
    """More than one mail goes to; the message counts them."""


def recipient(address: str) -> str:
    """The address as servers take it, its domain in ASCII and small letters. No name server is asked, and names of a
    house's own network will do. Raises BadAddress."""
    shown = address.strip()
    wrong = f"{shown[:80]!a} is no address that mail can be sent to; it takes name@example.org."
    if len(shown) > LONGEST:
        raise BadAddress(wrong)
    try:
        found = validate_email(
            shown, check_deliverability=False, globally_deliverable=False, allow_smtputf8=False, strict=True
        )
    except (EmailNotValidError, UnicodeError):
        raise BadAddress(wrong) from None
    if found.ascii_email is None or "." not in (found.ascii_domain or ""):
        raise BadAddress(wrong)
    return found.ascii_email


def recipients(addresses: Iterable[str]) -> tuple[str, ...]:
    """Each once, in their order; capitals make no difference. Raises BadAddress, TooManyAddresses."""
    written = list(addresses)
    if len(written) > MOST:
        raise TooManyAddresses(f"That is {len(written):,} addresses; one mail takes {MOST}.")
    found: dict[str, str] = {}
    for address in written:
        plain = recipient(address)
        found.setdefault(plain.lower(), plain)
    return tuple(found.values())


def refused(addresses: Iterable[str], allowed_domains: Iterable[str]) -> tuple[str, ...]:
    """The addresses outside the list. An entry is a domain, ``example.org``, or all below it, ``*.example.org``."""
    listed = tuple(_domain(entry) for entry in allowed_domains)
    return tuple(address for address in addresses if not _within(_domain(address.rpartition("@")[2]), listed))


def _within(domain: str, listed: tuple[str, ...]) -> bool:
    return any(domain == entry or (entry.startswith("*.") and domain.endswith(entry[1:])) for entry in listed)


def _domain(text: str) -> str:
    plain = text.strip().rstrip(".").lower()
    try:
        return plain.encode("idna").decode("ascii") if not plain.isascii() else plain
    except UnicodeError:
        return plain
