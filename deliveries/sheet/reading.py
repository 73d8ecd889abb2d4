"""From the boxes of the sheet to a draft. Whatever is wrong is said of its box; all of it, not the first alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from accounts.rows import number_of
from deliveries import cadence
from deliveries.destinations.recipients import BadAddress, recipients
from deliveries.formats import FORMATS
from deliveries.models import CatchUp, Gate, Kind
from deliveries.options import LONGEST_MESSAGE, MOST_ROWS, Options
from deliveries.schedules.drafts import MOST_TARGETS, Draft, TargetDraft
from deliveries.sheet import when
from deliveries.sheet.typed import Row, Typed
from explores.keeping import refused
from explores.keeping.refused import Refused

LONGEST_PASSWORD = 200
BETWEEN = re.compile(r"[\s,;]+")
Found = TypeVar("Found")
Choice = TypeVar("Choice", Kind, CatchUp, Gate)
Tried = Callable[[Callable[[], TargetDraft | None], TargetDraft | None], TargetDraft | None]


class Wrong(Exception):
    """The form cannot be read. ``faults``: what is wrong, by field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(faults.values()))
        self.faults = dict(faults)


def draft(typed: Typed) -> Draft:
    """What a person chose. Raises Wrong."""
    faults: dict[str, str] = dict(when.faults(typed))

    def tried(read: Callable[[], Found], instead: Found) -> Found:
        try:
            return read()
        except Refused as error:
            faults[error.field or "content"] = error.message
        except cadence.BadRecurrence as error:
            faults[error.field or "when"] = error.message
        return instead

    made = Draft(
        subject=typed.subject,
        recurrence=tried(lambda: when.recurrence(typed), cadence.Recurrence(cadence.Kind.DAILY, "UTC")),
        targets=targets(typed, faults),
        name=tried(lambda: "" if typed.follows else one_line(typed.name, "name"), ""),
        filters=tried(lambda: _filters(typed), {}),
        options=tried(lambda: options(typed), Options()),
        catch_up=tried(lambda: _one_of(CatchUp, typed.catch_up, "catch_up"), CatchUp.LATEST),
        gate=tried(lambda: _one_of(Gate, typed.gate, "gate"), Gate.OFF),
        password=tried(lambda: _password(typed), None),
    )
    if faults:
        raise Wrong(faults)
    return made


def targets(typed: Typed, faults: dict[str, str]) -> tuple[TargetDraft, ...]:
    """The ways out; what is wrong goes to ``faults``, by field."""

    def tried(read: Callable[[], Found], instead: Found) -> Found:
        try:
            return read()
        except Refused as error:
            faults[error.field or "targets"] = error.message
        return instead

    none: tuple[Row, ...] = ()
    return _targets(tried(lambda: _few(typed), none), tried)


def _few(typed: Typed) -> tuple[Row, ...]:
    if typed.count > MOST_TARGETS:
        raise Refused(f"That is {typed.count:,} destinations; one schedule takes {MOST_TARGETS}.", "targets")
    if not typed.rows:
        raise Refused("Choose at least one place to send to.", "targets")
    return typed.rows


def _targets(rows: tuple[Row, ...], tried: Tried) -> tuple[TargetDraft, ...]:
    found = (tried(partial(target, row), None) for row in rows)
    return tuple(each for each in found if each is not None)


def target(row: Row) -> TargetDraft:
    """One way out. Raises Refused."""
    here = f"t{row.key}"
    kind = _one_of(Kind, row.kind, f"{here}.kind")
    if row.format not in FORMATS:
        raise Refused("Choose a format.", f"{here}.format")
    number, place = number_of(row.number), number_of(row.destination)
    if kind != Kind.EMAIL:
        if place is None:
            raise Refused("Choose one of the saved destinations.", f"{here}.destination")
        return TargetDraft(kind, row.format, place, (), layout(row), number)
    return TargetDraft(kind, row.format, None, _people(row, here), layout(row), number)


def _people(row: Row, here: str) -> tuple[str, ...]:
    written = [each for each in BETWEEN.split(row.recipients) if each]
    try:
        found = recipients(written)
    except BadAddress as error:
        raise Refused(str(error), f"{here}.recipients") from error
    if not found:
        raise Refused("Name at least one e-mail address.", f"{here}.recipients")
    return found


def layout(row: Row) -> dict[str, object]:
    """How the file of one way out looks: what differs from the usual. Raises Refused for paper there is none of."""
    from deliveries.rendering.paper import FIT, SIZES

    if FORMATS[row.format].drawn:
        if row.size != FIT and row.size not in SIZES:
            raise Refused("There is no paper of that size.", f"t{row.key}.size")
        chosen: dict[str, object] = dict.fromkeys(sorted(row.flags), True)
        paper = {**({"size": row.size} if row.size != FIT else {}), **chosen}
        return {"paper": paper} if paper else {}
    return {**({"displayed": False} if row.raw else {}), **({"formatted": True} if row.formatted else {})}


def options(typed: Typed) -> Options:
    """How it is sent. Raises Refused."""
    message = refused.plain(typed.message.replace("\r\n", "\n"), "message", LONGEST_MESSAGE)
    if any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in message):
        raise Refused("The message holds a character that is none; type it again.", "message")
    if typed.only not in ("", "results", "no_results"):
        raise Refused("Choose one of the conditions.", "only")
    page = typed.subject.is_page  # its tiles have limits of their own
    return Options(
        message=message,
        only=typed.only,
        changed=typed.changed,
        own_rows=typed.own_rows,
        all_rows=not typed.limited,
        limit=_whole(typed.limit, "limit", 1, MOST_ROWS, "rows") if typed.limited and not page else 0,
        link=typed.link,
        zipped=typed.zipped,
        foresee=typed.foresee,
        fresh_minutes=_whole(typed.fresh_minutes, "fresh_minutes", 1, 44_640, "minutes"),
        wait_minutes=_whole(typed.wait_minutes, "wait_minutes", 1, 44_640, "minutes"),
    )


def _whole(text: str, field: str, low: int, high: int, what: str) -> int:
    found = number_of(text)
    if found is None or not low <= found <= high:
        raise Refused(f"It takes a whole number of {what}, {low:,} to {high:,}.", field)
    return found


def _filters(typed: Typed) -> dict[str, str]:
    found = typed.filters.items()
    return {refused.plain(name, "content", 300): refused.plain(value, f"f.{name}") for name, value in found}


def _password(typed: Typed) -> str | None:
    """None: as it was; empty: taken away."""
    if typed.password and not typed.zipped:
        raise Refused("A password needs the ZIP: tick it, or leave the password empty.", "password")
    if typed.password:
        return one_line(typed.password, "password", LONGEST_PASSWORD)
    return "" if typed.unlock else None


def one_line(text: str, field: str, longest: int = refused.LONGEST_NAME) -> str:
    """A text without signs that are none. Raises Refused."""
    found = refused.plain(text, field, longest)
    if any(unicodedata.category(sign) == "Cc" for sign in found):
        raise Refused("It holds a character that is none; type it again.", field)
    return found


def _one_of(kinds: type[Choice], text: str, field: str) -> Choice:
    try:
        return kinds(text)
    except ValueError as error:
        raise Refused("Choose one of those that are offered.", field) from error
