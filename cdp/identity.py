"""Who is who: normal forms of identifiers, values that identify nobody, and clusters of what belongs together. PURE.

Clusters are the connected components of "named in the same record", inside one sub-account. They depend only on
the set of records, never on the order or the portions in which those arrive.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from cdp.placeholders import ADDRESSES, LOCAL_PARTS, NUMBERS

EMAIL, PHONE, SOURCE = "EMAIL", "PHONE", "SOURCE"
LONGEST_ID = 500  # characters; longer ones are not ids and would not fit an index


@dataclass(frozen=True)
class Rules:
    """What a mapping may declare about identifiers.

    ``region`` (ISO 3166 alpha-2) is where phone numbers without a country code are; without it such a number cannot
    be read. ``blocked`` adds values that identify nobody, in normal form.
    """

    region: str | None = None
    blocked: frozenset[str] = field(default_factory=frozenset)
    keep_case: bool = False  # of an address's local part; nearly every mail system ignores it


DEFAULT = Rules()


@lru_cache(maxsize=1 << 18)
def email(raw: str, keep_case: bool = False) -> str | None:
    """The address in normal form (lower case, Unicode NFC), or None where it is none."""
    try:
        checked = validate_email(raw.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    return checked.normalized if keep_case else checked.normalized.lower()


@lru_cache(maxsize=1 << 18)
def phone(raw: str, region: str | None = None) -> str | None:
    """The number as E.164 (``+33612345678``), or None where it is none."""
    try:
        parsed = phonenumbers.parse(raw, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def source_id(raw: str) -> str | None:
    """An id as its source means it: blanks around it cut off, Unicode NFC, case kept."""
    value = unicodedata.normalize("NFC", raw.strip())
    return value if 0 < len(value) <= LONGEST_ID else None


def normal(kind: str, raw: str, rules: Rules = DEFAULT) -> str | None:
    """The normal form of an identifier of ``kind``, or None where it cannot be read."""
    if kind == EMAIL:
        return email(raw, rules.keep_case)
    if kind == PHONE:
        return phone(raw, rules.region)
    return source_id(raw)


def is_placeholder(kind: str, value: str, rules: Rules = DEFAULT) -> bool:
    """Whether a value in normal form stands for nobody in particular, so that it must not link people."""
    if value in rules.blocked:
        return True
    if kind == EMAIL:
        return value.lower() in ADDRESSES or value.lower().partition("@")[0] in LOCAL_PARTS
    if kind == PHONE:
        digits = value.lstrip("+")
        return digits in NUMBERS or any(len(set(digits[cut:])) == 1 for cut in range(4))
    return False


def identifier(kind: str, raw: str, rules: Rules = DEFAULT) -> str | None:
    """The value that identifies a contact: normal, and no placeholder."""
    value = normal(kind, raw, rules)
    return None if value is None or is_placeholder(kind, value, rules) else value


@dataclass(frozen=True)
class Plan:
    """What a set of records means for the contacts.

    ``contact[i]`` is the contact of identifier ``i``: an id that is known already, or ``-1 - k`` for the k-th new
    one. ``merges`` holds (old, survivor): the survivor is the lowest id, so the result is the same in any order.
    """

    contact: list[int]
    fresh: int
    merges: list[tuple[int, int]]


def plan(count: int, links: Iterable[tuple[int, int]], known: Mapping[int, int]) -> Plan:
    """Resolve identifiers ``0 … count-1``, given which were named together and whose contact is known."""
    parent = list(range(count))
    for one, other in links:
        _join(parent, one, other)
    first_with: dict[int, int] = {}
    for node, contact in known.items():
        _join(parent, node, first_with.setdefault(contact, node))
    roots = [_root(parent, node) for node in range(count)]
    contacts_of: dict[int, set[int]] = {}
    for node, contact in known.items():
        contacts_of.setdefault(roots[node], set()).add(contact)
    chosen = {root: min(contacts) for root, contacts in contacts_of.items()}
    merges = sorted((old, chosen[root]) for root, all_ in contacts_of.items() for old in all_ - {chosen[root]})
    fresh = 0
    for root in roots:
        if root not in chosen:
            fresh += 1
            chosen[root] = -fresh
    return Plan([chosen[root] for root in roots], fresh, merges)


def _root(parent: list[int], node: int) -> int:
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


def _join(parent: list[int], one: int, other: int) -> None:
    one, other = _root(parent, one), _root(parent, other)
    if one != other:
        parent[max(one, other)] = min(one, other)
