"""What stands in the boxes of the sheet, as text: of a new schedule, of one that is changed, or as it was sent back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict

from deliveries import cadence
from deliveries.cadence.recurrence import FIELDS
from deliveries.content.subject import Subject
from deliveries.options import Options
from deliveries.schedules.drafts import MOST_TARGETS, Draft, TargetDraft

NOW = "now"  # beside the kinds of recurrences: sent once, at once
VALUE = "value:"  # before the name of a filter: its own value in this schedule
FLAGS = ("landscape", "expand_tables", "single_column", "wide")  # of a paper
_KEY = re.compile(r"[0-9]{1,4}", re.ASCII)


@dataclass(frozen=True)
class Row:
    """One way out. ``key`` tells the rows of a form apart; ``number`` is that of the target it was."""

    key: str
    kind: str = "email"
    destination: str = ""
    recipients: str = ""  # as typed: with commas, spaces or lines between
    format: str = ""
    number: str = ""
    size: str = "fit"
    flags: frozenset[str] = frozenset()
    raw: bool = False  # as the data table has it rather than as displayed
    formatted: bool = False


@dataclass(frozen=True)
class Typed:
    """All boxes. ``made`` is the name that the sheet gave last: while the name is that one, it follows the rest."""

    subject: Subject
    name: str = ""
    made: str = ""
    when: str = str(cadence.Kind.DAILY)
    zone: str = "UTC"
    every: str = ""
    at: str = "06:00"
    start: str = "00:00"
    end: str = "00:00"
    weekdays: tuple[str, ...] = ("0",)
    days: tuple[str, ...] = ("1",)
    months: tuple[str, ...] = ()
    on: str = ""
    rows: tuple[Row, ...] = ()
    count: int = 0  # of rows that were sent; more than a schedule takes are not kept
    message: str = ""
    only: str = ""
    changed: bool = False
    limited: bool = False
    limit: str = ""
    own_rows: bool = False
    link: bool = True
    zipped: bool = False
    password: str = ""
    unlock: bool = False  # take the password away that is set
    foresee: bool = True
    gate: str = "off"
    fresh_minutes: str = str(Options().fresh_minutes)
    wait_minutes: str = str(Options().wait_minutes)
    catch_up: str = "latest"
    filters: Mapping[str, str] = field(default_factory=dict)
    version: str = ""

    @property
    def follows(self) -> bool:
        """Whether the name is the sheet's own."""
        return not self.name.strip() or self.name == self.made

    def with_row(self, row: Row) -> Typed:
        """The same with one way out more, under a key of its own."""
        taken = max((int(each.key) for each in self.rows), default=0)
        return replace(self, rows=(*self.rows, replace(row, key=str(taken + 1))), count=self.count + 1)

    def without_row(self, key: str) -> Typed:
        """The same without that one."""
        left = tuple(each for each in self.rows if each.key != key)
        return replace(self, rows=left, count=len(left))


_TEXTS = ("name", "made", "when", "zone", "every", "at", "start", "end", "on", "message", "only", "limit", "password",
          "gate", "fresh_minutes", "wait_minutes", "catch_up", "version")  # fmt: skip
_CHOICES = {"weekdays": "weekday", "days": "day", "months": "month"}
_KEPT = ("message", "only", "changed", "own_rows", "link", "zipped")
_SHOWN = {str(kind): fields for kind, fields in FIELDS.items()}
_TICKS = ("changed", "own_rows", "link", "zipped", "unlock", "foresee")


def of_form(subject: Subject, sent: QueryDict) -> Typed:
    """As it was sent back. Nothing is judged here: whatever stands there is shown again."""
    known: dict[str, Any] = {name: sent.get(name, "").strip() for name in _TEXTS if name in sent}
    shown = _SHOWN.get(sent.get("shown", ""), tuple(_CHOICES))  # what the form had boxes for
    known |= {name: tuple(sent.getlist(part))[:64] for name, part in _CHOICES.items() if name in shown}
    known |= {name: name in sent for name in _TICKS}
    keys = [key for key in dict.fromkeys(sent.getlist("row")) if _KEY.fullmatch(key)]
    known["rows"] = tuple(_row(sent, key) for key in keys[: MOST_TARGETS + 1])
    known["filters"] = {name.removeprefix(VALUE): sent.get(name, "") for name in sent if name.startswith(VALUE)}
    return Typed(subject, **known, count=len(keys), limited=sent.get("rows", "") == "limit")


def _row(sent: QueryDict, key: str) -> Row:
    def text(name: str, usual: str = "") -> str:
        return sent.get(f"t{key}.{name}", usual).strip()

    return Row(
        key,
        kind=text("kind"),
        destination=text("destination"),
        recipients=text("recipients"),
        format=text("format"),
        number=text("number"),
        size=text("size", "fit") or "fit",
        flags=frozenset(name for name in FLAGS if f"t{key}.{name}" in sent),
        raw=text("results") == "raw",
        formatted=text("values") == "formatted",
    )


def of_draft(draft: Draft, version: int) -> Typed:
    """As a schedule has it."""
    when, options = draft.recurrence, draft.options
    chosen: dict[str, Any] = {name: tuple(map(str, getattr(when, name))) or getattr(Typed, name) for name in _CHOICES}
    kept: dict[str, Any] = {name: getattr(options, name) for name in _KEPT}
    return Typed(
        draft.subject,
        name=draft.name,
        when=str(when.kind),
        zone=when.zone,
        every=str(when.every),
        at=f"{when.at:%H:%M}",
        start=f"{when.start:%H:%M}",
        end=f"{when.end:%H:%M}",
        on=when.on.isoformat() if when.on else "",
        rows=tuple(_of_target(str(place), each) for place, each in enumerate(draft.targets, 1)),
        count=len(draft.targets),
        limited=not options.all_rows or bool(options.limit),
        limit=str(options.limit or ""),
        foresee=options.foresee,
        gate=str(draft.gate),
        fresh_minutes=str(options.fresh_minutes),
        wait_minutes=str(options.wait_minutes),
        catch_up=str(draft.catch_up),
        filters=draft.filters,
        version=str(version),
        **chosen,
        **kept,
    )


def _of_target(key: str, target: TargetDraft) -> Row:
    paper = target.options.get("paper")
    paper = paper if isinstance(paper, Mapping) else {}
    return Row(
        key,
        kind=str(target.kind),
        destination=str(target.destination or ""),
        recipients=", ".join(target.recipients),
        format=target.format,
        number=str(target.number or ""),
        size=str(paper.get("size", "fit")),
        flags=frozenset(name for name in FLAGS if paper.get(name)),
        raw=target.options.get("displayed") is False,
        formatted=target.options.get("formatted") is True,
    )
